import { describe, expect, it } from 'vitest';
import { explainHalachot, findHalachot } from './index.ts';

const RULE = 'הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת';
const CITATION = '(ראו: ע"א 901/77 דגן נ\' שקד (1.2.1979))';
const discussion = (sentence: string): string => `דיון והכרעה\n1. ${sentence}\n`;

describe('explainHalachot', () => {
  it('does what its example says', () => {
    const text = 'דיון והכרעה\n1. השוכר עזב את הדירה בחודש מרץ בלי להודיע.\n2. הלכה היא כי שוכר אינו רשאי לעכב תשלום.';
    expect(explainHalachot(text).map(({ taken }) => taken)).toEqual([false, true]);
  });

  it('takes exactly what is proposed, with the points that the signs add up to', () => {
    const text = discussion(`${RULE} ${CITATION}. חובה זו חלה על כל שוכר. המערער שכר את החנות ביום 3.4.2029 ולא שילם.`);
    const explained = explainHalachot(text);
    const proposed = findHalachot(text);
    for (const { span, taken, score, needed, reasons } of explained) {
      expect(taken).toBe(proposed.some((halacha) => halacha.span.start <= span.start && halacha.span.end >= span.end));
      expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
      if (score >= needed) expect(taken).toBe(true);
    }
    expect(explained.some(({ taken }) => taken)).toBe(true);
    expect(explained.some(({ taken }) => !taken)).toBe(true);
  });

  it('asks for more points in a long decision, and says who speaks where', () => {
    const story = 'המושכר עמד ריק לאורך כל אותו חורף. '.repeat(400);
    const rule = `ככלל, שתיקה ממושכת של שוכר אינה מלמדת על ויתור על זכותו.`;
    const needed = (text: string) => explainHalachot(text).find(({ quote }) => quote.startsWith('ככלל'))?.needed ?? 0;
    expect(needed(discussion(`${rule} ${story}`))).toBeGreaterThan(needed(discussion(rule)));
    const below = 'בית המשפט המחוזי קבע כי יש להעדיף את לשון החוזה על פני נסיבותיו.';
    expect(explainHalachot(discussion(below))[0]).toMatchObject({ section: 'discussion', voice: 'lower-court' });
  });

  it('answers with nothing on empty and foreign text', () => {
    expect(explainHalachot('')).toEqual([]);
    expect(explainHalachot('The appeal is dismissed.')).toEqual([]);
  });
});
