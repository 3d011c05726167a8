import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../text/index.ts';
import { findBackReferences, findCaseCitations } from './index.ts';

const brief = (text: string): string[] =>
  findBackReferences(text).map(({ raw, docket, resolution }) => `${raw} = ${docket ?? resolution}`);

describe('findBackReferences', () => {
  it.each<[string, string[]]>([
    // by a name that was set
    [
      "ע\"פ 14/90 אילן נ' מדינת ישראל (3.4.1991) (להלן: עניין אילן). כפי שנקבע בעניין אילן, פס' 12.",
      ['עניין אילן = ע"פ 14/90'],
    ],
    ['רע"א 77/09 כרמון נ\' שקד (להלן: "הלכת כרמון"). להלכת כרמון יש סייג.', ['הלכת כרמון = רע"א 77/09']],
    ['ע"א 5/80 גל נ\' דן, פ"ד לה(1) 7 (להלן: פרשת גל או עניין דן); אשר לפרשת גל', ['פרשת גל = ע"א 5/80']],
    // a set name wins over a party's
    ['ע"א 5/80 גל נ\' דן (להלן: עניין גל). ע"א 6/80 גל נ\' רון. בעניין גל נפסק', ['עניין גל = ע"א 5/80']],
    // by a party's name
    ['ע"א 616/84 ברושים בע"מ נ\' אלמוגי (5.6.1985). בעניין ברושים נקבע', ['עניין ברושים = ע"א 616/84']],
    ['ע"א 616/84 ברושים בע"מ נ\' נועה אלמוגי (5.6.1985). ובפרשת אלמוגי', ['פרשת אלמוגי = ע"א 616/84']],
    ['ע"א 616/84 חברת דקל ותמר בע"מ נ\' גל. בעניין דקל ותמר הנ"ל', ['עניין דקל ותמר = ע"א 616/84']],
    // the citation follows its name
    ['בעניין שקד (ע"א 7/91) נפסק. כמו בעניין שקד', ['עניין שקד = ע"א 7/91', 'עניין שקד = ע"א 7/91']],
    // two proceedings of one name
    [
      'ע"א 5/80 גל נ\' דן. ע"א 6/80 גל נ\' רון. בעניין גל נפסק; בעניין רון נפסק',
      ['עניין גל = ambiguous', 'עניין רון = ע"א 6/80'],
    ],
    // a name that nobody bears
    ['הלכת שקד ידועה', ['הלכת שקד = unknown']],
    // footnotes
    ['ע"א 5/80 גל נ\' דן. ראו גל, לעיל ה"ש 3, בעמ\' 7.', ['גל, לעיל ה"ש 3 = ע"א 5/80']],
    // by the footnote's number, where the text carries the footnotes
    [
      'כך נפסק.\n[1] ע"א 5/80 גל נ\' דן.\n[2] ע"א 6/80 גל נ\' רון.\n[3] גל, לעיל ה"ש 2, בעמ\' 7.\n[4] גל, לעיל ה"ש 1.',
      ['גל, לעיל ה"ש 2 = ע"א 6/80', 'גל, לעיל ה"ש 1 = ע"א 5/80'],
    ],
    [
      '1 ע"א 5/80 גל נ\' דן.\n2 ראו לעיל ה"ש 1, בעמ\' 7; השוו לעיל, בהערת שוליים 1.',
      ['לעיל ה"ש 1 = ע"א 5/80', 'לעיל, בהערת שוליים 1 = ע"א 5/80'],
    ],
    // the footnotes stand behind the text that points at them
    ['כפי שנקבע (גל, לעיל ה"ש 1).\n\n[1] ע"א 5/80 גל נ\' דן.\n[2] שונות.', ['גל, לעיל ה"ש 1 = ע"א 5/80']],
    // a name that was set for a case of that footnote
    [
      '[1] ע"א 5/80 גל נ\' דן (להלן: עניין הבאר).\n[2] עניין הבאר, לעיל ה"ש 1.',
      ['עניין הבאר = ע"א 5/80', 'הבאר, לעיל ה"ש 1 = ע"א 5/80'],
    ],
    // the footnote speaks of another case than the name: not a guess
    ['[1] ע"א 5/80 גל נ\' דן.\n[2] ע"א 6/80 רון נ\' חן.\n[3] גל, לעיל ה"ש 2.', ['גל, לעיל ה"ש 2 = unknown']],
    // two cases of one name in the footnote
    ['[1] ע"א 5/80 גל נ\' דן; ע"א 6/80 גל נ\' רון.\n[2] גל, לעיל ה"ש 1.', ['גל, לעיל ה"ש 1 = ambiguous']],
    // a number that comes twice is no one's, and the name is all there is
    ['[1] ע"א 5/80 גל נ\' דן.\n[1] ע"א 6/80 רון נ\' חן.\n[2] גל, לעיל ה"ש 1.', ['גל, לעיל ה"ש 1 = ע"א 5/80']],
    // numbered paragraphs are no footnotes
    ['1. ע"א 5/80 גל נ\' דן.\n2. ע"א 6/80 רון נ\' חן.\n3. גל, לעיל ה"ש 2.', ['גל, לעיל ה"ש 2 = ע"א 5/80']],
    // שם
    ['ע"א 5/80 גל נ\' דן, פ"ד לה(1) 7. כך נפסק (שם, בעמ\' 12).', ['שם = ע"א 5/80']],
    ['ע"א 5/80 גל נ\' דן; ע"א 6/80 רון נ\' חן. נפסק כי אין לכך מקום (שם).', ['שם = ע"א 6/80']],
    ['ע"א 5/80 גל נ\' דן. ע"א 6/80 רון נ\' חן. בעניין גל נפסק (שם, פסקה 3)', ['עניין גל = ע"א 5/80', 'שם = ע"א 5/80']],
    ['(שם, פסקה 3)', ['שם = unknown']],
    ["ע\"א 5/80 גל נ' דן. אהרן ברושי דיני נטיעות כרך ב 77 (שם, בעמ' 80)", ['שם = unknown']],
    // above
    ['ע"א 5/80 גל נ\' דן. בפסק הדין הנ"ל נקבע', ['פסק הדין הנ"ל = ע"א 5/80']],
  ])('reads %s', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    'לעניין זה נקבע בע"א 5/80 גל נ\' דן',
    'ע"א 5/80 גל נ\' מדינת ישראל. בעניין מדינת ישראל ובעניין העונש',
    'ע"א 5/80 גל נ\' דן. הוא שהה שם, ולא חזר. שם המבקש דן.',
    "ע\"א 5/80 גל נ' דן. העד סיפר (שם, בעמ' 7 לפרוטוקול)",
    'הלכת השיתוף',
    'כאמור, לעיל ה"ש 3',
    'כאמור, לעיל ה"ש 1.\n[1] ע"א 5/80 גל נ\' דן; ע"א 6/80 רון נ\' חן.',
    'ברושי, לעיל ה"ש 1.\n[1] ברושי, נטיעות 77, וכן ע"א 5/80 גל נ\' דן.',
    'ראו לעיל ה"ש 2.\n[1] ע"א 5/80 גל נ\' דן.\n[2] דברי ההסבר.',
    'כאמור בהלכת ע"א 5/80 גל נ\' דן',
    'ע"א 5/80 גל נ\' דן. בית המשפט המחוזי דחה. על פסק הדין הנ"ל הוגשה הבקשה',
    '',
    'In re Gal, ibid.',
  ])('finds none in %s', (text) => {
    expect(brief(text)).toEqual([]);
  });

  it('gives the exact words, the pinpoints, and the index of the citation meant', () => {
    const text = '𝒜 רע"א 1/20 רם נ\' רז. ע״א 616/84 ברושים נ׳ אלמוגי. כאמור בעניין ״ברושים״, בפסקאות 14-12';
    const [reference] = findBackReferences(text);
    expect(reference).toMatchObject({ name: 'ברושים', pinpoints: [{ kind: 'paragraph', from: 12, to: 14 }] });
    expect(reference && sliceSpan(text, reference.span)).toBe(reference?.raw);
    expect(findCaseCitations(text)[reference?.refersTo ?? -1]?.docket).toBe('ע"א 616/84');
  });

  it('counts citations as findCaseCitations does when the own docket is left out', () => {
    const text = 'רע"א 1/20. ע"א 5/80 גל נ\' דן. בעניין גל נפסק';
    const own = ['רע"א 1/20'];
    const [reference] = findBackReferences(text, { own });
    expect(findCaseCitations(text, { own })[reference?.refersTo ?? -1]?.docket).toBe('ע"א 5/80');
  });
});
