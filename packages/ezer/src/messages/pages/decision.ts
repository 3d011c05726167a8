import type { Message } from '../message.ts';

/** What the pages of a decision and of a docket say. */
export const DECISION_MESSAGES = {
  'decision.text': { he: 'נוסח ההחלטה', en: 'Text of the decision' },
  'decision.beside': { he: 'על ההחלטה', en: 'About the decision' },
  'decision.jumps': { he: 'בדף זה', en: 'On this page' },
  'decision.moreDockets': { he: 'ועוד {count} תיקים', en: 'and {count} more dockets' },
  'decision.mark': { he: 'הלכה {number}, {state}: לדף ההלכה', en: 'halacha {number}, {state}: to its page' },
  'legend.approved': { he: 'הלכה מאושרת', en: 'approved halacha' },
  'legend.proposed': {
    he: 'הלכה מוצעת: אין לצטט לפני אישור',
    en: 'proposed halacha: not to be cited before approval',
  },
  'legend.deferred': {
    he: 'הלכה שהושהתה: אין לצטט לפני אישור',
    en: 'deferred halacha: not to be cited before approval',
  },

  'decision.held': { he: 'ההחלטה מוחזקת.', en: 'This decision is held.' },
  'decision.held.text': {
    he: 'היא אינה מופיעה בחיפוש עד שאדם יבדוק אותה.',
    en: 'It is not found by search until a person has looked at it.',
  },
  'decision.old': {
    he: 'זהו נוסח קודם, מספר {number}, שנקלט ב־{day}.',
    en: 'This is an older text, number {number}, taken in on {day}.',
  },
  'decision.old.current': { he: 'לנוסח העדכני', en: 'To the current text' },
  'decision.doubts': { he: 'לתשומת הלב, בקריאת הקובץ:', en: 'Note, on the reading of the file:' },
  'decision.lowOrder': {
    he: 'סדר האותיות נקבע בביטחון נמוך ({percent}%); יש להשוות לקובץ המקורי',
    en: 'the order of the letters is not sure ({percent}%); compare with the original file',
  },

  'decision.halachot': { he: 'הלכות', en: 'Halachot' },
  'decision.halachot.none': {
    he: 'ההחלטה נקראה, ולא נמצאה בה הלכה.',
    en: 'The decision was read, and no halacha was found in it.',
  },
  'decision.halachot.unread': {
    he: 'ההחלטה ממתינה לקריאה. הלכות יופיעו כאן לאחר המשימה ״חילוץ הלכות״.',
    en: 'The decision waits to be read. Halachot appear here after the job “halachot”.',
  },
  'decision.halachot.earlier': { he: 'מנוסח קודם', en: 'Of an earlier text' },
  'decision.halachot.rejected': { he: 'נדחו בבדיקה: {count}', en: 'Rejected on review: {count}' },
  'decision.contents': { he: 'תוכן', en: 'Contents' },
  'decision.about': { he: 'פרטים', en: 'Details' },
  'decision.citedBy': { he: 'מצטטים אותה', en: 'Cited by' },
  'decision.citedBy.none': {
    he: 'אין בספרייה החלטה שמצטטת את ההחלטה הזו.',
    en: 'No decision of the library cites this one.',
  },
  'decision.citedBy.more': { he: 'ועוד {count}', en: 'and {count} more' },
  'decision.citation': { he: 'להעתקה', en: 'To copy' },

  'field.dockets': { he: 'תיק', en: 'Docket' },
  'field.kind': { he: 'סוג', en: 'Kind' },
  'field.court': { he: 'ערכאה', en: 'Court' },
  'field.date_given': { he: 'ניתנה ביום', en: 'Given on' },
  'field.outcome': { he: 'תוצאה', en: 'Outcome' },
  'field.judges': { he: 'בהרכב', en: 'Panel' },
  'field.applicants': { he: 'צד פותח', en: 'Moving party' },
  'field.respondents': { he: 'צד משיב', en: 'Responding party' },
  'field.others': { he: 'צדדים נוספים', en: 'Other parties' },
  'decision.field.none': { he: 'לא נמצא', en: 'not found' },
  'decision.moreNames': { he: 'ועוד {count}', en: 'and {count} more' },
  'decision.confidence': { he: 'ביטחון {percent}%', en: '{percent}% sure' },
  'origin.document': { he: 'מן המסמך', en: 'from the document' },
  'origin.portal': { he: 'מאתר בית המשפט', en: 'from the court’s site' },
  'origin.person': { he: 'קבע אדם', en: 'set by a person' },

  'decision.file': { he: 'הקובץ והנוסחים', en: 'File and versions' },
  'decision.received': { he: 'נקלט ב־{time}, {size}', en: 'taken in on {time}, {size}' },
  'decision.download': { he: 'להורדת הקובץ המקורי', en: 'Download the original file' },
  'decision.repairs': { he: 'תוקן בקריאה:', en: 'Put right in reading:' },
  'decision.versions': { he: 'נוסחים', en: 'Versions' },
  'decision.current': { he: 'עדכני', en: 'current' },
  'decision.noFile': { he: 'הקובץ המקורי אינו במאגר', en: 'The original file is not in the store' },
  'decision.noFile.text': {
    he: 'הנוסח שנקרא ממנו שמור ומוצג. מי שמנהל את הספרייה יכול להשיב את הקובץ מגיבוי (ezer restore).',
    en: 'The text that was read from it is kept and shown. An administrator can bring the file back from a backup (ezer restore).',
  },
  'decision.back': { he: 'חזרה להחלטה', en: 'Back to the decision' },

  'change.citation': { he: 'תיקון הפניות', en: 'citations corrected' },
  'change.substantive': { he: 'שינוי מהותי', en: 'substantive change' },
  'change.metadata': { he: 'תיקון פרטים', en: 'details corrected' },
  'change.anonymisation': { he: 'השמטת שמות', en: 'names removed' },

  'repair.nul': { he: 'תווים ריקים', en: 'empty characters' },
  'repair.lone-surrogate': { he: 'תווים חצויים', en: 'halves of characters' },
  'repair.control-character': { he: 'תווי בקרה', en: 'control characters' },
  'repair.undecodable-bytes': { he: 'בתים שאין להם אות', en: 'bytes without a letter' },
  'repair.mojibake': { he: 'אותיות בקידוד שגוי', en: 'letters in a wrong encoding' },
  'repair.visual-order': { he: 'סדר אותיות הפוך', en: 'letters in visual order' },
  'repair.bidi-mark': { he: 'סימני כיוון', en: 'direction marks' },
  'repair.mirrored-bracket': { he: 'סוגריים הפוכים', en: 'mirrored brackets' },
  'repair.doubled-glyph': { he: 'אותיות כפולות', en: 'doubled letters' },
  'repair.running-line': { he: 'כותרות עמוד חוזרות', en: 'running heads' },
  'warning.hidden-text': { he: 'טקסט נסתר לא נקרא', en: 'hidden text was left out' },
  'warning.deleted-text': { he: 'טקסט שסומן כמחוק לא נקרא', en: 'text marked as deleted was left out' },
  'warning.automatic-numbering': {
    he: 'מספור אוטומטי של Word אינו חלק מהטקסט',
    en: 'automatic numbers of Word are not in the text',
  },
  'warning.rotated-text': { he: 'טקסט מסובב (חותמת) לא נקרא', en: 'turned text (a stamp) was left out' },
  'warning.page-without-text': { he: 'עמוד ללא טקסט', en: 'a page without text' },
  'warning.order-by-neighbours': {
    he: 'סדר השורות נקבע לפי שכנותיהן',
    en: 'order of lines taken from their neighbours',
  },
  'warning.encoding-guessed': { he: 'קידוד האותיות זוהה מתוך הקובץ', en: 'the encoding was decided from the bytes' },
  'warning.unmapped-glyphs': { he: 'תווים שהקובץ אינו מפרש לא נקראו', en: 'glyphs without a letter were left out' },

  'docket.several': {
    he: 'בתיק הזה {count} החלטות. באיזו מהן לעיין?',
    en: 'There are {count} decisions in this docket. Which one?',
  },
  'docket.missing': {
    he: 'ההחלטה אינה בספרייה, והיא רשומה כחסרה.',
    en: 'This decision is not in the library; it is listed as a gap.',
  },
  'docket.absent': {
    he: 'אין בספרייה החלטה בתיק הזה, ואין מי שמפנה אליו.',
    en: 'The library has no decision in this docket, and nothing points at it.',
  },
  'docket.demand': { he: 'מפנים אליה: {count}.', en: 'Pointing at it: {count}.' },
  'docket.upload': { he: 'להעלאת ההחלטה', en: 'Upload the decision' },
  'docket.gaps': { he: 'לכל החסרים', en: 'All gaps' },
  'docket.citing': { he: 'החלטות שמצטטות אותה', en: 'Decisions that cite it' },
  'docket.unknown': { he: 'זה אינו מספר תיק', en: 'This is no docket' },
  'docket.unknown.text': {
    he: 'מספר תיק נכתב כך: ע״א 12/34, או ת״א 12345-06-21.',
    en: 'A docket is written like this: CA 12/34 (ע״א 12/34).',
  },
  'docket.search': { he: 'לחיפוש המילים האלה', en: 'Search for these words' },

  'halacha.restated': { he: 'הלכה קיימת שנאמרה שוב', en: 'existing law, restated' },
  'halacha.restated.from': { he: 'הלכה קיימת, על פי', en: 'existing law, after' },
} as const satisfies Record<string, Message>;
