import { describe, expect, it } from 'vitest';
import { findSections, leaders } from '../sections/index.ts';
import { explainHalachot, findHalachot } from './index.ts';

// How opinions argue, agree, doubt and recall. All names and dockets are invented.

const discussion = (...sentences: string[]): string =>
  `דיון והכרעה\n${sentences.map((sentence, at) => `${at + 1}. ${sentence}`).join('\n')}\n`;
const quotes = (text: string): string[] => findHalachot(text).map(({ quote }) => quote);
const signs = (text: string, words: string): string[] =>
  explainHalachot(text)
    .filter(({ quote }) => quote.includes(words))
    .flatMap(({ reasons }) => reasons.map(({ feature }) => feature));
const CITED = `(ע"א 901/77 דגן נ' שקד (1.2.1979))`;

describe('general words that state no rule', () => {
  it.each([
    ['argues', 'ניתן להעלות על הדעת מצב שבו מחסן של אדם אחד משמש ציבור רחב.'],
    ['argues', 'בהקשר זה לא ניתן להתעלם מן הטענה שהפעלת הסמכות פוגעת ברשות המקומית.'],
    ['argues', 'עלינו להכריע מהו הדין כאשר רשות חייבת לבדוק מחסן ולא בדקה.'],
    ['argues', 'שאלתי את עצמי אם אין לחייב ברישוי גם מחסן ריק, כאשר הוא פתוח לציבור.'],
    ['statuteText', 'יובהר כי על פי סעיף 5 לחוק המחסנים, "בעל מחסן רשאי לסגור אותו בכל עת ובכל דרך שיבחר".'],
    ['doubts', 'אני נוטה לדעה כי חובת הרישוי חלה על מחסן רק כאשר הוא פתוח לציבור.'],
    ['onlyPoints', 'הפטור של מחסן ריק, שהוא חריג לכלל, נדון זה מכבר; נדונה בהרחבה גם השאלה של שיעורו.'],
    ['colleague', 'כפי שציינה חברתי, מחסן ריק עשוי להתמלא בכל עת.'],
    ['colleague', 'לדעת השופט שקד, מחסן חייב ברישוי גם כאשר הוא ריק.'],
    ['citationOnly', 'חובת הרישוי קבועה בסעיף 5 לחוק המחסנים, אשר קובע כדלקמן.'],
  ])('%s: %s', (sign, sentence) => {
    expect(signs(discussion(sentence), sentence.slice(5, 25))).toContain(sign);
    expect(quotes(discussion(sentence))).toEqual([]);
  });

  it('are no doubt when only the end of the sentence doubts', () => {
    const rule = `ככלל, חומרת העונש אינה עילה לרשות ערעור ${CITED}`;
    expect(
      signs(
        discussion(
          `${rule}, ואין בה כדי להביא לדיון שלישי בפני בית משפט גם כאשר הפער שבין הערכאות ניכר, וספק אם היה בה.`,
        ),
        'חומרת',
      ),
    ).not.toContain('doubts');
  });
});

describe('the court that recalls a rule', () => {
  it.each([
    ['heldBefore', `הובהר כי מחסן שאינו פתוח לציבור פטור מרישוי ${CITED}.`],
    ['recalls', 'במישור הכללי, אין ברישוי של מחסן כדי לפטור את בעליו מאחריות.'],
    ['recalls', 'יוזכר כי בעל מחסן רשאי לסגור אותו בכל עת.'],
  ])('gives the sign %s: %s', (sign, sentence) => {
    expect(signs(discussion(sentence), sentence.slice(5, 25))).toContain(sign);
  });

  it('is not heard where the sentence is about this case, or nobody is cited', () => {
    expect(signs(discussion(`הובהר כי במקרה דנן המחסן פטור מרישוי ${CITED}.`), 'המחסן')).not.toContain('heldBefore');
    expect(signs(discussion('הובהר כי מחסן שאינו פתוח לציבור פטור מרישוי.'), 'פתוח')).not.toContain('heldBefore');
  });
});

describe('what a provision is for', () => {
  it.each(['המועד שנקבע לבדיקה נועד למנוע עיכוב במתן רישוי למחסן.', 'משמעות הסעיף היא כי מחסן ריק פטור מרישוי.'])(
    'is its meaning: %s',
    (sentence) => {
      expect(signs(discussion(sentence), sentence.slice(5, 25))).toContain('meaning');
    },
  );
});

