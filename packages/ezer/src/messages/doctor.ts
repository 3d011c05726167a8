import type { Message } from './message.ts';

/** What `ezer doctor` sees; a message with a `.mend` beside it says what is wrong, and that one how to mend it. */
export const DOCTOR_MESSAGES = {
  'doctor.about': {
    he: 'בודק את המחשב, את מסד הנתונים ואת הספרייה, ואומר כיצד לתקן כל דבר',
    en: 'checks the machine, the database and the library, and says how to mend each thing',
  },
  'doctor.summary': {
    he: '{ok} תקינות, {warning} אזהרות, {failure} כשלים',
    en: '{ok} fine, {warning} warning(s), {failure} failure(s)',
  },
  'doctor.broken': { he: 'הבדיקה עצמה נכשלה: {problem}', en: 'the check itself failed: {problem}' },
  'doctor.broken.mend': {
    he: 'אם זה חוזר, דווחו על כך עם הפלט של EZER_LOG_LEVEL=debug ezer doctor',
    en: 'if it comes again, report it with what EZER_LOG_LEVEL=debug ezer doctor prints',
  },

  'doctor.node': { he: 'Node גרסה {version}', en: 'Node {version}' },
  'doctor.node.old': { he: 'Node גרסה {version}: ישנה מדי', en: 'Node {version} is too old' },
  'doctor.node.old.mend': {
    he: 'התקינו Node 24 ומעלה, או הריצו דרך npm (npm run ezer), שמביא את הגרסה הנכונה',
    en: 'install Node 24 or newer, or run it through npm (npm run ezer), which brings the right one',
  },

  'doctor.folder': { he: 'תיקיית הנתונים {folder} ניתנת לכתיבה', en: 'the data folder {folder} can be written to' },
  'doctor.folder.new': {
    he: 'תיקיית הנתונים {folder} תיווצר בהפעלה הראשונה',
    en: 'the data folder {folder} will be made at the first start',
  },
  'doctor.folder.unwritable': {
    he: 'אי אפשר לכתוב לתיקיית הנתונים {folder}: {problem}',
    en: 'the data folder {folder} cannot be written to: {problem}',
  },
  'doctor.folder.unwritable.mend': {
    he: 'תקנו את ההרשאות שלה, או הצביעו על תיקייה אחרת ב-EZER_DATA',
    en: 'mend its permissions, or name another folder in EZER_DATA',
  },
  'doctor.folder.open': {
    he: 'כל חשבון במחשב יכול לכתוב לתיקיית הנתונים {folder}',
    en: 'every account of this machine can write to the data folder {folder}',
  },
  'doctor.folder.open.mend': { he: 'chmod o-w {folder} (בטרמינל)', en: 'chmod o-w {folder}' },

  'doctor.secrets': {
    he: 'סיסמאות ונתונים סגורים בפני חשבונות אחרים',
    en: 'secrets and data are closed to other accounts',
  },
  'doctor.secrets.open': {
    he: 'חשבונות אחרים במחשב יכולים לקרוא את {paths}',
    en: 'other accounts of this machine can read {paths}',
  },
  'doctor.secrets.open.mend': { he: 'chmod go-rwx {paths} (בטרמינל)', en: 'chmod go-rwx {paths}' },

  'doctor.disk': { he: '{free} GB פנויים בדיסק של {folder}', en: '{free} GB free on the disk of {folder}' },
  'doctor.disk.little': {
    he: 'רק {free} GB פנויים בדיסק של {folder}',
    en: 'only {free} GB free on the disk of {folder}',
  },
  'doctor.disk.little.mend': {
    he: 'פנו מקום, או הצביעו על דיסק אחר ב-EZER_DATA',
    en: 'free some space, or name a folder on another disk in EZER_DATA',
  },

  'doctor.timetable': {
    he: 'אין שתי משימות המתחילות באותה דקה',
    en: 'no two jobs start in the same minute',
  },
  'doctor.timetable.clash': { he: 'לוח הזמנים אינו תקין: {problem}', en: 'the timetable is not sound: {problem}' },
  'doctor.timetable.clash.mend': {
    he: 'הזיזו אחת מהן ב-packages/ezer/src/jobs/timetable.ts',
    en: 'move one of them in packages/ezer/src/jobs/timetable.ts',
  },

  'doctor.port': { he: 'הפורט {host}:{port} פנוי', en: 'port {host}:{port} is free' },
  'doctor.port.ours': { he: 'בפורט {host}:{port} עונה ezer start', en: 'ezer start answers on port {host}:{port}' },
  'doctor.port.taken': {
    he: 'תוכנה אחרת תפסה את הפורט {host}:{port}',
    en: 'another program has taken port {host}:{port}',
  },
  'doctor.port.taken.mend': {
    he: 'ezer start ייקח את הפורט הפנוי הבא; לכתובת קבועה בחרו פורט אחר ב-EZER_PORT',
    en: 'ezer start will take the next free one; for a fixed address choose another in EZER_PORT',
  },
  'doctor.port.refused': {
    he: 'אי אפשר להאזין ב-{host}:{port}: {problem}',
    en: '{host}:{port} cannot be listened on: {problem}',
  },
  'doctor.port.refused.mend': {
    he: 'תקנו את EZER_HOST ואת EZER_PORT (ברירת המחדל: 127.0.0.1 ו-8710)',
    en: 'mend EZER_HOST and EZER_PORT (default: 127.0.0.1 and 8710)',
  },

  'doctor.sources': { he: 'מקורות: {folders}', en: 'sources: {folders}' },
  'doctor.sources.none': {
    he: 'לא הוגדרה תיקיית מקורות; מסמכים נקלטים ב-ezer ingest',
    en: 'no source folder is configured; documents come in by ezer ingest',
  },
  'doctor.sources.missing': {
    he: 'תיקיית המקור {folder} אינה קיימת, ריקה או חסומה',
    en: 'the source folder {folder} is missing, empty or closed',
  },
  'doctor.sources.missing.mend': {
    he: 'צרו אותה או תקנו את EZER_LIBRARY ואת EZER_DIGESTS',
    en: 'make it, or mend EZER_LIBRARY and EZER_DIGESTS',
  },
  'doctor.sources.noSamples': {
    he: 'החלטות לדוגמה אינן חלק מהתקנה זו, ולא הוגדרה תיקייה משלך',
    en: 'this installation has no sample decisions, and no folder of your own is configured',
  },
  'doctor.sources.noSamples.mend': {
    he: 'הצביעו על תיקיית החלטות ב-EZER_LIBRARY, או EZER_SAMPLES=off',
    en: 'name a folder of decisions in EZER_LIBRARY, or set EZER_SAMPLES=off',
  },

  'doctor.database': {
    he: 'מסד הנתונים עונה: Postgres {version} ({url})',
    en: 'the database answers: Postgres {version} ({url})',
  },
  'doctor.database.embedded': {
    he: 'מסד הנתונים המובנה עונה: Postgres {version}',
    en: 'the embedded database answers: Postgres {version}',
  },
  'doctor.database.down': { he: 'מסד הנתונים אינו עונה: {problem}', en: 'the database does not answer: {problem}' },
  'doctor.database.down.mend': {
    he: 'הפעילו אותו, או תקנו את DATABASE_URL (בלעדיו ezer מפעיל Postgres משלו)',
    en: 'start it, or mend DATABASE_URL (without it ezer starts a Postgres of its own)',
  },
  'doctor.database.old': {
    he: 'Postgres {version} ישן מדי: נדרש 15 ומעלה',
    en: 'Postgres {version} is too old: 15 or newer is needed',
  },
  'doctor.database.old.mend': {
    he: 'שדרגו אותו, או הסירו את DATABASE_URL כדי להשתמש ב-Postgres המובנה',
    en: 'upgrade it, or unset DATABASE_URL to use the embedded one',
  },
  'doctor.database.readOnly': {
    he: 'מסד הנתונים ניתן לקריאה בלבד (שרת משני, או default_transaction_read_only)',
    en: 'the database is read only (a standby, or default_transaction_read_only)',
  },
  'doctor.database.readOnly.mend': {
    he: 'הצביעו ב-DATABASE_URL על השרת הראשי, בתפקיד שרשאי לכתוב',
    en: 'point DATABASE_URL to the primary, with a role that may write',
  },

  'doctor.encoding': { he: 'קידוד מסד הנתונים: UTF8', en: 'the database encoding is UTF8' },
  'doctor.encoding.wrong': {
    he: 'קידוד מסד הנתונים הוא {encoding}, ואינו מכיל עברית',
    en: 'the database encoding is {encoding}, which does not hold Hebrew',
  },
  'doctor.encoding.wrong.mend': {
    he: "צרו מסד חדש: create database ezer encoding 'UTF8' template template0",
    en: "make a new one: create database ezer encoding 'UTF8' template template0",
  },

  'doctor.locale': {
    he: 'מסד הנתונים מכיר אותיות עבריות (LC_CTYPE {ctype})',
    en: 'the database knows Hebrew letters (LC_CTYPE {ctype})',
  },
  'doctor.locale.tried': {
    he: 'מסד הנתונים מכיר אותיות עבריות (LC_CTYPE {ctype}), ו-pg_trgm מוצא הסכם בתוך בהסכם',
    en: 'the database knows Hebrew letters (LC_CTYPE {ctype}), and pg_trgm finds one Hebrew word in another',
  },
  'doctor.locale.blind': {
    he: 'תחת LC_CTYPE {ctype} מסד הנתונים אינו מכיר אותיות עבריות: pg_trgm, למשל, אינו מוצא דבר ואינו אומר זאת',
    en: 'under LC_CTYPE {ctype} the database takes no Hebrew letter for a letter: pg_trgm finds nothing, and does not say so',
  },
  'doctor.locale.blind.mend': {
    he: "גבו (ezer backup), צרו create database ezer locale 'C.UTF-8' template template0, ושחזרו אליו (ezer restore)",
    en: "back up (ezer backup), create database ezer locale 'C.UTF-8' template template0, and restore into it (ezer restore)",
  },

  'doctor.schema': { he: 'הסכימה עדכנית (צעד {number})', en: 'the schema is current (step {number})' },
  'doctor.schema.pending': {
    he: 'הסכימה ממתינה ל-{count} צעדים: {names}',
    en: 'the schema waits for {count} step(s): {names}',
  },
  'doctor.schema.pending.mend': {
    he: 'ezer migrate (כל פקודה ומשימה עושה זאת גם בעצמה)',
    en: 'ezer migrate (every command and job also does it by itself)',
  },
  'doctor.schema.wrong': {
    he: 'הסכימה אינה מתאימה לקוד: {problem}',
    en: 'the schema does not fit this code: {problem}',
  },
  'doctor.schema.wrong.mend': {
    he: 'הריצו את הגרסה של ezer שמסד הנתונים מכיר, או שחזרו גיבוי',
    en: 'run the release of ezer that the database knows, or restore a backup',
  },

  'doctor.clock': {
    he: 'שעון המחשב ושעון מסד הנתונים מסכימים (הפרש {seconds} שניות)',
    en: 'the clocks of this machine and the database agree ({seconds} s apart)',
  },
  'doctor.clock.apart': {
    he: 'שעון המחשב ושעון מסד הנתונים רחוקים {seconds} שניות זה מזה',
    en: 'the clocks of this machine and the database are {seconds} s apart',
  },
  'doctor.clock.apart.mend': {
    he: 'הפעילו סנכרון זמן (NTP) בשני המחשבים: המשימות מתחילות לפי האחד ונרשמות לפי האחר',
    en: 'turn on time synchronisation (NTP) on both: jobs start by the one and are recorded by the other',
  },

  'doctor.quotes': {
    he: 'כל {count} הציטוטים עומדים במקומם בטקסט',
    en: 'all {count} quotes stand at their place in the text',
  },
  'doctor.quotes.astray': {
    he: '{count} הלכות שהציטוט שלהן אינו עומד במקומו בטקסט (למשל {example})',
    en: '{count} halachot whose quote does not stand at its place in the text (such as {example})',
  },
  'doctor.quotes.astray.mend': {
    he: 'מישהו עקף את הכלל של מסד הנתונים: שחזרו גיבוי שנעשה לפני כן (ezer restore)',
    en: 'somebody went round the rule of the database: restore a backup made before that (ezer restore)',
  },
  'doctor.quotes.unguarded': {
    he: 'השומר של הציטוטים במסד הנתונים (trigger בשם halacha_quote_grounded) מכובה או חסר',
    en: 'the guard of the quotes in the database (trigger halacha_quote_grounded) is off or missing',
  },
  'doctor.quotes.unguarded.mend': {
    he: 'alter table ezer.halacha enable trigger halacha_quote_grounded (ב-psql), ואז ezer doctor שוב',
    en: 'alter table ezer.halacha enable trigger halacha_quote_grounded, then ezer doctor again',
  },
  'doctor.quotes.unfinished': {
    he: 'בדיקת הציטוטים לא הסתיימה בתוך {seconds} שניות',
    en: 'the check of the quotes was not done after {seconds} s',
  },
  'doctor.quotes.unfinished.mend': {
    he: 'הריצו שוב כשמסד הנתונים אינו עסוק',
    en: 'run it again when the database is not busy',
  },

  'doctor.connections': {
    he: 'מסד הנתונים נותן {allowed} חיבורים ({used} בשימוש)',
    en: 'the database allows {allowed} connections ({used} in use)',
  },
  'doctor.connections.few': {
    he: 'מסד הנתונים נותן רק {allowed} חיבורים ({used} בשימוש), וכל המשימות יחד צריכות {wanted}',
    en: 'the database allows only {allowed} connections ({used} in use); all jobs together want {wanted}',
  },
  'doctor.connections.few.mend': {
    he: 'הגדילו את max_connections, או את connection limit של התפקיד ושל המסד',
    en: 'raise max_connections, or the connection limit of the role and the database',
  },

  'doctor.pooler': { he: 'החיבור לשינויי סכימה הוא ישיר', en: 'the connection for schema changes is direct' },
  'doctor.pooler.aside': {
    he: 'DATABASE_URL עובר דרך pooler, ו-DATABASE_MIGRATION_URL ישיר',
    en: 'DATABASE_URL goes through a pooler, DATABASE_MIGRATION_URL is direct',
  },
  'doctor.pooler.inTheWay': {
    he: 'בין ezer ובין Postgres עומד pooler, ושם אי אפשר לסמוך על מנעול שינויי הסכימה',
    en: 'a pooler stands between ezer and Postgres, where the lock of schema changes cannot be trusted',
  },
  'doctor.pooler.inTheWay.mend': {
    he: 'קבעו ב-DATABASE_MIGRATION_URL חיבור ישיר ל-Postgres',
    en: 'set DATABASE_MIGRATION_URL to a direct connection to Postgres',
  },
} as const satisfies Record<string, Message>;
