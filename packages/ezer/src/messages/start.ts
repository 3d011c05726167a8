import type { Message } from './message.ts';

/** What `ezer start` says. */
export const START_MESSAGES = {
  'start.about': {
    he: 'מפעיל הכול: מסד נתונים, המשימות לפי לוח הזמנים, ודף מצב בדפדפן',
    en: 'starts everything: database, the jobs by the timetable, and a status page in the browser',
  },
  'start.library': {
    he: 'תיקיית ההחלטות שלך, במקום הדוגמאות',
    en: 'a folder of your own decisions, instead of the samples',
  },
  'start.digests': { he: 'תיקייה של גיליונות תקצירים', en: 'a folder of digest issues' },
  'start.port': {
    he: 'הפורט של הספרייה בדפדפן; אם הוא תפוס, הבא אחריו',
    en: 'port of the library in the browser; the next one when it is taken',
  },
  'start.once': { he: 'להריץ את כל המשימות פעם אחת ולסיים', en: 'run all jobs once and end' },
  'start.noFolder': {
    he: 'אין תיקייה {path}, או שאינה נגישה; תנו תיקייה קיימת',
    en: 'there is no folder {path}, or it cannot be read; give one that is there',
  },
  'start.badPort': { he: '{value} אינו פורט (1 עד 65535)', en: '{value} is no port (1 to 65535)' },
  'start.alreadyRunning': {
    he: 'ezer start כבר רץ על {dataFolder} (תהליך {pid}){at}',
    en: 'ezer start is running already on {dataFolder} (process {pid}){at}',
  },
  'start.notLoopback': {
    he: 'EZER_HOST הוא {host}: מחשבים אחרים מגיעים אליו, ועדיין אין חשבון. הפעילו פעם אחת עם EZER_HOST=127.0.0.1, צרו את החשבון הראשון בקישור שיודפס, והפעילו שוב',
    en: 'EZER_HOST is {host}: other machines reach it, and nobody has an account yet. Start once with EZER_HOST=127.0.0.1, make the first account by the link that is printed, then start again',
  },
  'start.noPublicUrl': {
    he: 'EZER_HOST הוא {host}, כלומר כל כתובות המחשב, ו-EZER_PUBLIC_URL לא הוגדר: שום דפדפן לא ייענה. הגדירו ב-EZER_PUBLIC_URL את הכתובת שבה דפדפנים פונים לספרייה, כגון https://law.example, או השמיטו את EZER_HOST',
    en: 'EZER_HOST is {host}, every address of this machine, and EZER_PUBLIC_URL is not set: no browser would be answered. Set EZER_PUBLIC_URL to the address that browsers call, such as https://law.example, or leave EZER_HOST out',
  },
  'start.firstLink': {
    he: 'לחשבון הראשון (קישור חד־פעמי): {url}',
    en: 'to make the first account (one-time link): {url}',
  },
  'start.noFreePort': {
    he: 'אין פורט פנוי החל מ-{port}; בחרו אחר עם --port או EZER_PORT ({problem})',
    en: 'no free port from {port} on; choose another with --port or EZER_PORT ({problem})',
  },
  'start.at': { he: ': {url}', en: ': {url}' },
  'start.database': { he: 'מעלה את מסד הנתונים ({where})…', en: 'starting the database ({where})…' },
  'start.embedded': { he: 'Postgres מובנה, ב-{dataFolder}', en: 'embedded Postgres, in {dataFolder}' },
  'start.external': { he: 'DATABASE_URL, {url}', en: 'DATABASE_URL, {url}' },
  'start.ready': { he: 'מסד הנתונים מוכן ({seconds} שניות)', en: 'the database is ready ({seconds} s)' },
  'start.folder': { he: 'החלטות נקראות מ: {path}', en: 'decisions are read from: {path}' },
  'start.samples': {
    he: 'החלטות נקראות מספריית הדוגמאות (בדיונית). לספרייה שלך: npm start -- --library DIR',
    en: 'decisions are read from the sample library (fictional). For your own: npm start -- --library DIR',
  },
  'start.noFolders': {
    he: 'לא הוגדרה תיקיית החלטות; הוסיפו אחת עם --library DIR או EZER_LIBRARY',
    en: 'no folder of decisions is configured; add one with --library DIR or EZER_LIBRARY',
  },
  'start.page': { he: 'הספרייה בדפדפן: {url}', en: 'the library in the browser: {url}' },
  'start.otherPort': { he: 'הפורט {wanted} תפוס; נבחר {port}', en: 'port {wanted} is taken; {port} is used' },
  'start.howToStop': { he: 'לעצירה: Ctrl-C', en: 'to stop: Ctrl-C' },
  'start.chain': { he: 'מריץ את כל המשימות פעם אחת, לפי הסדר:', en: 'running every job once, in order:' },
  'start.step': { he: '[{step}/{of}] {name} ({job})', en: '[{step}/{of}] {name} ({job})' },
  'start.counts': {
    he: 'החלטות {decisions} · קוטלגו {catalogued} · הלכות מוצעות {proposed} · תקצירים {digests}',
    en: 'decisions {decisions} · catalogued {catalogued} · proposed halachot {proposed} · digests {digests}',
  },
  'start.chainDone': {
    he: 'הסבב הראשון הסתיים ב-{seconds} שניות.',
    en: 'the first round ended after {seconds} s.',
  },
  'start.chainFailed': {
    he: 'הסבב הראשון הסתיים ב-{seconds} שניות; לא הצליחו: {jobs}. הסיבה למעלה, וב-ezer status',
    en: 'the first round ended after {seconds} s; not successful: {jobs}. The reason stands above, and in ezer status',
  },
  'start.next': {
    he: 'מכאן המשימות רצות לפי לוח הזמנים. לאישור הלכות: npm run ezer -- review; לחיפוש: npm run ezer -- search "…"',
    en: 'from here the jobs run by the timetable. To approve halachot: npm run ezer -- review; to search: npm run ezer -- search "…"',
  },
  'start.stopping': {
    he: 'עוצר: ממתין למשימות שרצות ({jobs}); Ctrl-C נוסף יוצא מיד',
    en: 'stopping: waiting for the running jobs ({jobs}); another Ctrl-C leaves at once',
  },
  'start.stopped': { he: 'נעצר; דבר לא אבד', en: 'stopped; nothing was lost' },
  'start.byRequest': { he: '{job}: מתחילה לפי בקשה ({reason})', en: '{job}: starts by request ({reason})' },
  'start.stillRunning': {
    he: '{job}: עדיין רצה (תהליך {pid}); לא מתחילה שוב',
    en: '{job}: still running (process {pid}); not started again',
  },
  'start.overdue': {
    he: '{job}: רצה כבר {minutes} דקות (תהליך {pid}); נעצרת, ותתחיל שוב בדקה הבאה שלה',
    en: '{job}: at work for {minutes} minutes (process {pid}); it is ended, and starts again at its next minute',
  },
  'start.killed': { he: '{job}: נקטעה ({signal})', en: '{job}: was ended by {signal}' },
  'start.notStarted': { he: '{job}: לא התחילה: {problem}', en: '{job}: could not be started: {problem}' },
  'start.databaseAway': {
    he: 'מסד הנתונים אינו עונה ({problem}); מנסה שוב כל שנייה',
    en: 'the database does not answer ({problem}); trying again every second',
  },
  'start.pageFailed': { he: 'דף לא נוצר: {problem}', en: 'a page could not be made: {problem}' },
} as const satisfies Record<string, Message>;
