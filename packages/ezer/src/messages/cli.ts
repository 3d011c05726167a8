import type { Message } from './message.ts';

/** What the command line says. */
export const CLI_MESSAGES = {
  'cli.about': {
    he: 'עזר משפטי: ספרייה של פסיקה ישראלית, והלכות הקשורות למילותיהן המדויקות',
    en: 'Ezer Mishpati: a library of Israeli case law, and its rules tied to their exact words',
  },
  'cli.option.json': { he: 'פלט JSON במקום טקסט', en: 'JSON instead of text' },
  'cli.option.lang': { he: 'שפת ההודעות: he או en', en: 'language of messages: he or en' },
  'cli.option.limit': { he: 'כמה תוצאות לכל היותר', en: 'at most this many results' },
  'cli.option.dryRun': {
    he: 'רק להראות מה היה קורה, בלי לשנות דבר',
    en: 'only show what would happen, change nothing',
  },
  'cli.example': { he: 'דוגמה:', en: 'Example:' },
  'cli.error': { he: 'שגיאה: {message}', en: 'error: {message}' },
  'cli.noDatabase': {
    he: 'שגיאה: מסד הנתונים אינו עונה ({problem}): הפעילו אותו או תקנו את DATABASE_URL; ezer doctor יאמר עוד',
    en: 'error: the database does not answer ({problem}): start it or mend DATABASE_URL; ezer doctor says more',
  },
  'cli.wrong.unknownCommand': { he: 'שגיאה: אין פקודה {what}', en: 'error: there is no command {what}' },
  'cli.wrong.unknownOption': { he: 'שגיאה: אין אפשרות {what}', en: 'error: there is no option {what}' },
  'cli.wrong.missingArgument': { he: 'שגיאה: חסר {what}; ראו --help', en: 'error: {what} is missing; see --help' },
  'cli.wrong.excessArguments': {
    he: 'שגיאה: יותר מדי ארגומנטים ל-{what}; ראו --help',
    en: 'error: too many arguments for {what}; see --help',
  },
  'cli.wrong.optionMissingArgument': { he: 'שגיאה: חסר ערך ל-{what}', en: 'error: {what} lacks its value' },
  'cli.wrong.hint': { he: ' (האם התכוונתם ל-{hint}?)', en: ' (did you mean {hint}?)' },
  'cli.help.usage': { he: 'שימוש:', en: 'Usage:' },
  'cli.help.arguments': { he: 'ארגומנטים:', en: 'Arguments:' },
  'cli.help.options': { he: 'אפשרויות:', en: 'Options:' },
  'cli.help.global': { he: 'אפשרויות של כל הפקודות:', en: 'Global Options:' },
  'cli.help.commands': { he: 'פקודות:', en: 'Commands:' },
  'cli.help.option': { he: 'העזרה הזאת', en: 'this help' },
  'cli.help.command': { he: 'העזרה של פקודה', en: 'help of a command' },
  'cli.nothing': { he: 'אין מה להראות', en: 'nothing to show' },
  'cli.notANumber': { he: '{value} אינו מספר שלם גדול מאפס', en: '{value} is not a whole number above zero' },

  'config.about': { he: 'ההגדרות, ומאין באה כל אחת', en: 'the settings, and where each one comes from' },

  'run.about': {
    he: 'מריץ משימה אחת עד שאין עבודה או שהתקציב נגמר',
    en: 'runs one job until there is nothing left or its budget is spent',
  },
  'run.job': { he: 'שם המשימה: {jobs}', en: 'name of the job: {jobs}' },
  'run.unknownJob': { he: 'אין משימה בשם {job}; המשימות: {known}', en: 'there is no job {job}; the jobs are: {known}' },

  'ingest.about': {
    he: 'קורא קבצים או תיקיות אל הספרייה (txt, html, docx, pdf, jsonl); מסתיים ב־1 כל עוד קובץ נדחה, גם אם כבר נדחה קודם',
    en: 'reads files or folders into the library (txt, html, docx, pdf, jsonl); ends with 1 while a file is refused, also one refused before',
  },
  'ingest.path': { he: 'קובץ או תיקייה', en: 'a file or a folder' },
  'ingest.textField': { he: 'השדה בשורת jsonl שבו הטקסט', en: 'field of a .jsonl line that holds the text' },
  'ingest.idField': { he: 'השדה בשורת jsonl שבו המזהה', en: 'field of a .jsonl line that names it' },
  'ingest.progress': { he: 'קליטת החלטות', en: 'ingesting decisions' },
  'ingest.refused': { he: 'סורב: {ref}: {detail} ({reason})', en: 'refused: {ref}: {detail} ({reason})' },
  'ingest.summary': {
    he: 'נקלטו {ingested}, כפולים {duplicate}, ללא שינוי {unchanged}, סורבו {refused}',
    en: 'ingested {ingested}, duplicates {duplicate}, unchanged {unchanged}, refused {refused}',
  },
  'ingest.next': {
    he: 'עכשיו: ezer run metadata-drain ואחריו ezer run halacha-drain (או ezer start, שמריץ הכול לפי לוח הזמנים)',
    en: 'next: ezer run metadata-drain, then ezer run halacha-drain (or ezer start, which runs everything by the timetable)',
  },
  'ingest.wouldRead': { he: 'היו נקראים {count} מסמכים', en: '{count} document(s) would be read' },

  'extract.about': {
    he: 'קורא קבצים או תיקיות ומדפיס מה נמצא בהם; בלי מסד נתונים',
    en: 'reads files or folders and prints what is in them; needs no database',
  },
  'extract.path': {
    he: 'קובץ או תיקייה (txt, html, docx, pdf; בקובץ jsonl כל שורה היא החלטה)',
    en: 'a file or a folder (txt, html, docx, pdf; in a .jsonl file each line is a decision)',
  },
  'extract.jsonl': { he: 'אובייקט JSON אחד לכל החלטה', en: 'one JSON object a decision' },
  'extract.explain': {
    he: 'להראות מדוע נבחר או הושאר כל משפט שנשקל',
    en: 'show why each sentence that was weighed was taken or left',
  },
  'extract.taken': {
    he: 'נבחר: {score} נקודות מתוך {needed} הדרושות',
    en: 'taken: {score} points of {needed} needed',
  },
  'extract.left': {
    he: 'הושאר: {score} נקודות מתוך {needed} הדרושות',
    en: 'left: {score} points of {needed} needed',
  },
  'extract.part': {
    he: 'ממשיך את הכלל שלפניו: {score} נקודות',
    en: 'continues the rule before it: {score} points',
  },
  'extract.section.header': { he: 'כותרת', en: 'header' },
  'extract.section.background': { he: 'רקע', en: 'background' },
  'extract.section.arguments': { he: 'טענות הצדדים', en: 'the parties’ arguments' },
  'extract.section.lower-court': { he: 'הערכאה הקודמת', en: 'the lower court' },
  'extract.section.discussion': { he: 'דיון והכרעה', en: 'reasoning' },
  'extract.section.ruling': { he: 'תוצאה', en: 'ruling' },
  'extract.section.signature': { he: 'חתימה', en: 'signature' },
  'extract.section.unknown': { he: 'חלק לא ידוע', en: 'part unknown' },
  'extract.voice.court': { he: 'בית המשפט מדבר', en: 'the court speaks' },
  'extract.voice.party': { he: 'צד מדבר', en: 'a party speaks' },
  'extract.voice.lower-court': { he: 'הערכאה הקודמת מדברת', en: 'the lower court speaks' },
  'extract.none': { he: 'לא נמצאו הלכות', en: 'no halachot found' },

  'search.about': { he: 'חיפוש בהחלטות ובהלכות', en: 'searches decisions and halachot' },
  'search.words': {
    he: 'מילים, תיק (ע"א 1234/30) או שם חוק',
    en: 'words, a docket (ע"א 1234/30) or the name of a law',
  },
  'search.only': {
    he: 'רק decisions (של בתי משפט), רק committees (החלטות ועדה) או רק halachot',
    en: 'only decisions (of courts), only committees (their decisions) or only halachot',
  },
  'search.all': {
    he: 'גם הלכות שטרם אושרו (מסומנות; אין לצטט אותן)',
    en: 'also halachot that nobody has approved (marked; not to be cited)',
  },
  'search.none': {
    he: 'לא נמצא דבר עבור: {query}. נסו פחות מילים, או --all כדי לכלול הלכות שטרם אושרו',
    en: 'nothing found for: {query}. Try fewer words, or --all to include halachot not yet approved',
  },
  'search.empty': { he: 'אין בשאילתה אף מילה או מספר', en: 'the query has no word and no number' },
  'search.count': { he: '{count} תוצאות', en: '{count} results' },

  'show.about': {
    he: 'מראה החלטה אחת: פרטים, אזכורים והלכות',
    en: 'shows one decision: metadata, citations, halachot',
  },
  'show.what': { he: 'מספר תיק, או מזהה של החלטה או הלכה', en: 'a docket, or the id of a decision or a halacha' },
  'show.text': { he: 'גם הטקסט, ובו ההלכות מסומנות', en: 'the text too, with the halachot marked in it' },
  'show.none': {
    he: 'אין בספרייה {what}; ezer search מחפש לפי מילים',
    en: 'the library has no {what}; ezer search looks for words',
  },
  'show.many': { he: '{count} החלטות בתיק {what}:', en: '{count} decisions in {what}:' },

  'withdraw.about': {
    he: 'מסיר החלטה מן הספרייה לצמיתות, כגון בשל צו איסור פרסום: הטקסט, ההלכות והקובץ השמור',
    en: 'withdraws a decision for good, such as by a publication ban: its text, its halachot, the stored file',
  },
  'withdraw.what': { he: 'מספר תיק, או מזהה של החלטה', en: 'a docket, or the id of a decision' },
  'withdraw.reason': {
    he: 'מדוע, כגון הצו; נשמר ביומן הפעולות',
    en: 'why, such as the order of the court; kept in the record',
  },
  'withdraw.longReason': { he: 'הסיבה ארוכה מ־{longest} תווים', en: 'the reason is longer than {longest} characters' },
  'withdraw.several': {
    he: 'בתיק {what} יש {count} החלטות; תנו את המזהה של האחת:',
    en: 'there are {count} decisions in {what}; give the id of one:',
  },
  'withdraw.would': {
    he: 'יוסרו: נוסחים {versions}, הלכות {halachot} (מהן שנבדקו בידי אדם: {reviewed}). אזכורים שיישארו בלי יעד: {citedBy}. דבר לא השתנה.',
    en: 'would go: texts {versions}, halachot {halachot} (decided by people: {reviewed}). Citations left without a target: {citedBy}. Nothing was changed.',
  },
  'withdraw.done': {
    he: 'הוסרו: נוסחים {versions}, הלכות {halachot} (מהן שנבדקו בידי אדם: {reviewed}). אזכורים שנותרו בלי יעד: {citedBy}.',
    en: 'gone: texts {versions}, halachot {halachot} (decided by people: {reviewed}). Citations left without a target: {citedBy}.',
  },
  'withdraw.already': { he: 'הוסרה כבר; דבר לא השתנה', en: 'withdrawn already; nothing was changed' },
  'withdraw.files': {
    he: 'הקבצים שמהם באה; מחקו אותם במקומם:',
    en: 'the files that it came from; delete them where they lie:',
  },
  'withdraw.backups': {
    he: 'בגיבויים ישנים היא נותרה: אחרי שחזור של אחד מהם הסירו אותה שוב.',
    en: 'Older backups still hold it: after restoring one of them, withdraw it again.',
  },

  'review.about': {
    he: 'עובר על תור האישור: אישור, עריכה, דחייה, השהיה',
    en: 'walks the review queue: approve, edit, reject, defer',
  },
  'review.reader': { he: 'שם הקורא המאשר (ברירת מחדל: שם המשתמש)', en: 'who is reviewing (default: the user name)' },
  'review.list': { he: 'רק להראות את התור', en: 'only show the queue' },
  'review.act': {
    he: 'פעולה אחת בלי מסך: approve, edit, reject, defer, reopen',
    en: 'one act without the screen: approve, edit, reject, defer, reopen',
  },
  'review.id': { he: 'מזהה ההלכה לפעולה אחת', en: 'the halacha for a single act' },
  'review.principle': { he: 'המשפט הכללי (לעריכה)', en: 'the general sentence (for edit)' },
  'review.reason': { he: 'נימוק', en: 'the reason' },
  'review.keys': {
    he: '[a] אישור  [e] עריכה  [r] דחייה  [d] השהיה  [s] דילוג  [u] ביטול האחרונה  [q] יציאה',
    en: '[a]pprove  [e]dit  [r]eject  [d]efer  [s]kip  [u]ndo last  [q]uit',
  },
  'review.done': { he: '{state}: {quote}', en: '{state}: {quote}' },
  'review.empty': { he: 'תור האישור ריק', en: 'the review queue is empty' },
  'review.left': { he: 'נותרו {count}', en: '{count} left' },
  'review.askPrinciple': { he: 'המשפט הכללי: ', en: 'The general sentence: ' },
  'review.askReason': { he: 'נימוק (רשות): ', en: 'Reason (optional): ' },
  'review.noTerminal': {
    he: 'אין כאן מסוף; השתמשו ב---list, או ב---act עם --id',
    en: 'this is not a terminal; use --list, or --act with --id',
  },
  'review.unknownAct': { he: 'אין פעולה {act}; הפעולות: {known}', en: 'there is no act {act}; the acts are: {known}' },
  'review.noUndo': { he: 'אין מה לבטל', en: 'nothing to undo' },

  'status.about': { he: 'מצב הספרייה, התורים והמשימות', en: 'state of the library, the queues and the jobs' },
  'status.decisions': {
    he: 'החלטות: {visible} (קוטלגו {catalogued}, בלי מספר תיק {withoutDocket}, מוחזקות {held})',
    en: 'decisions: {visible} (catalogued {catalogued}, without a docket {withoutDocket}, held {held})',
  },
  'status.documents': { he: 'מסמכים: נקראו {read}, סורבו {refused}', en: 'documents: read {read}, refused {refused}' },
  'status.refusal': {
    he: '  סורבו {count}: {reason} (למשל {latest})',
    en: '  refused {count}: {reason} (such as {latest})',
  },
  'status.source': {
    he: '  מקור שאינו נגיש: {name}: {error}',
    en: '  a source that cannot be reached: {name}: {error}',
  },
  'status.halachot': { he: 'הלכות: {states}', en: 'halachot: {states}' },
  'status.citations': { he: 'אזכורים: {states}', en: 'citations: {states}' },
  'status.digests': { he: 'תקצירים: {issues} (נקראו {read})', en: 'digests: {issues} (read {read})' },
  'status.gaps': { he: 'חסרים: {open}', en: 'gaps: {open}' },
  'status.gap': { he: '  {wanted} ({demand})', en: '  {wanted} ({demand})' },
  'status.queues': { he: 'תורים:', en: 'queues:' },
  'status.jobs': { he: 'משימות:', en: 'jobs:' },
  'status.running': { he: 'רצה', en: 'running' },
  'status.alarms': { he: 'התראות פתוחות:', en: 'open alarms:' },
  'status.noAlarms': { he: 'אין התראות פתוחות', en: 'no open alarms' },
  'status.none': { he: 'אין', en: 'none' },

  'queue.about': { he: 'התורים: עומק, פריטים שנתקעו, והפעלה מחדש', en: 'the queues: depth, stuck items, redrive' },
  'queue.list': { he: 'מצב התורים והפריטים שדורשים אדם', en: 'state of the queues, and items that need a person' },
  'queue.redrive': {
    he: 'מחזיר לעבודה פריטים מתים, מוחזקים או ישנים',
    en: 'puts dead, held or stale items back to work',
  },
  'queue.redriven': { he: 'הוחזרו לעבודה {count} פריטים', en: 'put {count} item(s) back to work' },
  'queue.queue': { he: 'שם התור', en: 'name of the queue' },
  'queue.unknown': {
    he: 'אין תור בשם {queue}; התורים: {known}',
    en: 'there is no queue {queue}; the queues are: {known}',
  },
  'queue.subject': { he: 'פריט אחד בלבד', en: 'one item only' },
  'queue.disable': {
    he: 'מפסיק משימה (ריצה נוכחית נעצרת אחרי הפריט שבידה)',
    en: 'stops a job (a running one after its item)',
  },
  'queue.enable': { he: 'מפעיל משימה שהופסקה', en: 'lets a stopped job run again' },
  'queue.request': { he: 'מבקש ריצה של משימה', en: 'asks for a run of a job' },
  'queue.reason': { he: 'הסיבה, לתיעוד', en: 'the reason, for the record' },
  'queue.needsReason': { he: 'יש לומר מדוע: --reason "…"', en: 'say why: --reason "…"' },
  'queue.controlSet': { he: '{job}: {state}', en: '{job}: {state}' },
  'queue.requested': { he: 'התבקשה ריצה של {job}', en: 'a run of {job} was requested' },
  'queue.enabled': { he: 'פעילה', en: 'enabled' },
  'queue.disabled': { he: 'מופסקת', en: 'disabled' },
  'queue.trouble': { he: 'דורשים אדם:', en: 'need a person:' },
} as const satisfies Record<string, Message>;
