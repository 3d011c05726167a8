import { describe, expect, it } from 'vitest';
import { normalise } from '../text/index.ts';
import { explainHalachot, findHalachot, MOST_RULES } from './index.ts';

// Rules in plain words, with no word that announces them. All names and dockets are invented.

const quotes = (text: string): string[] => findHalachot(text).map(({ quote }) => quote);
const discussion = (sentence: string): string => `דיון והכרעה\n1. ${sentence}\n`;
const signs = (sentence: string): string[] =>
  explainHalachot(discussion(sentence)).flatMap(({ reasons }) => reasons.map(({ feature }) => feature));

describe('a sentence that an authority follows', () => {
  const RULE = 'לטיב ההודעה השפעה ניכרת על שיעור הפיצוי בהפרות של חוזי אספקה';

  it('is a rule when nothing in it is of this case', () => {
    expect(quotes(discussion(`${RULE} (ע"א 901/77 דגן נ' שקד (1.2.1979)).`))).toEqual([RULE]);
  });

  it.each([
    ['the bracket points into the papers of this case', `${RULE} (פסקה 11 לפסק הדין מיום 5.8.2015).`],
    ['it speaks of a side', `למערער השפעה ניכרת על שיעור הפיצוי ועל טיב ההודעה (ע"א 901/77 דגן נ' שקד (1.2.1979)).`],
    ['it finds that the test is not met', `לא ניכר חשש ממשי מפני פגיעה בספק (ע"א 901/77 דגן נ' שקד (1.2.1979)).`],
    [
      'it only tells that a decision dealt with the question',
      `בשאלה דומה של שיעור הפיצוי דן בית משפט זה לאחרונה (ע"א 901/77 דגן נ' שקד (1.2.1979)).`,
    ],
  ])('is none when %s', (_, sentence) => {
    expect(quotes(discussion(sentence))).toEqual([]);
  });

  it('is cited for also by a bracket in its middle', () => {
    const sentence =
      'ערבות ניתנת לביטול אך במקרים שבהם הנושה הטעה את הערב (ע"א 901/77 דגן נ\' שקד (1.2.1979)), וזאת כדי להגן על מי שערב בתום לב.';
    expect(findHalachot(discussion(sentence))[0]?.authority).toContain('ע"א 901/77');
  });

  it('is quoted without a citation bracket that is never closed', () => {
    const rule = 'ערבות ניתנת לביטול אך במקרים שבהם הנושה הטעה את הערב';
    const [halacha] = findHalachot(discussion(`${rule} (ראו: ע"א 901/77 דגן נ' שקד (לא פורסם).`));
    expect(halacha?.quote).toBe(rule);
    expect(halacha?.authority).toContain('ע"א 901/77');
  });
});

describe('the sides of the case', () => {
  it('are not named by the test for a further appeal', () => {
    const sentence =
      'הלכה היא כי רשות ערעור תינתן רק כשעולה שאלה החורגת מעניינו של המבקש, או כשקיים חשש כי נגרם למבקש עיוות דין.';
    expect(signs(sentence)).not.toEqual(expect.arrayContaining(['partyNamed']));
    expect(signs(sentence)).not.toEqual(expect.arrayContaining(['thisCase']));
    expect(quotes(discussion(sentence))).toEqual([sentence]);
  });

  it('are named when the test is found not to be met', () => {
    expect(quotes(discussion('לא מצאתי כי נגרם למבקש עיוות דין או כי הבקשה חורגת מעניינו של המבקש.'))).toEqual([]);
  });
});

describe('a question inside a quotation', () => {
  it('is a question', () => {
    expect(signs('"האם רשאי מעסיק לעכב תשלום של שכר עבודה בשל חוב של העובד?"')).toContain('question');
  });
});

