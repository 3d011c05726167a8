import { describe, expect, it } from 'vitest';
import { explainHalachot, findHalachot } from './index.ts';

// What tells a rule from an argument in a long opinion. All names and dockets are invented.

const discussion = (...sentences: string[]): string =>
  `דיון והכרעה\n${sentences.map((sentence, at) => `${at + 1}. ${sentence}`).join('\n')}\n`;
const signs = (text: string, words: string): string[] =>
  explainHalachot(text)
    .filter(({ quote }) => quote.includes(words))
    .flatMap(({ reasons }) => reasons.map(({ feature }) => feature));
const quotes = (text: string): string[] => findHalachot(text).map(({ quote }) => quote);
const FILLER = Array.from({ length: 420 }, (_, at) => `הגדר שבחלקה ${at} נצבעה והשער הוחלף.`);
const long = (...sentences: string[]): string => discussion(...sentences, ...FILLER);

describe('a person or thing that the decision has given a name', () => {
  const sentence = 'ככל שהחנות מושכרת לאדם אחר, הרי שניתן להכיר בזכות של קונה להשבה.';
  const told = (name: string): string => `1. בשנת 2015 נמכרה חנות ברחוב הדגן (להלן: ${name}).\n${discussion(sentence)}`;

  it('ties a sentence to this case like a side of it', () => {
    expect(signs(told('החנות'), 'מושכרת')).toContain('partyNamed');
    expect(signs(told('החנות'), 'מושכרת')).not.toContain('general');
    expect(quotes(told('החנות'))).toEqual([]);
  });

  it('ties none when the name is of something else', () => {
    expect(signs(told('המגרש'), 'מושכרת')).toContain('general');
  });

  it.each(['הוועדה', 'הפקודה', 'המפקד'])('ties none when rules are about it in general: %s', (name) => {
    const rule = `${name} רשאית לסטות מן התכנית רק במקרים חריגים.`;
    expect(signs(`1. ועדה אחת דנה בבקשה (להלן: ${name}).\n${discussion(rule)}`, 'לסטות')).not.toContain('partyNamed');
  });
});

describe('a rule and this case in one sentence', () => {
  it('is a rule when a clause of its own turns to the case', () => {
    const sentence = 'ככלל, אין בית משפט מתערב בשיקולים של בורר, והמקרה שלפנינו אינו מקים סיבה לסטות מכך.';
    expect(signs(discussion(sentence), 'בורר')).not.toContain('thisCase');
    expect(quotes(discussion(sentence))).toEqual([sentence]);
  });

  it('is none when the case stands in the clause itself', () => {
    expect(signs(discussion('ככלל אין בית משפט מתערב, גם במקרה שלפנינו, בשיקולים של בורר.'), 'בורר')).toContain(
      'thisCase',
    );
  });
});

describe('what is called settled', () => {
  it.each([
    ['אין ערכאת הערעור נוטה להתערב במידת הפיצוי.', true],
    ['אין בית משפט של ערעור מתערב במידת הפיצוי.', true],
    ['כידוע כי מעסיק חייב ברישום של שעות העבודה.', true],
    ['כיום ידוע כי אבק של דגן יבש עלול להתלקח במחסן סגור.', false],
    ['לפי הידוע כיום אבק של דגן רטוב אינו מתלקח במחסן סגור.', false],
    ['מן הסכום ינוכה הפיצוי אשר כבר נפסק לטובתה של הנפגעת מן השריפה.', false],
  ])('%s %s', (sentence, settled) => {
    expect(signs(discussion(sentence), sentence.slice(4, 20)).includes('settledLaw')).toBe(settled);
  });
});

describe('words that only look like', () => {
  it.each([
    ['a side before the court', 'thisCase', 'חזקה על רשות כי שקלה את העמדה של התביעה בפניו של שופט מעצרים.'],
    ['the filing of a claim', 'narrative', 'זו הגישה המקובלת גם היום ביחס לחוזה של ערב מוגן.'],
    ['a story, in a condition', 'narrative', 'יש לאפשר זאת גם מקום שבו הוגשה תביעה נפרדת של מחזיק.'],
    ['a duty', 'norm', 'הבדיקה נעשתה ביומה הראשון של השנה, כנדרש.'],
    ['a power', 'norm', 'בהסכם שניתן לאחרונה לעיון נזכרה האפשרות של קיזוז.'],
    ['settled law', 'settledLaw', 'בית משפט זה כבר נדרש לא אחת לפרשנות של התוספת ולמטרות שלה.'],
  ])('%s give no sign', (_, sign, sentence) => {
    expect(signs(discussion(sentence), sentence.slice(4, 20))).not.toContain(sign);
  });

  it('still tell that law is settled when they say what it is', () => {
    const sentence = 'בית משפט זה נדרש לא אחת לפרשנות של התוספת, וקבע כי היא חלה על מחסנים.';
    expect(signs(discussion(sentence), 'התוספת')).toContain('settledLaw');
    expect(signs(discussion('בית משפט זה אימץ את הגישה לפיה ערב אינו צד לחוזה.'), 'ערב')).toContain('settledLaw');
  });
});

