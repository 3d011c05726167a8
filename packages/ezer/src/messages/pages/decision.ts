import type { Message } from '../message.ts';

/** What the pages of a decision, a halacha and a principle say. */
export const DECISION_MESSAGES = {
  'halacha.restated': { he: 'הלכה קיימת שנאמרה שוב', en: 'existing law, restated' },
  'halacha.restated.from': { he: 'הלכה קיימת, על פי', en: 'existing law, after' },
} as const satisfies Record<string, Message>;
