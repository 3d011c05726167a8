import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../text/index.ts';
import { findCaseCitations } from './index.ts';

const brief = (text: string, own: string[] = []): (string | null)[][] =>
  findCaseCitations(text, { own }).map(({ docket, reporter }) => [docket, reporter]);

describe('findCaseCitations', () => {
  it('takes docket, parties and reporter as one citation', () => {
    const text =
      'ראו: ע״א 616/84 ברושים בע"מ נ\' אלמוגי, פ״ד יט (2) 1717, 1725 (1983); רע"א 77/09 כרמון נ\' שקד (5.6.2010)';
    const [first, second] = findCaseCitations(text);
    expect(first).toMatchObject({
      raw: 'ע״א 616/84 ברושים בע"מ נ\' אלמוגי, פ״ד יט (2) 1717',
      docket: 'ע"א 616/84',
      reporter: 'פ"ד יט(2) 1717',
      pinpoints: [{ kind: 'page', from: 1725, to: 1725 }],
    });
    expect(first && sliceSpan(text, first.span)).toBe(first?.raw);
    expect(second).toMatchObject({ raw: 'רע"א 77/09', docket: 'רע"א 77/09', reporter: null });
  });

  it.each([
    ['ע"פ 616/83 אילן נ\' מדינת ישראל, פ"ד כט(2) 717', 'פ"ד כט(2) 717'],
    ["ע\"פ 61/98 מדינת ישראל נ' פלוני, פ''ד סא(2) 717", 'פ"ד סא(2) 717'],
    ['ע"פ 717/96 גל נ\' מדינת ישראל תק-על 93(2), 181', 'תק-על 93(2) 181'],
    ['רע"פ 6116/95 חן נ\' מדינת ישראל תק-על94 (3), 71', 'תק-על 94(3) 71'],
    ['דב"ע נד/3-171 רון נ\' המפעל, פד"ע לט 171', 'פד"ע לט 171'],
    ['ע"א 13/55 לביא נ. ארז, פ"ד י\' 463', 'פ"ד י 463'],
    ['ע"א 14/97 דפנה (1991) בע"מ נ\' תמר (1985) בע"מ, פ"ד נ"ב (3), 45', 'פ"ד נב(3) 45'],
    ['ע"א 15/98 דפנה נ\' תמרפ"ד נג(1) 5', 'פ"ד נג(1) 5'],
  ])('reads the reporter of %s', (text, reporter) => {
    expect(findCaseCitations(text).map((citation) => citation.reporter)).toEqual([reporter]);
  });

  it('gives no reporter across the end of a citation', () => {
    expect(brief('ע"פ 14/90 אילן נ\' מדינת ישראל (לא פורסם); פ"ד מ(1) 5')).toEqual([
      ['ע"פ 14/90', null],
      [null, 'פ"ד מ(1) 5'],
    ]);
    expect(brief('ע"פ 14/90 אילן נ\' מדינת ישראל (3.4.1991) וכן פ"ד מ(1) 5')).toEqual([
      ['ע"פ 14/90', null],
      [null, 'פ"ד מ(1) 5'],
    ]);
    expect(brief('בפ"מ 17170-04-11 נקבע')).toEqual([['פ"מ 17170-04-11', null]]);
  });

  it('takes a second reporter right behind the first for the same decision, and others for decisions of their own', () => {
    const text = 'ע"א 5/80 גל נ\' דן, פ"ד לה(1) 7, תק-על 93(2) 181';
    expect(findCaseCitations(text)).toMatchObject([{ raw: text, reporter: 'פ"ד לה(1) 7' }]);
    expect(brief('פ"ד לה(1) 7 וכן פ"ד לו(1) 8')).toEqual([
      [null, 'פ"ד לה(1) 7'],
      [null, 'פ"ד לו(1) 8'],
    ]);
    expect(brief('פ"ד לה(1) 7; ע"א 5/80 גל נ\' דן')).toEqual([
      [null, 'פ"ד לה(1) 7'],
      ['ע"א 5/80', null],
    ]);
  });

  it('gives a reporter to the docket before it, across the names of the parties only', () => {
    expect(brief('ע"א 5/80, ע"א 6/80 גל נ\' דן, פ"ד לה(1) 7')).toEqual([
      ['ע"א 5/80', null],
      ['ע"א 6/80', 'פ"ד לה(1) 7'],
    ]);
    expect(brief('ע"א 5/80 הלכת דקל, פ"ד לה(1) 7')).toEqual([['ע"א 5/80', 'פ"ד לה(1) 7']]);
    for (const between of ['הלכת דקל הידועה והחשובה מן השנים', `${'דקל '.repeat(70)}נ' דן`])
      expect(brief(`ע"א 5/80 ${between}, פ"ד לה(1) 7`)).toEqual([
        ['ע"א 5/80', null],
        [null, 'פ"ד לה(1) 7'],
      ]);
  });

  it('gives the court in brackets', () => {
    expect(findCaseCitations('ע"א (מחוזי ת"א) 78/95 חן נ\' גל')).toMatchObject([{ court: 'מחוזי ת"א' }]);
  });

  it('leaves out the decision itself in any form, and keeps repetitions of others', () => {
    const text = 'ת"א 41417-07-22. ראו ע"פ 14/90, ושוב ע"פ 14/90.';
    expect(brief(text, ['ת.א. 41417.7.22'])).toEqual([
      ['ע"פ 14/90', null],
      ['ע"פ 14/90', null],
    ]);
  });

  it.each([
    ['רע"פ 77/14 חן נ\' גל, פסקאות 30-29 (5.6.2015)', [{ kind: 'paragraph', from: 29, to: 30 }]],
    ['ע"א 78/95 חן נ\' גל, פ"ד נא(1) 180, בעמ\' 188-186 (1997)', [{ kind: 'page', from: 186, to: 188 }]],
    ['ע"א 78/95 חן נ\' גל, פ"ד נא(1) 180. בפסקה 5 לפסק הדין קמא', []],
    // a full stop behind the number ends the citation and leaves the number whole
    ["ע\"א 78/95 חן נ' א. גל, פס' 12. נקבע בעמ' 7", [{ kind: 'paragraph', from: 12, to: 12 }]],
    ["ע\"א 78/95 חן נ' גל, פס' 4. נקבע בעמ' 7", [{ kind: 'paragraph', from: 4, to: 4 }]],
    ['ע"א 78/95 חן נ\' גל, פ"ד נא(1) 180, 182-185.', [{ kind: 'page', from: 182, to: 185 }]],
    // bare pages only behind a reporter
    ['ע"א 78/95, 182, פס\' 4', [{ kind: 'paragraph', from: 4, to: 4 }]],
    [
      "ע\"א 78/95 חן נ' גל; ע\"א 79/95 דן נ' גד, פס' 4 ו-7",
      [
        { kind: 'paragraph', from: 4, to: 4 },
        { kind: 'paragraph', from: 7, to: 7 },
      ],
    ],
  ])('reads the pinpoints of %s', (text, pinpoints) => {
    expect(findCaseCitations(text).at(-1)?.pinpoints).toEqual(pinpoints);
  });

  it.each(['', 'Smith v. Jones, 12 U.S. 34', 'قضية 12/34', '\ud800 \udc00'])('finds none in %j', (text) => {
    expect(findCaseCitations(text)).toEqual([]);
  });
});
