import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../text/index.ts';
import { findSections, tight, voiceOf } from './index.ts';

const ONE_LINE =
  'החלטה בתיק רע"א 901/77 בבית המשפט העליון לפני: כבוד השופטת ד\' לביא המבקש: רון שקד נגד המשיבה: אלמוג שיווק בע"מ החלטה ' +
  '1. בשנת 2015 שכר המבקש חנות מן המשיבה. בית המשפט המחוזי קבע כי החוזה הופר. ' +
  '2. המבקש טוען כי לא הפר את החוזה. לטענתו, המשיבה עיכבה את המסירה. ' +
  '3. לאחר שעיינתי בבקשה, דינה להידחות. כידוע, ערכאת ערעור אינה מתערבת בממצאי עובדה. ' +
  '4. סוף דבר, הבקשה נדחית. ניתנה היום, א\' באב התשפ"א (10.7.2021).';

describe('findSections', () => {
  it('does what its example says', () => {
    const text = 'רקע\n1. המבקש הורשע.\n\nדיון והכרעה\n2. הלכה היא כי טעות אינה פוטרת.';
    expect(findSections(text).map((s) => s.kind)).toEqual(['background', 'discussion']);
  });

  it('uses the court’s opening words where there are no headings', () => {
    const kinds = findSections(ONE_LINE).map(({ kind }) => kind);
    expect(kinds).toEqual(['header', 'background', 'lower-court', 'arguments', 'discussion', 'ruling', 'signature']);
  });

  it('gives spans of the stored text', () => {
    const text = `\u200f𝒜 ${ONE_LINE}`;
    const discussion = findSections(text).find(({ kind }) => kind === 'discussion');
    expect(discussion && sliceSpan(text, discussion.span)).toMatch(/^לאחר שעיינתי/);
  });

  it('follows headings', () => {
    const text = 'רקע\n1. המבקש הורשע.\n\nטענות הצדדים\n2. נטען כי ההרשעה בטלה.\n\nדיון והכרעה\n3. אין בכך ממש.';
    expect(findSections(text).map(({ kind, heading }) => [kind, heading])).toEqual([
      ['background', 'רקע'],
      ['arguments', 'טענות הצדדים'],
      ['discussion', 'דיון והכרעה'],
    ]);
  });

  it('takes the title of a verdict for a title, not for what a lower court held', () => {
    const text = 'הכרעת דין\n1. לנאשם יוחסה הסגת גבול.\n2. לאחר ששמעתי את העדים הגעתי למסקנה כי יש לזכותו.';
    expect(findSections(text).map(({ kind }) => kind)).not.toContain('lower-court');
  });

  it('does not leave the parties’ voice over a matter of its own that follows their claims', () => {
    const text = 'טענות הצדדים\n1. נטען כי הפיצוי גבוה.\n\nדמי ההבראה\n2. התובעת לא הוכיחה רכיב זה.';
    expect(findSections(text).map(({ kind }) => kind)).toEqual(['arguments', 'unknown']);
  });

  it('takes a heading on claims inside the reasoning for the court’s answer to them', () => {
    const text = 'דיון והכרעה\n1. דין הערעור להידחות.\n\nהטענות הנוספות\n2. אין בהן ממש.';
    expect(findSections(text).map(({ kind }) => kind)).not.toContain('arguments');
  });

  it('takes a background heading inside the reasoning for a chapter of it', () => {
    const text = 'דיון והכרעה\n1. דין הערעור להתקבל.\n\nא. רקע: חיפוש במחסנים\n2. חיפוש במחסן טעון צו.';
    expect(findSections(text).map(({ kind }) => kind)).toEqual(['discussion']);
  });

  it('calls a part unknown when neither headings nor words tell it', () => {
    expect(findSections('שוכרים ומשכירים כורתים חוזים מדי יום.').map(({ kind }) => kind)).toEqual(['unknown']);
  });

  it('names the judge of each opinion', () => {
    const text = "השופטת ד' לביא:\n1. דין הערעור להידחות.\n\nהשופט ר' שקד:\n2. אני מסכים.";
    expect([...new Set(findSections(text).map(({ speaker }) => speaker))]).toEqual(["ד' לביא", "ר' שקד"]);
  });

  it('has no section in an empty text', () => expect(findSections('')).toEqual([]));
});

describe('voiceOf', () => {
  it.each([
    ['לטענת המבקשת, השוכר איחר.', 'party'],
    ['עוד טוענת המשיבה כי הלכה פסוקה היא שאין לפצות.', 'party'],
    ['בית המשפט המחוזי קבע כי השוכר איחר.', 'lower-court'],
    ['אין בידי לקבל את טענת המבקשת.', 'court'],
    ['הלכה היא כי חוזה מפורש לפי לשונו.', 'court'],
    ['בתגובת המשיבה נטען כי אין לפצות.', 'party'],
    ['רשות הדגן טוענת עוד כי היא מוסמכת להעריך את היבול.', 'party'],
    ['בית המשפט אף סבר כי השוכר איחר.', 'lower-court'],
    ['בית משפט זה סבר כבר בעבר כי איחור אינו הפרה.', null],
    ['השוכר עזב את הדירה.', null],
  ])('%s', (sentence, voice) => expect(voiceOf(sentence)).toBe(voice));
});

describe('tight', () => {
  it('parts words that a lost line end glued, where a final letter shows it', () => {
    expect(tight('נתןהמבקש עירבון; "מע"מ" נוסףעליו.')).toBe('נתן המבקש עירבון מעמ נוסף עליו');
  });

  it('does the same to a sentence of many thousand letters', () => {
    expect(tight('נתןהמבקש עירבון. '.repeat(400))).toBe(
      Array.from({ length: 400 }, () => 'נתן המבקש עירבון').join(' '),
    );
  });
});
