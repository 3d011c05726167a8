import type { Message } from './message.ts';

/** What the web pages say. */
export const PAGE_MESSAGES = {
  'page.title': { he: 'עזר משפטי: מצב הספרייה', en: 'Ezer Mishpati: state of the library' },
} as const satisfies Record<string, Message>;
