import type { Message } from './message.ts';

/** What `ezer docs` says. */
export const DOCS_MESSAGES = {
  'docs.about': { he: 'כותב את דפי התיעוד הנגזרים מן הקוד', en: 'writes the pages that are derived from the code' },
  'docs.scripts': {
    he: 'כותב את SCRIPTS.md: כל סקריפט, משימה והגדרה',
    en: 'writes SCRIPTS.md: every script, job and setting',
  },
  'docs.check': { he: 'רק לבדוק שהדף עדכני', en: 'only check that the page is current' },
  'docs.written': { he: 'נכתב {file}', en: 'wrote {file}' },
  'docs.current': { he: '{file} עדכני', en: '{file} is current' },
  'docs.stale': {
    he: '{file} אינו עדכני: הריצו npm run docs:scripts ושמרו את התוצאה',
    en: '{file} is stale: run npm run docs:scripts and commit the result',
  },
  'docs.noCheckout': {
    he: 'הדפים נכתבים רק בעותק של קוד המקור (git clone)',
    en: 'the pages are only written in a checkout of the source (git clone)',
  },
} as const satisfies Record<string, Message>;
