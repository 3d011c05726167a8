import type { Message } from '../message.ts';

export const RESULTS_MESSAGES = {
  'decision.untitled': { he: 'החלטה ללא כותרת', en: 'Decision without a title' },
  'decision.committee': { he: 'החלטת ועדה', en: 'committee decision' },
  'pager.label': { he: 'דפי תוצאות', en: 'Pages of results' },
  'pager.previous': { he: 'לדף הקודם', en: 'Previous page' },
  'pager.next': { he: 'לדף הבא', en: 'Next page' },
} as const satisfies Record<string, Message>;
