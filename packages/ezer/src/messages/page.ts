import type { Message } from './message.ts';

/** What every page may need to say. */
export const PAGE_MESSAGES = {
  'page.product': { he: 'עזר משפטי', en: 'Ezer Mishpati' },
  'page.skip': { he: 'דילוג לתוכן', en: 'Skip to content' },
  'page.language': { he: 'English', en: 'עברית' },
  'page.at': { he: 'נכון ל־{time}', en: 'as of {time}' },
  'page.refresh': { he: 'רענון', en: 'Refresh' },
  'page.home': { he: 'לעמוד החיפוש', en: 'To the search page' },
  'page.missing.title': { he: 'אין כאן דף', en: 'No page here' },
  'page.missing.text': {
    he: 'הכתובת אינה מוכרת. ייתכן שנפלה בה טעות, או שהדף הוסר.',
    en: 'This address is not known. It may be mistyped, or the page was removed.',
  },
  'page.trouble.title': { he: 'הדף לא נוצר', en: 'The page could not be made' },
  'page.trouble.text': {
    he: 'דבר לא אבד. הסיבה רשומה בחלון שבו רץ ezer start; נסו שוב בעוד רגע, או הריצו ezer doctor.',
    en: 'Nothing was lost. The reason stands in the window where ezer start runs; try again in a moment, or run ezer doctor.',
  },
} as const satisfies Record<string, Message>;
