import type { Message } from '../message.ts';

/** The page that explains: what this is, the first hour, keys, citing, terms, what to do when. */
export const HELP_MESSAGES = {
  'help.lead': {
    he: 'מה יש כאן, מה עושים בשעה הראשונה, ומה מותר לצטט.',
    en: 'What this is, what to do in the first hour, and what may be cited.',
  },
  'help.contents': { he: 'בדף הזה', en: 'On this page' },

  'help.what': { he: 'מה זה', en: 'What this is' },
  'help.what.1': {
    he: 'עזר משפטי הוא ספריית פסיקה שפועלת אצלכם. היא קולטת החלטות, מזהה בכל אחת את בית המשפט, מספר התיק, ההרכב, הצדדים והתוצאה, ומציעה את ההלכות שנקבעו בה, כל אחת קשורה למילים המדויקות של בית המשפט.',
    en: 'Ezer Mishpati is a library of case law that runs with you. It takes in decisions, finds court, docket, panel, parties and outcome of each, and proposes the rules of law laid down in it, each tied to the exact words of the court.',
  },
  'help.what.2': {
    he: 'המכונה מציעה ואדם מחליט. הצעה אינה ניתנת לציטוט לפני שאדם אישר אותה, והמכונה אינה משנה ואינה מוחקת החלטה של אדם.',
    en: 'The machine proposes, a person decides. A proposal may not be cited before a person approved it, and the machine never changes or deletes what a person decided.',
  },
  'help.what.3': {
    he: 'ספריית הדוגמאות כולה בדיונית ומסומנת ככזאת. היא נועדה להיכרות; אין לצטט ממנה.',
    en: 'The sample library is fiction throughout and marked so. It is there to get to know the system; cite nothing from it.',
  },

  'help.hour': { he: 'השעה הראשונה', en: 'The first hour' },
  'help.hour.account': { he: 'פתיחת חשבון', en: 'Make an account' },
  'help.hour.account.text': {
    he: 'בחלון שבו הופעלה המערכת מופיע קישור חד־פעמי לחשבון הראשון, שהוא חשבון ניהול. לקריאה במחשב הזה אין צורך בחשבון; לכל פעולה נדרשת כניסה, והיא נרשמת בשמכם.',
    en: 'The window in which the system was started shows a one-time link to the first account, an administrator. Reading on this machine needs no account; every act needs a sign-in and is recorded in your name.',
  },
  'help.hour.search': { he: 'חיפוש', en: 'Search' },
  'help.hour.search.text': {
    he: 'חפשו במילים, בצירוף מדויק במירכאות או במספר תיק. החיפוש מוצא מילה גם עם ה״א הידיעה ואותיות השימוש, ומראה הלכות מאושרות ואת ההחלטות עצמן.',
    en: 'Search by words, by an exact phrase in quotation marks, or by a docket. A word is found with its article and prefixes too; what is shown are approved halachot and the decisions themselves.',
  },
  'help.hour.read': { he: 'קריאת החלטה', en: 'Read a decision' },
  'help.hour.read.text': {
    he: 'ההלכות מסומנות בגוף ההחלטה, אזכורים הם קישורים, ולכל פרט (תאריך, הרכב, תוצאה) כתוב מאין נלקח.',
    en: 'Halachot are marked in the text, citations are links, and every detail (date, panel, outcome) says where it was taken from.',
  },
  'help.hour.review': { he: 'אישור הלכות', en: 'Review' },
  'help.hour.review.text': {
    he: 'בתור האישור כל הצעה מוצגת בתוך הפסקה שלה. אשרו, ערכו, דחו או השהו, בלחצנים או במקשים. כל פעולה ניתנת לביטול.',
    en: 'In the queue each proposal stands inside its paragraph. Approve, edit, reject or defer it, by buttons or by keys. Every act can be undone.',
  },
  'help.hour.own': { he: 'ההחלטות שלכם', en: 'Your own decisions' },
  'help.hour.own.text': {
    he: 'העלו קובץ או תיקייה: txt, ‏html, ‏docx, ‏pdf או jsonl. קובץ שאי אפשר לקרוא בוודאות מסורב עם נימוק, והשאר נקלט.',
    en: 'Upload a file or a folder: txt, html, docx, pdf or jsonl. A file that cannot be read for certain is refused with a reason, and the rest is taken in.',
  },

  'help.keys': { he: 'מקשים', en: 'Keys' },
  'help.keys.about': {
    he: 'המקשים פועלים בתור האישור, גם כשהמקלדת בעברית, ואינם פועלים בזמן כתיבה בשדה. כל מה שהם עושים אפשר לעשות גם בלעדיהם.',
    en: 'The keys work in the review queue, in the Hebrew keyboard layout too, and not while you write in a field. Everything they do can be done without them.',
  },
  'help.keys.key': { he: 'מקש', en: 'Key' },
  'help.keys.window': { he: 'חלון המקשים', en: 'the window of keys' },
  'help.keys.does': { he: 'פעולה', en: 'What it does' },

  'help.cite': { he: 'מה מותר לצטט', en: 'What may be cited' },
  'help.cite.yes': { he: 'ניתן לציטוט', en: 'May be cited' },
  'help.cite.yes.approved': {
    he: 'הלכה שמצבה ״מאושרת״ או ״פורסמה״, יחד עם ההחלטה שבה נאמרה.',
    en: 'A halacha whose state is “approved” or “published”, together with the decision that it stands in.',
  },
  'help.cite.yes.decision': {
    he: 'ההחלטה עצמה. הנוסח המחייב הוא זה שפרסם בית המשפט; לפני הגשה השוו אליו.',
    en: 'The decision itself. The binding text is the one that the court published; compare before you file.',
  },
  'help.cite.no': { he: 'אין לצטט', en: 'Not to be cited' },
  'help.cite.no.proposed': {
    he: 'הצעה, הלכה שהושהתה או הלכה שנדחתה.',
    en: 'A proposal, a deferred halacha or a rejected one.',
  },
  'help.cite.no.reverify': {
    he: 'הלכה מאושרת שמסומנת לאימות מחדש: נוסח ההחלטה השתנה מאז האישור.',
    en: 'An approved halacha that is marked to be verified again: the text of the decision has changed since.',
  },
  'help.cite.no.digest': {
    he: 'תקציר. תקציר מפנה אל החלטה ואינו מקור; מצטטים את ההחלטה.',
    en: 'A digest. A digest points at a decision and is no source; cite the decision.',
  },
  'help.cite.no.samples': { he: 'דבר מספריית הדוגמאות.', en: 'Anything of the sample library.' },
  'help.cite.committee': {
    he: 'החלטה של ועדת ערר או ועדת תכנון מסומנת ככזאת, ואינה מוצגת כפסיקה של בית משפט.',
    en: 'A decision of an appeals or planning committee is marked as such and never shown as case law of a court.',
  },

  'help.terms': { he: 'מונחים', en: 'Terms' },
  'help.terms.halacha': { he: 'הלכה', en: 'Halacha' },
  'help.terms.halacha.text': {
    he: 'כלל משפטי שבית המשפט קבע, פירש או חזר עליו, והציטוט המדויק שנושא אותו.',
    en: 'A rule of law that a court laid down, interpreted or restated, with the exact quote that carries it.',
  },
  'help.terms.principle': { he: 'עיקרון', en: 'Principle' },
  'help.terms.principle.text': {
    he: 'אותו כלל בהחלטות אחדות: מתי נאמר לראשונה, מתי לאחרונה, ומי חזר עליו.',
    en: 'The same rule across decisions: when it was said first, when last, and who restated it.',
  },
  'help.terms.state': { he: 'מצב', en: 'State' },
  'help.terms.state.text': {
    he: 'מוצעת: המנוע הציע. מאושרת: אדם אישר. הושהתה: ממתינה להכרעה. נדחתה: אדם קבע שאינה הלכה.',
    en: 'Proposed: by the engine. Approved: by a person. Deferred: left for later. Rejected: a person found that it is none.',
  },
  'help.terms.kind': { he: 'סוג האמירה', en: 'Kind' },
  'help.terms.kind.text': {
    he: 'הלכה, פרשנות, סדר דין, יישום על עובדות המקרה, או אמרת אגב.',
    en: 'Holding, interpretive, procedural, application to the facts of the case, or obiter.',
  },
  'help.terms.digest': { he: 'תקציר', en: 'Digest' },
  'help.terms.digest.text': {
    he: 'גיליון שמספר על החלטות חדשות. המערכת מקשרת אותו להחלטות שבספרייה ומבקשת את החסרות.',
    en: 'An issue that tells of new decisions. The system links it to the decisions of the library and asks for those that are missing.',
  },
  'help.terms.gap': { he: 'חסר', en: 'Gap' },
  'help.terms.gap.text': {
    he: 'החלטה שמפנים אליה ואינה בספרייה. חסר נסגר מעצמו כשההחלטה נקלטת.',
    en: 'A decision that is referred to and not in the library. A gap closes by itself when the decision is taken in.',
  },
  'help.terms.reverify': { he: 'אימות מחדש', en: 'Verify again' },
  'help.terms.reverify.text': {
    he: 'בית המשפט פרסם נוסח מתוקן, והציטוט אינו עומד בו עוד כלשונו. יש לבדוק ולאשר שוב.',
    en: 'The court published a corrected text, and the quote no longer stands in it word for word. Check it and approve it again.',
  },
  'help.terms.job': { he: 'משימה', en: 'Job' },
  'help.terms.job.text': {
    he: 'תהליך קצר שמתחיל בדקה קבועה, עושה את העבודה שממתינה ומסתיים. עצירה פתאומית אינה מאבדת דבר.',
    en: 'A short process that starts at its minute, does the work that waits, and ends. A sudden stop loses nothing.',
  },

  'help.when': { he: 'מה עושים כאשר…', en: 'What to do when…' },
  'help.when.notFound': { he: 'החלטה אינה נמצאת בחיפוש', en: 'A decision is not found' },
  'help.when.notFound.text': {
    he: 'חפשו לפי מספר התיק. אם היא ברשימת החסרים, הספרייה יודעת עליה ואין בידה הטקסט: העלו אותו. אם הקובץ סורב, הסיבה כתובה בדף התפעול.',
    en: 'Search by its docket. If it is on the list of gaps, the library knows of it and lacks the text: upload it. If a file was refused, the reason stands on the operations page.',
  },
  'help.when.wrong': { he: 'פרט של החלטה שגוי', en: 'A detail of a decision is wrong' },
  'help.when.wrong.text': {
    he: 'ליד כל פרט כתוב מאין נלקח. טעות של המנוע היא דבר שכדאי לדווח עליו; ההלכות והציטוטים אינם תלויים בפרט הזה.',
    en: 'Every detail says where it was taken from. A mistake of the engine is worth a report; halachot and quotes do not depend on that detail.',
  },
  'help.when.mistake': { he: 'אישרתם בטעות', en: 'You approved by mistake' },
  'help.when.mistake.text': {
    he: 'מיד: המקש U או ״ביטול הפעולה״. מאוחר יותר: פתחו את ההלכה והחזירו אותה לתור. שתי הפעולות נשארות ביומן.',
    en: 'At once: the key U or “Undo”. Later: open the halacha and put it back into the queue. Both acts stay on record.',
  },
  'help.when.session': { he: 'החיבור הסתיים באמצע כתיבה', en: 'Your session ended while you were writing' },
  'help.when.session.text': {
    he: 'היכנסו שוב: מה שכתבתם נשמר ומחכה לשליחה.',
    en: 'Sign in again: what you wrote is kept, ready to be sent.',
  },
  'help.when.alarm': { he: 'דף התפעול מראה התראה', en: 'The operations page shows an alarm' },
  'help.when.alarm.text': {
    he: 'ליד כל התראה כתוב מה קרה ומה עושים. רוב העבודות חוזרות מעצמן; מה שדורש אדם נקרא ״דורש אדם״.',
    en: 'Each alarm says what happened and what to do. Most work comes back by itself; what needs a person is called so.',
  },
  'help.when.password': { he: 'שכחתם סיסמה', en: 'You forgot your password' },
  'help.when.password.text': {
    he: 'מי שיש לו הרשאת ניהול יוצר לכם קישור חד־פעמי בדף החשבונות.',
    en: 'An administrator makes a one-time link for you on the page of accounts.',
  },
  'help.guides': {
    he: 'מדריכים מלאים, לעורכי דין ולמפעילים, נמצאים בתיקייה docs/guides של ההתקנה. כל רכיבי התצוגה נמצאים בדף העיצוב.',
    en: 'Whole guides, for lawyers and for operators, are in the folder docs/guides of the installation. All parts of the pages are shown on the design page.',
  },
  'help.design': { he: 'לדף העיצוב', en: 'To the design page' },
  'help.go.search': { he: 'לחיפוש', en: 'Search' },
  'help.go.review': { he: 'לתור האישור', en: 'To the queue' },
  'help.go.upload': { he: 'להעלאה', en: 'Upload' },
  'help.go.signIn': { he: 'לכניסה', en: 'Sign in' },
  'help.go.gaps': { he: 'לרשימת החסרים', en: 'To the gaps' },
  'help.go.operations': { he: 'לדף התפעול', en: 'To operations' },
} as const satisfies Record<string, Message>;