describe('who speaks', () => {
  it.each([
    ['partyVoice', 'לשיטתו, הלכה פסוקה היא כי מחסן פטור מרישוי רק כאשר הוא ריק.'],
    ['partyVoice', 'בכתב התשובה טענה המדינה כי בעל מחסן חייב ברישוי גם כאשר הוא ריק.'],
    ['partyVoice', 'במסגרת הבקשה, נטען כי יש לתת פרשנות תכליתית לפטור של מחסן.'],
    ['lowerCourtVoice', 'בית הדין לערעורים קבע כי יש לתת פרשנות תכליתית לפטור של מחסן.'],
    ['lowerCourtVoice', 'בית המשפט אף סבר כי דרך זו מתיישבת עם התכלית, וכי ניתן לפטור מחסן ריק.'],
  ])('%s: %s', (sign, sentence) => {
    expect(signs(discussion(sentence), sentence.slice(12, 30))).toContain(sign);
    expect(quotes(discussion(sentence))).toEqual([]);
  });

  it('is the court where it answers what a side sees as law', () => {
    const sentence = 'לשיטתו, אין בידי לקבל את הטענה כי מחסן פטור מרישוי.';
    expect(signs(discussion(sentence), 'מחסן')).not.toContain('partyVoice');
  });
});

describe('a judge who writes after another', () => {
  const first = `בבית המשפט העליון השופטת ד' לביא: 1. עניינו של הערעור במחסן. דיון והכרעה 2. דין הערעור להידחות. `;
  const second = (words: string): string =>
    `${first}ש ו פ ט ת השופט ר' שקד: ${words} הלכה היא כי מחסן פטור מרישוי רק כאשר הוא ריק. ש ו פ ט `;
  const closing = (name: string): string => `הוחלט כאמור בפסק דינו של השופט ${name}. ניתן היום, 1.2.2020.`;
  const rule = 'מחסן פטור מרישוי רק כאשר';

  it('is read also where the line ends are lost and the first signature comes before', () => {
    const text = second('1. החוק ברור.');
    expect(findSections(text).some(({ kind, speaker }) => kind === 'discussion' && speaker === "ר' שקד")).toBe(true);
    expect(quotes(text).some((quote) => quote.includes(rule))).toBe(true);
  });

  it('joins when the opinion begins by agreeing, and not when the closing words make it the court’s', () => {
    const agreeing = second(`1. אני מסכים עם חברתי, השופטת לביא.`);
    expect(signs(second('1. החוק ברור.'), rule)).not.toContain('joinedOpinion');
    expect(signs(agreeing, rule)).toContain('joinedOpinion');
    expect(signs(agreeing + closing("ר' שקד"), rule)).not.toContain('joinedOpinion');
  });

  it('is named as the court’s by the closing words', () => {
    expect(leaders(closing("ר' שקד"))).toEqual(["ר' שקד"]);
    expect(leaders('הוחלט לדחות את הערעור.')).toEqual([]);
  });
});

describe('words that only look like this case, or like a rule laid down', () => {
  it.each([
    ['thisCase', 'בעניין זה, אין מקום להכיר בהסתמכות של בעל מחסן על מדיניות קודמת.'],
    ['thisCase', 'כבר נקבע, מקדמת דנא, כי יש להעדיף פרשנות המקיימת את הפטור של מחסן.'],
    ['newRule', 'הטעם הראשון עניינו הפרשנות הראויה למונח מחסן ולפטור שבצדו.'],
  ])('give no sign %s: %s', (sign, sentence) => {
    expect(signs(discussion(sentence), sentence.slice(12, 30))).not.toContain(sign);
  });

  it('are not taken for the rest of the rule before (`לצד אלה`)', () => {
    const [first, second] = [
      'הלכה היא כי מחסן ריק פטור מרישוי.',
      'לצד אלה, כפי שנקבע בעבר, יש לתת משקל גם לשימוש שנעשה במחסן.',
    ];
    expect(quotes(`דיון והכרעה\n1. ${first} ${second}\n`)).toEqual([first, second]);
  });
});

describe('what the quote holds', () => {
  it('ends before a sentence that only gives the reason', () => {
    const rule = 'את המונח "מחסן" יש לפרש כמבנה סגור בלבד.';
    const [quote] = quotes(discussion(`${rule} זאת באשר ניתן להניח כי המחוקק לא התכוון לחצר פתוחה.`));
    expect(quote).toBe(rule);
  });
});

describe('a rule in the words of a summary or of the test for leave', () => {
  it('is no outcome because it opens a summary', () => {
    const sentence = 'סוף דבר: מי שסוגר מחסן פתוח חייב להודיע על כך לרשות המקומית.';
    expect(signs(discussion(sentence), 'סוגר')).not.toContain('disposition');
  });

  it('names no case where the test for leave speaks of justice', () => {
    const sentence = `רשות ערעור תינתן רק אם עולה שאלה כללית או אם ישנם שיקולי צדק ייחודיים בעניינו של המבקש ${CITED}.`;
    expect(signs(discussion(sentence), 'צדק')).not.toContain('thisCase');
  });

  it('names no side where it states when a sentence may be appealed', () => {
    const sentence = `חומרת העונש אינה מהוה עילה לרשות ערעור למעט מקרים בהם העונש שהושת על המבקש סוטה מן המקובל ${CITED}.`;
    expect(signs(discussion(sentence), 'חומרת')).not.toContain('partyNamed');
  });
});
