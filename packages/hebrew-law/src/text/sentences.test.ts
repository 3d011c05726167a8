import { describe, expect, it } from 'vitest';
import { splitSentences } from './sentences.ts';

const cut = (text: string): string[] => splitSentences(text).sentences.map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  it('ends a sentence at a full stop and not inside a docket, a date, an initial or an abbreviation', () => {
    expect(cut('הבקשה נדחית. ראו ע.א. 12/34.')).toHaveLength(2);
    expect(cut('ביום 3.4.2019 העיד א. לביא בפני כב. השופטת ד. רז. הוא נחקר.')).toHaveLength(2);
  });

  it('ends one at a question mark also behind a single letter, and not inside three dots', () => {
    expect(cut('האם התכוון לסעיף ב? הוא שתק... ואמר: לא!')).toEqual(['האם התכוון לסעיף ב?', 'הוא שתק... ואמר: לא!']);
  });

  it('makes one sentence of page numbers, rules and dots that follow each other, and of words none is lost', () => {
    expect(cut(`רקע\n1\n- - -\n. .\n2\nהמבקש הורשע.`)).toEqual(['רקע', '1\n- - -\n. .\n2', 'המבקש הורשע.']);
    expect(cut('ש ו פ ט\n1\n2').at(-1)).toBe('1\n2');
  });

  it('keeps a citation bracket with its sentence, also when a bracket was never closed', () => {
    expect(cut('שוכר ישלם (ראו: ע"א 1/22 דגן נ\' שקד (2.3.2022). הכל תלוי בחוזה). הטענה נדחית.')).toHaveLength(3);
    expect(cut('שוכר ישלם (ראו: ע"א 1/22 דגן נ\' שקד. פסקה 4). הטענה נדחית.')).toEqual([
      'שוכר ישלם (ראו: ע"א 1/22 דגן נ\' שקד. פסקה 4).',
      'הטענה נדחית.',
    ]);
  });

  it('finds numbered paragraphs and the heading before them in a text without line ends', () => {
    const { sentences } = splitSentences(
      '1. השוכר עזב. 2. המשכיר תבע בגין סעיף 3. לחוזה נספח. דיון והכרעה 3. אין בטענה ממש.',
    );
    expect(sentences.map(({ label }) => label).filter((label) => label !== null)).toEqual(['1', '2', '3']);
    expect(sentences.filter(({ heading }) => heading)).toHaveLength(1);
  });

  it('joins wrapped lines of a paragraph and separates paragraphs at blank lines', () => {
    const line = 'זוהי שורה ארוכה דיה כדי שתיחשב לשורה שנשברה באמצע המשפט';
    const text = `${line}\n${line}\n${line}.\n \nפסקה שנייה שגם היא ארוכה דיה כדי שתיחשב לשורה\n${line}.`;
    const { sentences } = splitSentences(text);
    expect(sentences.map(({ paragraph }) => paragraph)).toEqual([0, 1]);
  });

  it('splits sentences that a lost line end glued together', () => {
    expect(cut('הערעור מתקבל בחלקו.בית המשפט קבע אחרת.')).toHaveLength(2);
    expect(cut('שוכר ישלם (ע"א 1/22).המבקש לא שילם.')).toHaveLength(2);
  });

  it('tells quotations from gershayim', () => {
    const text = 'עו"ד רז טען בדבר "גלגול שלישי" ב"שלב מאוחר" של ת"א 5/20.';
    const found = splitSentences(text).quotations.map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual(['"גלגול שלישי"', '"שלב מאוחר"']);
  });

  it('answers on empty, Latin and broken input', () => {
    expect(cut('')).toEqual([]);
    expect(cut('Only Latin. Two of them.')).toHaveLength(2);
    expect(cut('\ud800 א. \udc00')).not.toHaveLength(0);
  });

  it.each<[string, number]>([
    ['כך נקבע (ע"א 1/22): הדברים נכונים.', 2],
    ['כך נקבע (ע"א 1/22):הדברים נכונים.', 1],
    ['כללו של דבר: הבקשה נדחית.', 1],
    ['הבקשה נדחית.. הוא הלך.', 2],
    ['הבקשה נדחית..הוא הלך.', 1],
    // a short form and an initial do not end a sentence, an abbreviation with a sign does
    ['ראו עמ. שבע.', 1],
    ['הוגשה רע"א. היא נדחתה.', 2],
    ["שילם בצ'ק. הצ'ק חזר.", 2],
    ['הוגש דו"ח. הוא התקבל.', 2],
    // no blank behind the full stop: letters after a long word, digits after a long word, Latin never
    ['הוא גר בעיר תל.אביב.', 1],
    ['הבקשה נדחית.ב 5 ימים.', 1],
    ['ישלם (כך).ב 5 ימים.', 1],
    ['ניתן פסק דין.5 שנים חלפו.', 2],
    ['לפי תק.5 לתקנות.', 1],
    ['האתר Court.Gov.il פתוח.', 1],
    // what closes behind the full stop belongs to the sentence
    ['נאמר "הבקשה נדחית." הוא הלך.', 2],
    ["נאמר 'הבקשה נדחית.' הוא הלך.", 2],
    // brackets hold a sentence together
    ['ישלם [כך. ועוד] הכל.', 1],
    ['ישלם (כך] ועוד. כך) הכל.', 1],
    ['ישלם (ראו (שם).ועוד. כך) סוף.', 1],
    ['(לא נסגר\n\nועוד). סוף.', 3],
  ])('of %j makes %i', (text, count) => {
    const found = cut(text);
    expect(found).toHaveLength(count);
    expect(found.every((sentence) => sentence.length > 3 && !/^[."']/.test(sentence))).toBe(true);
  });

  it.each<[string, (string | null)[]]>([
    ['התנאים: א. הדייר ישלם. ב. הדייר יפנה. ג. הדייר ינקה.', [null, 'א', 'ב', 'ג']],
    ['התנאים: א. הדייר ישלם. ג. הדייר יפנה. ב. הדייר ינקה.', [null, 'א', 'ג', 'ב']],
    ['הופיעו: א. כרמון. ב. שקדי.', [null, null]],
    // on a line of its own any number, behind a sentence the next three, inside one only the next
    ['רקע\n14. המבקש הורשע.', [null, '14']],
    ['רקע\nב. המבקש הורשע.', [null, 'ב']],
    ['רקע\nת.א. 5/80 נדון.', [null, null]],
    ['הבקשה נדחית. 3. המבקש ערער.', [null, '3']],
    ['הבקשה נדחית. 4. המבקש ערער.', [null, null, null]],
    ['השוכר עזב את הדירה 2. המשכיר תבע', [null, '2']],
    ['השוכר עזב את הדירה 3. המשכיר תבע', [null, null]],
    ['1. השוכר עזב 3. המשכיר תבע', ['1', null]],
  ])('labels the paragraphs of %j', (text, labels) => {
    const { sentences } = splitSentences(text);
    expect(sentences.map(({ label }) => label)).toEqual(labels);
    expect(sentences.every(({ start, label }) => label === null || !text.startsWith(`${label}.`, start))).toBe(true);
  });

  it.each<[string, boolean]>([
    ['דיון והכרעה', true],
    ['מה דינו?', false],
    ['מלה '.repeat(12), true],
    ['מלה  '.repeat(12), true],
    ['מלה '.repeat(13), false],
    ['מ'.repeat(120), true],
    ['מ'.repeat(121), false],
  ])('takes %j on a line of its own for a heading: %s', (line, heading) => {
    expect(splitSentences(`${line}\nסוף דבר.`).sentences[0]?.heading).toBe(heading);
  });

  it('takes lines for wrapped where most are long and blank lines part the paragraphs', () => {
    const long = 'זוהי שורה ארוכה דיה כדי שתיחשב לשורה שנשברה באמצע המשפט';
    const short = 'שורה קצרה של מכתב';
    const paragraphs = (...lines: string[]): number[] =>
      splitSentences(lines.join('\n')).sentences.map(({ paragraph }) => paragraph);
    expect(paragraphs(long, long, '', long)).toEqual([0, 1]);
    expect(paragraphs(long, long, '', long, 'א', 'ב', 'ג', `ד${' '.repeat(20)}`)).toEqual([0, 1]);
    expect(paragraphs(long, long, long)).toEqual([0, 1, 2]);
    expect(paragraphs(long, long, '')).toEqual([0, 1]);
    expect(paragraphs(long, long, '', short, short)).toEqual([0, 1, 2, 3]);
    expect(paragraphs(short, short, short, '', short)).toEqual([0, 1, 2, 3]);
    expect(paragraphs(long + long + long, long + long + long, '', long + long + long)).toEqual([0, 1, 2]);
    expect(paragraphs('ראשון.', 'שני.')).toEqual([0, 1]);
  });

  it('counts letters of any alphabet as words', () => {
    expect(cut('רקע\n1\nab\n2')).toHaveLength(4);
    expect(cut('רקע\n1\nAB\n2')).toHaveLength(4);
    expect(cut('רקע\n1\nصص\n2')).toHaveLength(4);
    expect(cut('רקע\n1\nA\n2')).toHaveLength(2);
  });

  it.each<[string, string[]]>([
    ['ו"גלגול שלישי" וכן בש"גלגול רביעי"', ['"גלגול שלישי"', '"גלגול רביעי"']],
    ['הוגשה בש"א 5/80 וגם "ככה" נדחתה', ['"ככה"']],
    ['המנכ"לים אמרו "כך" והלכו', ['"כך"']],
    ['אמר "כך"5 והלך', ['"כך"']],
    ['אמר "סוף."5 והלך', ['"סוף."']],
    ['*"כך" והלך', ['"כך"']],
    ['אמר:"5 ימים" והלך', ['"5 ימים"']],
    ['"כך" אמר', ['"כך"']],
    ['אמר "כך"', ['"כך"']],
    ['אמר "אחד "שניים\n\nשלוש" ארבע" סוף', ['"שניים\n\nשלוש"']],
    [`"${'מ'.repeat(3999)}" סוף`, [`"${'מ'.repeat(3999)}"`]],
    [`"${'מ'.repeat(4000)}" סוף`, []],
  ])('finds the quotations of %j', (text, quotations) => {
    expect(splitSentences(text).quotations.map(({ start, end }) => text.slice(start, end))).toEqual(quotations);
  });

  it.each<[string, string[]]>([
    ['ישלם (כך) ועוד) הכל.', ['(כך)']],
    ['ישלם (כך] ועוד) הכל.', ['(כך] ועוד)']],
    ['ישלם [כך] הכל.', ['[כך]']],
    ['ישלם (ראו (שם).ועוד) סוף.', ['(ראו (שם).ועוד)', '(שם)']],
    ['ישלם (ראו (שם). ועוד) סוף.', ['(שם)']],
    ['(לא נסגר\n \nועוד). סוף.', []],
    ['(לא נסגר\nועוד). סוף.', ['(לא נסגר\nועוד)']],
    [`(${'מ'.repeat(1499)})`, [`(${'מ'.repeat(1499)})`]],
    [`(${'מ'.repeat(1500)})`, []],
  ])('finds the brackets of %j', (text, brackets) => {
    expect(splitSentences(text).brackets.map(({ start, end }) => text.slice(start, end))).toEqual(brackets);
  });
});
