import type { Message } from './message.ts';

/** What `ezer migrate` says. */
export const MIGRATE_MESSAGES = {
  'migrate.about': { he: 'מביא את סכימת מסד הנתונים לגרסה הנוכחית', en: 'brings the database schema up to date' },
  'migrate.option.plan': {
    he: 'להציג את ה-SQL המדויק שיישלח ואת הנעילה החזקה ביותר של כל פקודה; דבר לא משתנה',
    en: 'print the exact SQL and the strongest lock of each statement; nothing is changed',
  },
  'migrate.option.status': {
    he: 'להציג אילו צעדים הוחלו, אילו ממתינים, ומי מחזיק במנעול; דבר לא משתנה',
    en: 'print which steps are applied, which are pending, and who holds the lock; nothing is changed',
  },
  'migrate.option.check': {
    he: 'להשוות את מסד הנתונים החי עם מה שהצעדים יוצרים, ולהציג את ההבדלים; דבר לא משתנה',
    en: 'compare the live database with what the steps make, and print the differences; nothing is changed',
  },
  'migrate.option.wait': {
    he: 'כמה שניות להמתין לתהליך אחר שמעדכן את הסכימה (ברירת מחדל: 60)',
    en: 'how many seconds to wait for another process that migrates (default: 60)',
  },
  'migrate.option.sessionPooling': {
    he: 'החיבור עובר דרך מתווך (pooler) במצב session, וניתן לסמוך על המנעול',
    en: 'the connection goes through a pooler in session mode, so that the lock can be trusted',
  },
  'migrate.oneQuestion': {
    he: 'רק אחת מן האפשרויות --plan,‏ --status,‏ --check בכל פעם',
    en: 'only one of --plan, --status and --check at a time',
  },
  'migrate.current': { he: 'הסכימה עדכנית; לא נעשה דבר', en: 'the schema is current; nothing was done' },
  'migrate.applied': { he: 'הוחלו {count} צעדים: {names}', en: 'applied {count} step(s): {names}' },
  'migrate.nothingPending': { he: 'אין צעדים ממתינים', en: 'no step is pending' },
  'migrate.plan.step': { he: '-- {file} ({kind})', en: '-- {file} ({kind})' },
  'migrate.plan.prepare': { he: '-- לפני הצעד הראשון', en: '-- before the first step' },
  'migrate.plan.lock': { he: '-- נעילה: {lock} על {tables}', en: '-- lock: {lock} on {tables}' },
  'migrate.plan.noLock': { he: '-- נעילה: אין', en: '-- lock: none' },
  'migrate.plan.more': {
    he: ' (ייתכן שיותר: הפקודה מריצה קוד או מוחקת בשרשרת)',
    en: ' (perhaps more: it runs code or cascades)',
  },
  'migrate.status.applied': { he: 'הוחל   {file}  {at}', en: 'applied  {file}  {at}' },
  'migrate.status.pending': { he: 'ממתין  {file}', en: 'pending  {file}' },
  'migrate.status.free': { he: 'איש אינו מחזיק במנעול', en: 'nobody holds the lock' },
  'migrate.status.holder': {
    he: 'תהליך {pid} ({name}) מחזיק במנעול מאז {since}',
    en: 'process {pid} ({name}) holds the lock since {since}',
  },
  'migrate.status.unknownTime': { he: 'זמן לא ידוע', en: 'an unknown time' },
  'migrate.check.same': {
    he: 'מסד הנתונים הוא בדיוק מה שהצעדים יוצרים ({objects} עצמים)',
    en: 'the database is exactly what the steps make ({objects} objects)',
  },
  'migrate.check.different': {
    he: '{count} הבדלים בין מסד הנתונים למה שהצעדים יוצרים:',
    en: '{count} difference(s) between the database and what the steps make:',
  },
  'migrate.check.missing': { he: 'חסר: {object}', en: 'missing: {object}' },
  'migrate.check.unexpected': { he: 'לא צפוי: {object}', en: 'unexpected: {object}' },
  'migrate.check.changed': { he: 'שונה: {object}', en: 'changed: {object}' },
  'migrate.check.expected': { he: '  צפוי: {definition}', en: '  expected: {definition}' },
  'migrate.check.found': { he: '  נמצא: {definition}', en: '  found: {definition}' },
  'migrate.check.pending': {
    he: 'יש צעדים שעוד לא הוחלו: הריצו ezer migrate ובדקו שוב',
    en: 'there are steps that are not applied: run ezer migrate, then check again',
  },
  'migrate.check.ahead': {
    he: 'במסד הנתונים יש צעדים שהגרסה הזאת אינה מכירה: בדקו עם הגרסה החדשה',
    en: 'the database has steps that this release does not know: check with the newer release',
  },
  'migrate.exits': { he: 'קודי יציאה:', en: 'Exit codes:' },
  'migrate.exit.done': { he: 'בוצע, או שלא היה מה לעשות', en: 'done, or there was nothing to do' },
  'migrate.exit.failed': { he: 'תקלה אחרת', en: 'something else failed' },
  'migrate.exit.usage': { he: 'שורת הפקודה שגויה', en: 'the command line is wrong' },
  'migrate.exit.database-newer': {
    he: 'מסד הנתונים חדש מן הגרסה הזאת, וצעד בו אינו מתיישב איתה',
    en: 'the database is newer than this release, with a step that breaks it',
  },
  'migrate.exit.pending': { he: 'בבדיקה: יש צעדים ממתינים', en: '--check: steps are pending' },
  'migrate.exit.drift': {
    he: 'בבדיקה: מסד הנתונים אינו מה שהצעדים יוצרים',
    en: '--check: the database is not what the steps make',
  },
  'migrate.exit.lock-wait': {
    he: 'תהליך אחר עדכן את הסכימה יותר מזמן ההמתנה',
    en: 'another process migrated for longer than the wait',
  },
  'migrate.exit.step-failed': { he: 'צעד נכשל ובוטל', en: 'a step failed and was rolled back' },
  'migrate.exit.step-starved': {
    he: 'צעד לא קיבל את הטבלאות שלו בזמן',
    en: 'a step did not get its tables in time',
  },
  'migrate.exit.tampered': {
    he: 'צעד שכבר הוחל השתנה בקוד, או שהסדר השתנה',
    en: 'a step that is applied was edited in the code, or the order changed',
  },
  'migrate.exit.pooler': {
    he: 'החיבור עובר דרך מתווך (pooler), או שהמנעול אבד',
    en: 'the connection goes through a pooler, or the lock was lost',
  },
  'migrate.exit.permission': { he: 'חסרה הרשאה לתפקיד', en: 'the role lacks a right' },
  'migrate.exit.read-only': { he: 'השרת או החיבור לקריאה בלבד', en: 'the server or the session is read only' },
  'migrate.exit.unreachable': {
    he: 'אין חיבור למסד הנתונים, או שהוא אבד',
    en: 'no connection to the database, or it was lost',
  },
  'migrate.exit.authentication': { he: 'התפקיד או הסיסמה נדחו', en: 'the role or its password was refused' },
  'migrate.exit.bad-migrations': { he: 'רשימת הצעדים עצמה שגויה', en: 'the list of steps itself is wrong' },
} as const satisfies Record<string, Message>;
