import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../text/index.ts';
import { compareDockets, findDockets, PROCEDURES, parseDocket, readProcedure, sameDocket } from './index.ts';

const forms: [string, string | null][] = [
  ['רע"פ 6116/15', 'רע"פ 6116/15'],
  ['רע״פ 6116/2015', 'רע"פ 6116/15'],
  ['רע"פ 6116-15', 'רע"פ 6116/15'],
  ['ת"פ 1616-07', 'ת"פ 1616-07'],
  ['ע"פ 94 / 1717', 'ע"פ 1717/94'],
  ['ת"א 41417.7.22', 'ת"א 41417-07-22'],
  ['ת"א 41417-07-2022', 'ת"א 41417-07-22'],
  ['ס"ע 6868-04/11', 'ס"ע 6868-04-11'],
  ['ת"א (מחוזי ת"א) 1234-05-10', 'ת"א 1234-05-10'],
  ['ע"ע (ארצי) 1818/02', 'ע"ע 1818/02'],
  ['ת.א. 1234/05', 'ת"א 1234/05'],
  ['בת.פ. 717/93', 'ת"פ 717/93'],
  ['בעפ"ג 6161-03-17', 'עפ"ג 6161-03-17'],
  ['וברע"א 12/05', 'רע"א 12/05'],
  ['ב-ת"א  41414-06-14', 'ת"א 41414-06-14'],
  ['ר"ע171/79', 'ר"ע 171/79'],
  ['בר"ע 171/79', 'בר"ע 171/79'],
  ['בע"מ 7117/21', 'בע"מ 7117/21'],
  ['בג״צ 1/00', 'בג"ץ 1/00'],
  ['עע"ם 77/11', 'עע"מ 77/11'],
  ['ב"ל 12-3/45', 'ב"ל 12-3/45'],
  ['דב"ע נד/3-171', 'דב"ע נד/3-171'],
  ["המ' 412/88", "המ' 412/88"],
  ['ערר 7071-10-18', 'ערר 7071-10-18'],
  ["פ' 1717/08", 'פ 1717/08'],
  ["ת' 7171-05", 'ת 7171-05'],
  ['ת"פ 01/06/0003171', 'ת"פ 3171/06'],
  ['ת"פ 01/06/3000171', null],
  ['פ"ל 7117-03-1', 'פ"ל 7117-03-1'],
  ['\'עע"מ 7171/12', 'עע"מ 7171/12'],
  ['"רע"פ 1771/12', 'רע"פ 1771/12'],
  ['ת"א 12345-13-21', null],
  ['ת"א 12345-00-21', null],
  ['ת"א 21-06-12345', 'ת"א 12345-06-21'],
  ['ת"א 217-06-12345', null],
  ['ת"א 12345-06-2115', null],
  ['ת"א 12345-012-15', null],
  ['ת"א 32.7.22', 'ת"א 32-07-22'],
  ['ת"א 31.7.22', null],
  ['ת"א 1717.15', null],
  ['ת"א 12-05-1', null],
  ['ת"א 1717/05-1', null],
  ['ת"א 1717-05/1', null],
  ['ת"א 1717-5-1', null],
  ['ת"א 01-06-0003171', null],
  ['ת"א 01/06-0003171', null],
  ['ת"א 01-06/0003171', null],
  ['ת"א 12-3/5', null],
  ['ת"א 123-3/45', 'ת"א 123-03-45'],
  ['ת"א 12-3-45', 'ת"א 12-03-45'],
  ['ת"א 12/3/45', 'ת"א 12-03-45'],
  ['ת"א 05/1717', 'ת"א 1717/05'],
  ['ת"א 05-1717', null],
  ['ת"א 717/0117', 'ת"א 717/0117'],
  ['ת"א 717/1217', 'ת"א 717/1217'],
  ['ת"א 717/1317', null],
  ['ת"א 717/0017', null],
  ['ת"א 717-0917', null],
  ['ת"א 0717/15', 'ת"א 717/15'],
  ['ת"א 717/171', null],
  ['ת"א 717/201', null],
  ['ת"א 717/071', null],
  ['ת"פ 01/6/0003171', null],
  ['ת"פ 001/06/0003171', null],
  ['ב"ל 12-3456/45', 'ב"ל 12-3456/45'],
  ['ב"ל 12-34567/45', null],
  ['ת"א 41417.7-22', null],
  ['פ"ל 717-03-1', 'פ"ל 717-03-1'],
  ['פ"ל 71-03-1', null],
  ['ע"פ 94/5', null],
  ['ע"פ 94/171', 'ע"פ 171/94'],
  ['ע"פ 94/1995', 'ע"פ 94/95'],
  ['ע"פ 61-11', 'ע"פ 61-11'],
  ['תיק ת"א 12/05', 'ת"א 12/05'],
  ["פ' 1717-01-08", 'פ 1717-01-08'],
  ['ערר 7/05', 'ערר 7/05'],
  ['המ 7/88', "המ' 7/88"],
  ['רעא 6116/15', 'רע"א 6116/15'],
  ['תפ 1717-01-05', 'ת"פ 1717-01-05'],
  ['תב"ע 7171-01-13', 'תב"ע 7171-01-13'],
];

