import type { Message } from './message.ts';

/** What the stored values of the work are called: jobs, queues, how runs end, what went wrong and what to do about it. */
export const WORK_MESSAGES = {
  'job.digest': { he: 'קריאת תקצירים', en: 'digests' },
  'job.court-fetch': { he: 'איסוף החלטות', en: 'decisions' },
  'job.metadata-drain': { he: 'קטלוג', en: 'catalogue' },
  'job.halacha-drain': { he: 'חילוץ הלכות', en: 'halachot' },
  'job.halacha-supervisor': { he: 'השגחה', en: 'supervisor' },
  'job.digest.about': {
    he: 'קורא גיליונות תקצירים ומקשר כל פריט לפסק הדין שאליו הוא מפנה.',
    en: 'Reads digest issues and links each item to the ruling that it points at.',
  },
  'job.court-fetch.about': {
    he: 'מביא החלטות חדשות מן המקורות שהוגדרו.',
    en: 'Brings new decisions from the configured sources.',
  },
  'job.metadata-drain.about': {
    he: 'קובע לכל החלטה ערכאה, מספר תיק, מותב, צדדים, תאריך ותוצאה, ומקשר את האזכורים שבה.',
    en: 'Finds each decision’s court, docket, judges, parties, date and outcome, and links its citations.',
  },
  'job.halacha-drain.about': {
    he: 'מציע את ההלכות שבכל החלטה, כל אחת במילותיה המדויקות.',
    en: 'Proposes the halachot of each decision, each in its exact words.',
  },
  'job.halacha-supervisor.about': {
    he: 'בודק שהעבודה מתקדמת, מבקש ריצות כשצריך ופותח התראות.',
    en: 'Checks that the work moves on, requests runs where needed, and opens alarms.',
  },

  'outcome.drained': { he: 'הושלמה', en: 'done' },
  'outcome.nothing-to-do': { he: 'לא היה מה לעשות', en: 'nothing to do' },
  'outcome.budget-reached': { he: 'הזמן שהוקצב נגמר; תמשיך בריצה הבאה', en: 'budget reached; goes on next time' },
  'outcome.disabled': { he: 'לא רצה: מושבתת', en: 'did not run: switched off' },
  'outcome.stopped': { he: 'נעצרה', en: 'stopped' },
  'outcome.already-running': { he: 'כבר הייתה בריצה', en: 'already running' },
  'outcome.failures': { he: 'נכשלה', en: 'failed' },
  'outcome.schema-behind': { he: 'הסכימה אינה מתאימה', en: 'schema does not fit' },
  'outcome.vanished': { he: 'נקטעה; העבודה תמשיך', en: 'was cut off; the work goes on' },

  'count.claimed': { he: 'נלקחו לעבודה', en: 'claimed' },
  'count.done': { he: 'נעשו', en: 'done' },
  'count.retried': { he: 'לניסיון נוסף', en: 'to be tried again' },
  'count.held': { he: 'דורשים אדם', en: 'need a person' },
  'count.dead': { he: 'נכשלו סופית', en: 'failed for good' },
  'count.lost': { he: 'עברו לתהליך אחר', en: 'taken by another process' },
  'count.released': { he: 'הוחזרו לתור', en: 'released' },
  'count.cost': { he: 'עלות', en: 'cost' },
  'count.linked': { he: 'קישורים', en: 'linked' },
  'count.gaps': { he: 'חסרים חדשים', en: 'new gaps' },
  'count.proposed': { he: 'הלכות שהוצעו', en: 'halachot proposed' },
  'count.ingested': { he: 'נקלטו', en: 'taken in' },
  'count.duplicate': { he: 'כפולים', en: 'duplicates' },
  'count.unchanged': { he: 'ללא שינוי', en: 'unchanged' },
  'count.refused': { he: 'סורבו', en: 'refused' },
  'count.received': { he: 'גיליונות חדשים', en: 'new issues' },
  'count.requests': { he: 'בקשות שנענו', en: 'requests answered' },
  'count.reclaimed': { he: 'שוחררו', en: 'reclaimed' },
  'count.alarms': { he: 'התראות', en: 'alarms' },
  'count.closed': { he: 'התראות שנסגרו', en: 'alarms closed' },
  'count.paused': { he: 'השהיות', en: 'pauses' },
  'count.told': { he: 'הודעות שנשלחו', en: 'told' },
  'count.requested': { he: 'ריצות שהתבקשו', en: 'runs requested' },

  'queue.metadata': { he: 'קטלוג', en: 'catalogue' },
  'queue.halacha': { he: 'הלכות', en: 'halachot' },
  'queue.digest': { he: 'תקצירים', en: 'digests' },
  'work.ready': { he: 'מוכנים', en: 'ready' },
  'work.leased': { he: 'בעבודה', en: 'at work' },
  'work.waiting': { he: 'ממתינים לניסיון נוסף', en: 'waiting for another try' },
  'work.held': { he: 'דורשים אדם', en: 'need a person' },
  'work.done': { he: 'נעשו', en: 'done' },
  'work.stale': { he: 'נקראו במנוע ישן', en: 'read by an older engine' },
  'work.dead': { he: 'נכשלו סופית', en: 'failed for good' },

  'failure.transient': {
    he: 'תקלה זמנית שחזרה עד שנגמרו הניסיונות',
    en: 'A passing fault that outlasted every attempt',
  },
  'failure.transient.do': {
    he: 'בדקו שהמקור או השירות זמינים, ואז החזירו לעבודה.',
    en: 'Check that the source or service answers, then bring the items back to work.',
  },
  'failure.permanent': { he: 'ניסיון נוסף לא יועיל בלי תיקון', en: 'Another attempt cannot help without a repair' },
  'failure.permanent.do': {
    he: 'קראו את ההודעה, תקנו את הקובץ או את ההגדרה, ואז החזירו לעבודה.',
    en: 'Read the message, repair the file or the setting, then bring the items back to work.',
  },
  'failure.needs-person': { he: 'נדרשת החלטה של אדם', en: 'A person must decide' },
  'failure.needs-person.do': {
    he: 'פתחו את ההחלטה, השלימו או תקנו את החסר, ואז החזירו לעבודה.',
    en: 'Open the decision, complete or correct what is missing, then bring the item back to work.',
  },
  'failure.unexpected': { he: 'תקלה בלתי צפויה בתוכנה', en: 'An unexpected fault of the program' },
  'failure.unexpected.do': {
    he: 'החזירו לעבודה פעם אחת. אם התקלה חוזרת, דווחו עליה בצירוף ההודעה.',
    en: 'Bring the items back to work once. If it happens again, report it with the message.',
  },
  'failure.timeout': { he: 'הקריאה ארכה יותר מן המותר', en: 'Reading took longer than allowed' },
  'failure.timeout.do': {
    he: 'נסו שוב בשעה שקטה; מסמך חריג באורכו כדאי לפצל.',
    en: 'Try again at a quiet hour; a document of unusual length is best split.',
  },
  'failure.process-died': { he: 'התהליך נקטע באמצע העבודה', en: 'The process ended in the middle of the work' },
  'failure.process-died.do': {
    he: 'בדקו שיש די זיכרון, ואז החזירו לעבודה.',
    en: 'Check that there is enough memory, then bring the items back to work.',
  },
  'failure.redrive': { he: 'הוחזר לעבודה', en: 'Brought back to work' },
  'failure.stale': { he: 'נקראו במנוע ישן', en: 'Read by an older engine' },
  'failure.stale.do': {
    he: 'קריאה מחודשת עשויה לעלות כסף. אשרו אותה כשהעלות ידועה.',
    en: 'Reading again may cost money. Release the items once you know what it costs.',
  },
  'failure.unknown': { he: 'הסיבה לא נרשמה', en: 'No reason was recorded' },
  'failure.unknown.do': {
    he: 'החזירו לעבודה; אם זה חוזר, הסיבה תירשם.',
    en: 'Bring the items back to work; if it happens again, the reason is recorded.',
  },

  'alarm.dead': { he: 'יש פריטים שנכשלו סופית', en: 'Items failed for good' },
  'alarm.dead.do': {
    he: 'ברשימת הפריטים למטה כתוב מה קרה ומה לעשות; לאחר התיקון החזירו אותם לעבודה.',
    en: 'The list of items below says what happened and what to do; after the repair bring them back to work.',
  },
  'alarm.held': { he: 'יש פריטים שממתינים לאדם', en: 'Items wait for a person' },
  'alarm.held.do': {
    he: 'פתחו את הפריטים, השלימו את החסר והחזירו אותם לעבודה.',
    en: 'Open the items, complete what is missing, and bring them back to work.',
  },
  'alarm.stale': { he: 'יש פריטים שנקראו במנוע ישן', en: 'Items were read by an older engine' },
  'alarm.stale.do': {
    he: 'החזירו אותם לעבודה כשעלות הקריאה המחודשת ידועה.',
    en: 'Release them once you know what reading them again costs.',
  },
  'alarm.stalled': { he: 'יש עבודה שממתינה ואינה מתקדמת', en: 'Work waits and does not move' },
  'alarm.stalled.do': {
    he: 'התבקשה ריצה. אם גם היא אינה מתחילה, בדקו ש־ezer start או מתזמן המשימות פועל.',
    en: 'A run was requested. If it does not start either, check that ezer start or the process manager is at work.',
  },
  'alarm.behind': { he: 'התור ארוך מיום עבודה', en: 'The queue is more than a day behind' },
  'alarm.behind.do': {
    he: 'העבודה מתקדמת. כדי לזרז, אפשרו למשימה לעבוד בכל שעה, או הריצו אותה בכמה תהליכים.',
    en: 'The work moves on. To hasten it, let the job work at any hour, or in several processes.',
  },
  'alarm.failing': { he: 'יש פריטים שנכשלים שוב ושוב', en: 'Items fail again and again' },
  'alarm.failing.do': {
    he: 'השגיאות כתובות בפריטים (ezer queue). לאחר הניסיון האחרון יופיעו ברשימה שלמטה.',
    en: 'Their errors stand with the items (ezer queue). After the last attempt they come into the list below.',
  },
  'alarm.shrunk': { he: 'קריאה חוזרת מצאה הרבה פחות מקודמתה', en: 'Reading again found far less than before' },
  'alarm.shrunk.do': {
    he: 'השוו בין ההלכות הקודמות לחדשות לפני שמאשרים; ייתכן שהטקסט החדש קטוע.',
    en: 'Compare the halachot of before and of now before you approve; the new text may be cut short.',
  },
  'alarm.schema': {
    he: 'משימה לא התחילה: גרסתה אינה מתאימה למסד',
    en: 'A job did not start: its build does not fit the database',
  },
  'alarm.schema.do': {
    he: 'התקינו במכונה שלה את הגרסה החדשה. הסיבה כתובה בתולדות הריצות.',
    en: 'Install the newer version on its machine. The reason stands in the job’s runs.',
  },
  'alarm.missed': { he: 'משימה לא התחילה במועדה', en: 'A job missed its start' },
  'alarm.missed.do': {
    he: 'בדקו ש־ezer start או מתזמן המשימות פועל, ושהמשימה אינה מושבתת.',
    en: 'Check that ezer start or the process manager is at work, and that the job is not switched off.',
  },
  'alarm.failed': { he: 'הריצה האחרונה של משימה נכשלה', en: 'The last run of a job failed' },
  'alarm.failed.do': {
    he: 'הסיבה כתובה בתולדות הריצות של המשימה. ההתראה תיסגר לאחר ריצה תקינה.',
    en: 'The reason stands in the job’s runs. The alarm closes after a good run.',
  },
  'alarm.lost': { he: 'ריצה של משימה נקטעה בלי הודעה', en: 'A run of a job ended without a word' },
  'alarm.lost.do': {
    he: 'ייתכן שחסר זיכרון או שהמחשב כובה. הריצה הבאה תמשיך מהמקום שבו נקטעה.',
    en: 'Memory may be short, or the machine was switched off. The next run goes on where it stopped.',
  },
  'alarm.ungrounded': {
    he: 'יש ציטוטים שאינם בטקסט: אין לצטט אותם',
    en: 'Quotes do not stand in their text: do not cite',
  },
  'alarm.ungrounded.do': {
    he: 'שומר הסף של מסד הנתונים הוסר. שחזרו אותו (ezer doctor) לפני כל שימוש בהלכות.',
    en: 'The guard of the database is gone. Restore it (ezer doctor) before you use any halacha.',
  },
  'alarm.refused': { he: 'יש מסמכים שלא ניתן לקרוא', en: 'Documents could not be read' },
  'alarm.refused.do': {
    he: 'הסיבות ומה לעשות בכל אחת מהן רשומים תחת ״מסמכים שסורבו״.',
    en: 'The reasons, and what to do about each, stand under “Refused documents”.',
  },
  'alarm.silent': { he: 'מקור לא הביא דבר זה ימים', en: 'A source has brought nothing for days' },
  'alarm.silent.do': {
    he: 'בדקו במקור עצמו אם יש בו החלטות חדשות, ואם הגישה אליו תקינה.',
    en: 'Look at the source itself: whether it has new decisions, and whether it can be reached.',
  },
  'alarm.limited': { he: 'ספק המודל ביקש להמתין', en: 'The provider of the model asked to wait' },
  'alarm.limited.do': {
    he: 'אין צורך לעשות דבר: העבודה תימשך מעצמה במועד שכתוב בהודעה.',
    en: 'Nothing to do: the work goes on by itself at the time in the message.',
  },
  'alarm.spending': { he: 'ההוצאה היומית קרובה לתקרה', en: 'Today’s spending is near its cap' },
  'alarm.spending.do': {
    he: 'הגדילו את התקרה, או המתינו למחר.',
    en: 'Raise the cap, or wait for tomorrow.',
  },
  'alarm.withdrawn': {
    he: 'החלטה שהוסרה עדיין נמצאת בחיפוש: אין לצטט אותה',
    en: 'A withdrawn decision is still found: do not cite it',
  },
  'alarm.withdrawn.do': {
    he: 'הריצו ezer doctor, ואל תשתמשו בהחלטה.',
    en: 'Run ezer doctor, and do not use the decision.',
  },
  'alarm.unknown.do': {
    he: 'קראו את ההודעה; ההתראה תיסגר מעצמה כשהסיבה תיעלם.',
    en: 'Read the message; the alarm closes by itself when its cause is gone.',
  },
} as const satisfies Record<string, Message>;
