import { describe, expect, it } from 'vitest';
import { principleOf } from './index.ts';

const RULE = 'הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת';
const CITATION = '(ראו: ע"א 901/77 דגן נ\' שקד (1.2.1979))';

describe('principleOf', () => {
  it.each([
    ['הלכההיא, כי שוכר אינו רשאי לעכב תשלום', 'שוכר אינו רשאי לעכב תשלום.'],
    ['יתר על כן, כידוע, שוכר אינו רשאי לעכב תשלום בפני בית משפט זה', 'שוכר אינו רשאי לעכב תשלום בפני בית משפט זה.'],
    ['עוד אציין, כי אין להתנות רישיון בתשלום ללא עיגון בדין', 'אין להתנות רישיון בתשלום ללא עיגון בדין.'],
    ['לעניין הערובה, הכלל הוא כי שיעורה נקבע לפי היקף ההליך', 'לעניין הערובה, שיעורה נקבע לפי היקף ההליך.'],
    ['כפי שנפסק לא אחת, הליך פסלות אינו אכסניה לטענות ערעוריות', 'הליך פסלות אינו אכסניה לטענות ערעוריות.'],
    ['"שתיקה ממושכת לבדה אינה מלמדת על ויתור"', 'שתיקה ממושכת לבדה אינה מלמדת על ויתור.'],
    [
      'הלכה היא כי רשות ערעור ב"גלגול שלישי" תינתן כאשר נגרם למבקש עיוות דין',
      'רשות ערעור ב"גלגול שלישי" תינתן כאשר נגרם למבקש עיוות דין.',
    ],
    [
      'אין מעניקים רשות ערעור בשאלת העונש בלבד, בהתאם להלכת רע"א 171/29 אלמוג נ\' דקל',
      'אין מעניקים רשות ערעור בשאלת העונש בלבד.',
    ],
  ])('%s', (quote, principle) => expect(principleOf(quote, /ה?מבקש/g)).toBe(principle));

  it.each([
    ['this case', 'כידוע, אין מקום להתערב במקרה דנן בשיקול הדעת'],
    ['a side', 'ככלל חייב המבקש להודיע על הליקוי בכתב'],
    ['a law known only from the text around it', 'כידוע, לפי סעיף 7 לחוק, חייב מחזיק לדווח על כל שינוי במצבה'],
    ['another court', 'כידוע, בית המשפט המחוזי רשאי היה להעדיף עדות אחת'],
    ['two sentences', 'כידוע, שוכר חייב להודיע על ליקוי. המשכיר חייב לתקן אותו בזמן סביר'],
    ['an omission', 'כידוע, שוכר חייב להודיע ... ולא לעכב תשלום בשום מקרה'],
    ['what a law contains', 'כידוע, סעיף 12 לחוק הדגן, התשנ"ט-1999 עוסק בחובותיו של מחזיק'],
    ['a scrap', 'כידוע, אין להתערב'],
    ['half a quotation', 'כידוע, שוכר חייב להודיע על "ליקוי של ממש בדירה'],
  ])('is left to a person: %s', (_, quote) => expect(principleOf(quote, /ה?מבקש/g)).toBeNull());

  it('has no word that its quote does not have, in the same order', () => {
    const rules = [RULE, `יתר על כן, ${RULE}`, `לעניין זה, הכלל הוא כי שוכר ${CITATION} אינו רשאי לעכב תשלום`];
    for (const quote of rules) {
      const words = quote.split(/[^א-ת]+/).filter(Boolean);
      const principle =
        principleOf(quote)
          ?.split(/[^א-ת]+/)
          .filter(Boolean) ?? [];
      expect(principle.length).toBeGreaterThan(3);
      let at = 0;
      for (const word of principle) at = words.indexOf(word, at) + 1 || Number.NaN;
      expect(at).toBeGreaterThan(0);
    }
  });

  it('gives nothing for a sentence that leans on its surroundings', () => {
    expect(principleOf('הלכה זו חלה גם על שוכר שעיכב תשלום כאמור')).toBeNull();
  });
});
