import { describe, expect, it } from 'vitest';
import { type CaseParts, formatCitation, type StatuteParts } from './index.ts';

const decision: CaseParts = {
  kind: 'case',
  docket: 'ע״א 616/62',
  court: 'בית המשפט העליון',
  applicant: 'אלון שיווק בע"מ ואח\'',
  respondent: 'ד"ר ברוש',
  reporter: null,
  database: 'נבו',
  date: '2010-03-15',
};
const statute: StatuteParts = {
  kind: 'statute',
  name: 'חוק הגנת חמניות הבר',
  year: 'התשל"ג-1973',
  published: { series: 'ס"ח', page: 118 },
};

describe('formatCitation', () => {
  it.each<[string, Partial<CaseParts>, string]>([
    ['a database', {}, 'ע"א 616/62 אלון שיווק בע"מ נ\' ברוש (נבו, 15.3.2010)'],
    [
      'a database, with a place',
      { pinpoints: [{ kind: 'paragraph', from: 5, to: 7 }] },
      'ע"א 616/62 אלון שיווק בע"מ נ\' ברוש, פס\' 5–7 (נבו, 15.3.2010)',
    ],
    [
      'a database, with a page',
      { pinpoints: [{ kind: 'page', from: 7, to: 7 }] },
      'ע"א 616/62 אלון שיווק בע"מ נ\' ברוש, עמ\' 7 (נבו, 15.3.2010)',
    ],
    [
      'print',
      { reporter: 'פ"ד סד(3) 202', database: null, pinpoints: [{ kind: 'page', from: 225, to: 225 }] },
      'ע"א 616/62 אלון שיווק בע"מ נ\' ברוש, פ"ד סד(3) 202, 225 (2010)',
    ],
    [
      'a district court',
      { docket: 'ת.א. 1234-05-10', court: 'בית המשפט המחוזי בתל אביב-יפו' },
      'ת"א (מחוזי ת"א) 1234-05-10 אלון שיווק בע"מ נ\' ברוש (נבו, 15.3.2010)',
    ],
    [
      'the Central district',
      { docket: 'ת"א 1234-05-10', court: 'בית המשפט המחוזי מרכז-לוד' },
      'ת"א (מחוזי מרכז) 1234-05-10 אלון שיווק בע"מ נ\' ברוש (נבו, 15.3.2010)',
    ],
    [
      'a court whose place has no abbreviation',
      { docket: 'ת"א 1234-05-10', court: 'בית משפט השלום בנתניה' },
      'ת"א (שלום נתניה) 1234-05-10 אלון שיווק בע"מ נ\' ברוש (נבו, 15.3.2010)',
    ],
    [
      'the National Labour Court',
      { docket: 'ע"ע 1818/02', court: 'בית הדין הארצי לעבודה' },
      'ע"ע (ארצי) 1818/02 אלון שיווק בע"מ נ\' ברוש (נבו, 15.3.2010)',
    ],
    [
      'a docket that only the Supreme Court has',
      { docket: 'רע"פ 77/09', court: null },
      'רע"פ 77/09 אלון שיווק בע"מ נ\' ברוש (נבו, 15.3.2010)',
    ],
  ])('writes a decision from %s', (_, parts, expected) => {
    expect(formatCitation({ ...decision, ...parts }).plain).toBe(expected);
  });

  it('sets the parties in bold, and escapes them', () => {
    const { html } = formatCitation({ ...decision, applicant: 'אלון & <בניו>' });
    expect(html).toBe('ע"א 616/62 <b>אלון &amp; &lt;בניו&gt; נ\' ברוש</b> (נבו, 15.3.2010)');
  });

  it.each<[Partial<CaseParts>, string[]]>([
    [{ docket: null }, ['docket']],
    [{ docket: '616/62' }, ['docket']],
    [{ docket: 'ת"א 1234-13-10' }, ['docket']],
    [{ court: null }, ['court']],
    [{ court: 'ועדת ערר מחוזית' }, ['court']],
    [{ court: 'בית משפט השלום ברימון' }, ['court']],
    [{ applicant: null, respondent: '  ' }, ['applicant', 'respondent']],
    [{ database: null }, ['database']],
    [{ date: null }, ['date']],
    [{ date: '15.3.2010' }, ['date']],
    [{ docket: null, court: null, database: null, date: null }, ['docket', 'court', 'date', 'database']],
  ])('abstains for %j and says what is missing', (parts, missing) => {
    expect(formatCitation({ ...decision, ...parts })).toEqual({ plain: null, html: null, missing });
  });

  it.each<[string, Partial<StatuteParts>, string]>([
    ['a law', {}, 'חוק הגנת חמניות הבר, התשל"ג–1973, ס"ח 118'],
    ['sections', { sections: ['4', '14'] }, 'סס\' 4, 14 לחוק הגנת חמניות הבר, התשל"ג–1973, ס"ח 118'],
    [
      'a basic law',
      { name: 'חוק יסוד: כבוד האדם וחירותו', year: null, published: { series: 'ס"ח', page: 150 }, sections: ['2'] },
      'ס\' 2 לחוק-יסוד: כבוד האדם וחירותו, ס"ח 150',
    ],
  ])('writes %s', (_, parts, expected) => {
    expect(formatCitation({ ...statute, ...parts }).plain).toBe(expected);
  });

  it('abstains for a statute without year or place of publication', () => {
    expect(formatCitation({ ...statute, name: null, year: null, published: null }).missing).toEqual([
      'name',
      'year',
      'published',
    ]);
  });
});
