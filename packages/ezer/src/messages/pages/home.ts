import type { Message } from '../message.ts';

export const HOME_MESSAGES = {
  'home.title': { he: 'פסיקה והלכות', en: 'Case law and halachot' },
  'home.heading': {
    he: 'פסיקה, וההלכות שבה במילותיו של בית המשפט',
    en: 'Case law, and its halachot in the court’s own words',
  },
  'home.lead': {
    he: 'מחפשים בהחלטות, קוראים אותן כשכל הלכה מסומנת במקומה, ומצטטים רק מה שאדם אישר.',
    en: 'Search decisions, read them with every halacha marked where it stands, and cite only what a person approved.',
  },
  'home.examples': { he: 'לדוגמה:', en: 'For example:' },
  'home.unread': {
    he: 'נקלטו ועדיין נקראות: {count}. החיפוש ימצא כל החלטה מיד כשתיקרא.',
    en: 'Taken in and still being read: {count}. Search finds each decision as soon as it is read.',
  },
  'home.numbers': { he: 'הספרייה במספרים', en: 'The library in numbers' },
  'home.decisions': { he: 'החלטות', en: 'decisions' },
  'home.decisions.about': { he: 'לקריאה ולחיפוש', en: 'to read and to search' },
  'home.approved': { he: 'הלכות מאושרות', en: 'approved halachot' },
  'home.approved.about': { he: 'ניתנות לציטוט', en: 'may be cited' },
  'home.waiting': { he: 'הצעות לאישור', en: 'proposals to review' },
  'home.waiting.about': { he: 'אין לצטט לפני אישור', en: 'not to be cited before approval' },
  'home.gaps': { he: 'חסרים', en: 'gaps' },
  'home.gaps.about': { he: 'מוזכרים ואינם בספרייה', en: 'referred to, and not here' },
  'home.newest': { he: 'ההחלטות החדשות', en: 'Newest decisions' },
  'home.newest.none': {
    he: 'תאריכי ההחלטות עדיין נקראים. הן יופיעו כאן לאחר הקטלוג.',
    en: 'The dates of the decisions are still being read. They appear here when catalogued.',
  },
  'home.newest.all': { he: 'לכל ההחלטות, מהחדשה לישנה', en: 'All decisions, newest first' },
  'home.halachot': { he: 'הלכות שאושרו לאחרונה', en: 'Halachot approved last' },
  'home.halachot.none': {
    he: 'עדיין לא אושרה הלכה. הלכות שהמכונה מציעה ממתינות לקריאה של אדם, והמאושרות יופיעו כאן.',
    en: 'No halacha is approved yet. What the machine proposes waits for a person; what is approved appears here.',
  },
  'home.halachot.review': { he: 'לאישור הלכות', en: 'Review proposals' },
  'home.halachot.all': { he: 'לכל ההלכות המאושרות', en: 'All approved halachot' },

  'home.empty': { he: 'הספרייה עדיין ריקה', en: 'The library is still empty' },
  'home.empty.about': {
    he: 'כך מביאים אליה החלטות. קבצים נקראים בפורמטים txt, html, docx, pdf ו־jsonl, וההלכות שבהם מוצעות לאישור בתוך דקות.',
    en: 'This is how decisions come in. Files are read as txt, html, docx, pdf and jsonl, and their halachot are proposed within minutes.',
  },
  'home.empty.upload': { he: 'העלאת קבצים בדפדפן', en: 'Upload files in the browser' },
  'home.empty.upload.about': {
    he: 'קובץ אחד או תיקייה שלמה. דורש כניסה לחשבון.',
    en: 'One file or a whole folder. Needs a sign-in.',
  },
  'home.empty.folder': { he: 'תיקייה קבועה', en: 'A folder that is watched' },
  'home.empty.folder.about': {
    he: 'הספרייה תעקוב אחרי התיקייה, ותקלוט כל החלטה שתתווסף אליה.',
    en: 'The library follows the folder and takes in every decision that is put there.',
  },
  'home.empty.ingest': { he: 'קליטה חד־פעמית', en: 'Taken in once' },
  'home.empty.ingest.about': {
    he: 'פקודה שקולטת תיקייה או קובץ משורת הפקודה.',
    en: 'A command that takes in a folder or a file.',
  },
} as const satisfies Record<string, Message>;