describe('what judges say of themselves and of the court below', () => {
  it.each([
    'ער אני לכך שמעסיק חייב לשאת בנטל הרישום, ולקושי שהדבר מעורר.',
    'החלטתו של בית המשפט המחוזי לדחות את הבקשה אינה מקימה עילה לרשות ערעור.',
    'פשרה זו, בה עסקינן, ניתן לבטל רק במקרים חריגים.',
    'עיון בבקשה מעלה כי ניתן להכריע בה בלי תשובה.',
  ])('is no rule: %s', (sentence) => {
    expect(quotes(discussion(sentence))).toEqual([]);
  });
});

describe('what was held of a side', () => {
  it('is no settled law', () => {
    expect(signs('נפסק כי המבקש הכשיל את המפקח במילוי תפקידו.')).not.toContain('settledLaw');
    expect(signs('נפסק כי מפקח רשאי להיכנס לחצר.')).toContain('settledLaw');
  });
});

describe('a rule of procedure', () => {
  it.each([
    'הלכה היא כי רשות כזאת ניתנת רק במקרים חריגים.',
    'ככלל, ביטול פסק דין אינו מצדיק דיון מחדש בראיות, אלא אם נגרם עיוות דין.',
    'הלכה היא כי אין במחדלי חקירה כדי להביא לזיכוי, אלא אם הגנת הנאשם קופחה.',
  ])('is procedural: %s', (sentence) => {
    expect(findHalachot(discussion(sentence)).map(({ role }) => role)).toEqual(['procedural']);
  });
});

describe('what stands before the reasoning', () => {
  const told = 'במגרש שנמכר ניתן לבנות מחסן רק במקרים חריגים שהתכנית מונה.';
  const decision = (filler: number): string =>
    `1. ${told}\n${'2. הגדר נצבעה והשער הוחלף.\n'.repeat(filler)}\nדיון והכרעה\n3. דין הערעור להידחות.\n`;
  const features = (text: string): string[] => explainHalachot(text)[0]?.reasons.map(({ feature }) => feature) ?? [];

  it('counts against a sentence in a long decision, where much is told before', () => {
    expect(features(decision(500))).toContain('beforeReasoning');
  });

  it('does not in a short one, where a rule may open the text', () => {
    expect(features(decision(2))).not.toContain('beforeReasoning');
  });
});

describe('a claim that the court takes up to answer it', () => {
  it('does not make the rule that answers it a claim', () => {
    const sentence = 'באשר לטענת המבקש ביחס לנטל, נפסק בעבר כי צו מינהלי עומד בתוקפו כל עוד לא בוטל.';
    expect(signs(sentence)).not.toContain('partyVoice');
    expect(quotes(discussion(sentence))).toEqual([sentence]);
  });
});

describe('a decision that argues in many general sentences', () => {
  const rules = Array.from(
    { length: 40 },
    (_, i) => `מעסיק שהלין שכר מסוג ${'אבגדהוזחטי'.charAt(i % 10)} חייב לפצות עובד.`,
  );
  const strong = 'הלכה היא כי מעסיק אינו רשאי לקזז שכר, אלא אם העובד הסכים לכך בכתב.';
  const text = `דיון והכרעה\n${[...rules.slice(0, 20), strong, ...rules.slice(20)].map((rule, i) => `${i + 1}. ${rule}`).join('\n')}\n`;

  it('keeps those with most points, and ties with the last of them', () => {
    const most = MOST_RULES.always + Math.floor(normalise(text).text.length / MOST_RULES.lettersForOneMore);
    const [first, ...others] = [...explainHalachot(text)].sort((a, b) => b.score - a.score);
    expect(first?.quote).toBe(strong);
    expect(quotes(text)).toContain(strong);
    const least = others.filter(({ taken }) => taken).at(-1)?.score ?? 0;
    expect(others.filter(({ score, taken }) => taken && score > least).length).toBeLessThan(most);
  });

  it('says of each sentence left out how many points it needed', () => {
    for (const { score, needed, taken } of explainHalachot(text)) expect(taken).toBe(score >= needed);
  });
});
