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
});
