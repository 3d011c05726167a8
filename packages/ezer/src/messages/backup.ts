import type { Message } from './message.ts';

/** What `ezer backup` and `ezer restore` say. */
export const BACKUP_MESSAGES = {
  'backup.about': {
    he: 'כותב את כל הספרייה (מסד הנתונים והמסמכים) לקובץ אחד; העבודה נמשכת בינתיים',
    en: 'writes the whole library (database and documents) into one file; work goes on meanwhile',
  },
  'backup.file': { he: 'קובץ הגיבוי', en: 'the backup file' },
  'backup.replace': { he: 'להחליף קובץ שכבר קיים בשם זה', en: 'replace a file of that name' },
  'backup.tables': { he: 'קריאת שורות', en: 'reading rows' },
  'backup.content': { he: 'מסמכים', en: 'documents' },
  'backup.checking': { he: 'בדיקת הקובץ', en: 'checking the file' },
  'backup.loading': { he: 'טעינת שורות', en: 'loading rows' },
  'backup.constraints': { he: 'בדיקת כל הכללים של מסד הנתונים', en: 'checking every rule of the database' },
  'backup.written': {
    he: 'נכתב {file}: {rows} שורות ב-{tables} טבלאות, {documents} מסמכים, {size} MB. הקובץ מכיל את כל הספרייה: שמרו אותו במקום בטוח',
    en: 'wrote {file}: {rows} row(s) in {tables} table(s), {documents} document(s), {size} MB. It holds the whole library: keep it in a safe place',
  },
  'backup.damaged': {
    he: 'אזהרה: {count} מסמכים בתיקיית הנתונים פגומים ולא ישוחזרו: {names}',
    en: 'warning: {count} document(s) in the data folder are damaged and will not be restored: {names}',
  },

  'restore.about': {
    he: 'משחזר ספרייה מקובץ גיבוי למסד נתונים ריק; הקובץ כולו נבדק לפני שמשהו משתנה',
    en: 'restores a library from a backup file into an empty database; the whole file is checked before anything changes',
  },
  'restore.force': { he: 'להחליף את כל מה שיש במסד הנתונים', en: 'replace everything the database holds' },
  'restore.whole': {
    he: 'הקובץ {file} שלם: גיבוי מ-{createdAt}, צעד {number} ({name}), {rows} שורות ב-{tables} טבלאות, {documents} מסמכים. דבר לא שונה',
    en: '{file} is whole: a backup of {createdAt}, at step {number} ({name}), {rows} row(s) in {tables} table(s), {documents} document(s). Nothing was changed',
  },
  'restore.done': {
    he: 'שוחזרו {rows} שורות ב-{tables} טבלאות ו-{documents} מסמכים, מגיבוי של {createdAt}',
    en: 'restored {rows} row(s) in {tables} table(s) and {documents} document(s), from a backup of {createdAt}',
  },
  'restore.migrated': {
    he: 'הסכימה הובאה לגרסה הנוכחית: {names}',
    en: 'the schema was brought up to date: {names}',
  },
  'restore.inUse': {
    he: 'תהליכים אחרים עובדים על מסד הנתונים ({names}): עצרו אותם (Ctrl-C ב-ezer start) ונסו שוב',
    en: 'other processes work on the database ({names}): stop them (Ctrl-C in ezer start) and try again',
  },
} as const satisfies Record<string, Message>;