describe('parseDocket and findDockets', () => {
  it.each(forms)('read %s', (written, canonical) => {
    expect(parseDocket(written)?.canonical ?? null).toBe(canonical);
    expect(findDockets(`ראו ${written}, שם`).map(({ docket }) => docket.canonical)).toEqual(
      canonical ? [canonical] : [],
    );
  });

  const long = `${'ברוש '.repeat(40)}ת"א 12/05`;
  it.each(['', '5', 'פלוני', '12.3.2004', 'x 1/2', '1/2/3/4', 'א'.repeat(300), long, 'שולחן 12/05'])(
    '%j is no docket',
    (written) => {
      expect(parseDocket(written)).toBeNull();
    },
  );

  it('takes a bare number and an unlisted abbreviation only in a field that says it is a docket', () => {
    expect(parseDocket('6116/15')).toMatchObject({ prefix: '', canonical: '6116/15' });
    expect(parseDocket('קכ"ט 6116/15')?.prefix).toBe('קכ"ט');
    expect(findDockets('מק"ט 6116/15 וכן 6116/15')).toEqual([]);
  });

  it('knows one proceeding in every way of writing', () => {
    const docket = parseDocket('ת"א 41417-07-22');
    for (const written of ['ת.א. 41417.7.22', '41417-7-2022', 'בת״א 41417/07/22']) {
      const other = parseDocket(written);
      expect(docket && other && sameDocket(docket, other)).toBe(true);
    }
    for (const [one = '', other = ''] of [
      ['ת"א 41417-07-22', 'ת"פ 41417-07-22'],
      ['41417-07-22', 'ת"א 41418-07-22'],
      ['ת"א 41418-07-22', '41417-07-22'],
    ]) {
      const [first, second] = [parseDocket(one), parseDocket(other)];
      expect(first && second && sameDocket(first, second)).toBe(false);
    }
  });

  it('orders by year, month, serial and procedure', () => {
    const written = [
      ...['ע"א 3/48', 'ת"א 3/48', 'דב"ע נג/4-171', 'דב"ע נד/3-171', 'ע"א 9/99', 'ע"א 10/99', 'ע"א 77/17'],
      ...['ערר 171/0817', 'ערר 17/0917', 'ע"א 10/20', 'ת"א 5-01-20', 'ת"א 4-02-20', 'ת"א 5-02-20'],
    ];
    const dockets = written.map((docket) => parseDocket(docket)).filter((docket) => docket !== null);
    expect(
      dockets
        .toReversed()
        .sort(compareDockets)
        .map(({ canonical }) => canonical),
    ).toEqual(written);
    dockets.forEach((one, i) => {
      for (const [j, other] of dockets.entries()) expect(Math.sign(compareDockets(one, other))).toBe(Math.sign(i - j));
    });
  });

  it('reads back what it wrote', () => {
    const codes = [...PROCEDURES.values()].filter(({ meaning }) => meaning).map(({ code }) => code);
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.integer({ min: 32, max: 99999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 10, max: 30 }),
        (code, serial, month, year) => {
          for (const number of [`${serial}/${year}`, `${serial}-${String(month).padStart(2, '0')}-${year}`]) {
            const once = parseDocket(`${code} ${number}`);
            if (once?.canonical !== `${code} ${number}` || parseDocket(once.canonical)?.key !== once.key) return false;
          }
          return true;
        },
      ),
    );
  });
});