describe('what is not yet law', () => {
  it('is what a bill proposes', () => {
    const sentence = 'במסגרת הצעת החוק מוצע לקבוע כי במניין הימים לא יבואו ימי חג ושבתון.';
    expect(signs(discussion(sentence), 'ימי חג')).toContain('recital');
    expect(quotes(discussion(sentence))).toEqual([]);
  });

  it('is what a side claims in a clause of its own', () => {
    const sentence = 'הנימוק השני הוא פרשני, ובמסגרתו טוען המבקש כי יש לפרש את התקנות באופן שמחריג מחסנים.';
    expect(signs(discussion(sentence), 'מחסנים')).toContain('partyVoice');
  });

  it('is what a court below held', () => {
    const sentence = 'בבית המשפט לענייני תעבורה הכריע השופט כי יש לפרש את התקנות באופן שמחריג מחסנים.';
    expect(signs(discussion(sentence), 'מחסנים')).toContain('lowerCourtVoice');
  });

  it('is what a side claims, however the court reports it', () => {
    const sentence =
      'כאמור, טענתו של המבקש במישור זה היא כי אין תוקף לתקנות שהותקנו בלי התייעצות, ולפיכך יש לקבוע כי הן בטלות.';
    expect(signs(discussion(sentence), 'התייעצות')).toContain('partyVoice');
    expect(quotes(discussion(sentence))).toEqual([]);
  });
});

describe('the neighbours of a sentence in a long decision', () => {
  const cited = `חובת ההנמקה חלה גם על רשות מקומית (ע"א 901/77 דגן נ' שקד (1.2.1979)).`;
  const plain = 'נימוק שנמסר באיחור אינו מרפא את הפגם שנפל בהחלטה של הרשות.';
  const applied = 'המשיבה לא נימקה את החלטתה במועד.';

  it('speak for it when the rule before it was cited for', () => {
    expect(signs(long(cited, plain), 'באיחור')).toContain('amidLaw');
    expect(signs(long(plain, cited), 'באיחור')).not.toContain('amidLaw');
  });

  it('speak against it when the next is about this case', () => {
    expect(signs(long(plain, applied), 'באיחור')).toContain('turnsToCase');
    expect(signs(long(applied, plain), 'באיחור')).not.toContain('turnsToCase');
  });

  it('say nothing in a short one, where a rule stands between the claim and its rejection', () => {
    const short = signs(discussion(cited, plain, applied), 'באיחור');
    expect(short).not.toContain('amidLaw');
    expect(short).not.toContain('turnsToCase');
  });

  it('say nothing of a sentence that is announced or cited for', () => {
    expect(signs(long(cited, cited, applied), 'ההנמקה')).not.toContain('turnsToCase');
    expect(signs(long(cited, `הלכה היא כי ${plain}`, applied), 'באיחור')).not.toContain('amidLaw');
  });
});

describe('the points that a long decision asks for', () => {
  const needed = (text: string): number | undefined => explainHalachot(text)[0]?.needed;

  it.each([
    ['more', 'of what a law is only cited for', `חובת ההנמקה חלה גם על רשות מקומית (סעיף 5 לחוק הדגן).`],
    [
      'no more',
      'of what a decision is cited for',
      `חובת ההנמקה חלה גם על רשות מקומית (ע"א 901/77 דגן נ' שקד (1.2.1979)).`,
    ],
    [
      'more',
      'of what is cited for in this case',
      `למערער חובת ההנמקה הבהירה את העניין (ע"א 901/77 דגן נ' שקד (1.2.1979)).`,
    ],
    ['more', 'of what nothing supports', 'נימוק שנמסר באיחור אינו מרפא את הפגם שנפל בהחלטה של הרשות.'],
    ['no more', 'of what is announced', 'הלכה היא כי רשות מקומית חייבת לנמק את החלטתה בכתב ובמועד.'],
  ])('are %s %s', (more, _, sentence) => {
    const [inShort, inLong] = [needed(discussion(sentence)) ?? 0, needed(long(sentence)) ?? 0];
    expect(inLong > inShort).toBe(more === 'more');
  });
});