describe('findDockets', () => {
  it('gives the exact words without prefix letters, and the court in brackets', () => {
    const text = 'ערעור על פסק הדין בעפ״ג (מחוזי חי׳) 6161-03-17 מיום 3.4.2016';
    const [mention] = findDockets(text);
    expect(mention).toMatchObject({ raw: 'עפ״ג (מחוזי חי׳) 6161-03-17', court: "מחוזי חי'", prefixLetters: 'ב' });
    expect(mention && sliceSpan(text, mention.span)).toBe(mention?.raw);
  });

  it('leaves the maqaf behind a prefix letter outside', () => {
    expect(findDockets('וגם ב-ת"א 41414-06-14')).toMatchObject([{ raw: 'ת"א 41414-06-14', prefixLetters: 'ב' }]);
  });

  it('gives one procedure to a list of numbers', () => {
    const found = findDockets('בג"ץ 911/90, 912/90 ו-913/90 פלוני נ\' שר');
    expect(found.map(({ docket }) => docket.canonical)).toEqual(['בג"ץ 911/90', 'בג"ץ 912/90', 'בג"ץ 913/90']);
  });

  it.each([
    ['בג"ץ 911/90 מול 912/90', 'בג"ץ 911/90'],
    ['בג"ץ 911/90, 5/91', 'בג"ץ 911/90'],
    ['ת"א 1234-01-10, 12-34', 'ת"א 1234-01-10'],
    ['ת"א 1234-01-10, 1235-13-10', 'ת"א 1234-01-10'],
  ])('ends the list in %s', (text, only) => {
    expect(findDockets(text).map(({ docket }) => docket.canonical)).toEqual([only]);
  });

  it.each([
    ['(פ 6161/07)', 'פ 6161/07'],
    ['תיק ת 1717/08', 'ת 1717/08'],
    ['תיק: ע 1717-01-08', 'ע 1717-01-08'],
  ])('takes bare letters for a procedure where a file is meant: %s', (text, docket) => {
    expect(findDockets(text).map(({ docket }) => docket.canonical)).toEqual([docket]);
  });

  it('takes בר"ע for ב and ר"ע where the text has named that ר"ע', () => {
    const named = findDockets(
      'הבקשה ר"ע 717/82 נדונה. בבר"ע 71/82 נפסק אחרת, אך בר"ע 717/82 אושרה, ובר"ע 717/82 ו-717/82.',
    );
    expect(named.map(({ docket, raw, prefixLetters }) => [docket.canonical, raw, prefixLetters])).toEqual([
      ['ר"ע 717/82', 'ר"ע 717/82', ''],
      ['בר"ע 71/82', 'בר"ע 71/82', 'ב'],
      ['ר"ע 717/82', 'ר"ע 717/82', 'ב'],
      ['ר"ע 717/82', 'ר"ע 717/82', 'וב'],
      ['ר"ע 717/82', '717/82', ''],
    ]);
    expect(named[2]?.docket.key).toBe(named[0]?.docket.key);
  });

  it('takes a number of a list for that ר"ע too, and leaves nothing of it outside', () => {
    const named = findDockets('ר"ע 717/82; בר"ע 71/82, 717/82');
    expect(named.map(({ docket, raw }) => [docket.canonical, raw])).toEqual([
      ['ר"ע 717/82', 'ר"ע 717/82'],
      ['בר"ע 71/82', 'בר"ע 71/82'],
      ['ר"ע 717/82', '717/82'],
    ]);
  });

  it('reads a procedure glued to the word before it', () => {
    expect(findDockets('(ראורע"פ 717/93; נקבעבע"פ 14/99)').map(({ docket }) => docket.canonical)).toEqual([
      'רע"פ 717/93',
      'ע"פ 14/99',
    ]);
  });

  it.each([
    "בעמ' 188-186",
    "עמ' 12-34 לפרוטוקול",
    'בין השנים 2009-2008',
    'ביום 1.12.2016 ניתנה',
    'תב"ע 7171/13 שאושרה',
    'תמ"מ 7/31',
    'ה"ש 12-14',
    'פ"ד נד(2) 171',
    'ת"ז 12-34-56',
    'סעיפים 213-212 לחוק',
    "ע' 123/45",
    "פ' 12/34",
    "ת' 123-45",
    "א' 7171/08",
    'חברת פלוני בע"מ, רחוב הגפן 12/34',
    'ע"פ (12/34) 56/78',
    'ע.פ. 61-11',
    'ע"מ 12-34',
    "עמ' 1717/05",
    'רעא 6/15',
    'פמ 17170-04-11',
    'קע"פ 12/34',
    'שולחן 1712/05',
    'הגיע פ 6161/07',
    'תיק פ 7/08',
    // at the edge of what is looked at before a number: the end of a word, and of words with signs inside
    ...['נקבעע"פ', 'ט"ע"פ', 'ט\'ע"פ'].map((word) => `${word} (${'א'.repeat(60)}) (${'ב'.repeat(20)}) 12/34`),
  ])('finds none in %s', (text) => {
    expect(findDockets(text)).toEqual([]);
  });
});

describe('readProcedure', () => {
  it('takes prefix letters off only where the rest is the likelier procedure', () => {
    expect(readProcedure('בע"א')).toMatchObject({ procedure: { code: 'ע"א' }, prefixLetters: 1 });
    expect(readProcedure('בג"צ')).toMatchObject({ procedure: { code: 'בג"ץ' }, prefixLetters: 0 });
    expect(readProcedure('שבת"פ')).toMatchObject({ procedure: { code: 'ת"פ' }, prefixLetters: 2 });
    expect(readProcedure('שקר')).toBeNull();
  });

  it.each([
    // of two unchecked readings, ב, ו and ל are the likelier prepositions; a checked one wins over both
    ['בפ"מ', 'פ"מ', 1],
    ['שפ"מ', 'פ"מ', 1],
    ['שע"מ', 'ע"מ', 1],
    ['ובת"ת', 'בת"ת', 1],
    ['שבת"ת', 'ת"ת', 2],
    ['ושבת"ת', 'ת"ת', 3],
    ['המ"מ', 'המ"מ', 0],
    ['ובד"מ', 'בד"מ', 1],
    // glued to a word, where five letters stand together
    ['ראוע"פ', 'ע"פ', 3],
  ])('reads %s as %s', (written, code, prefixLetters) => {
    expect(readProcedure(written)).toMatchObject({ procedure: { code }, prefixLetters });
  });

  it.each(['לאע"פ', 'קע"פ'])('finds none in %s', (written) => {
    expect(readProcedure(written)).toBeNull();
  });
});
