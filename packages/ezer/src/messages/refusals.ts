import type { Message } from './message.ts';

/** Why a document was not read, and what to do: `refusal.<reason>` and `refusal.<reason>.do`. */
export const REFUSAL_MESSAGES = {
  'refusal.empty': { he: 'ריק', en: 'empty' },
  'refusal.empty.do': { he: 'ייצאו או הורידו את הקובץ מחדש.', en: 'Export or download the file again.' },
  'refusal.too-little-text': { he: 'מעט מדי טקסט להחלטה', en: 'too little text to be a decision' },
  'refusal.too-little-text.do': {
    he: 'תנו את ההחלטה השלמה, מן הכותרת עד החתימה.',
    en: 'Give the whole decision, from its heading to its signature.',
  },
  'refusal.withdrawn': { he: 'החלטה שהוסרה מן הספרייה', en: 'a decision that was withdrawn' },
  'refusal.withdrawn.do': {
    he: 'אין מה לעשות: היא אינה נקלטת שוב. נוסח אחר שלה, שמותר בפרסום, תנו בשם אחר.',
    en: 'Nothing to do: it is not taken in again. Another text of it that may be published comes in under another name.',
  },
  'refusal.binary': { he: 'אינו מסמך', en: 'not a document' },
  'refusal.binary.do': {
    he: 'תנו את ההחלטה כ־PDF,‏ DOCX,‏ HTML או טקסט.',
    en: 'Give the decision as PDF, DOCX, HTML or text.',
  },
  'refusal.encrypted': { he: 'נעול בסיסמה', en: 'locked by a password' },
  'refusal.encrypted.do': {
    he: 'שמרו את הקובץ בלי סיסמה ותנו אותו שוב.',
    en: 'Save the file without a password and give it again.',
  },
  'refusal.damaged': { he: 'פגום', en: 'damaged' },
  'refusal.damaged.do': { he: 'ייצאו או הורידו את הקובץ מחדש.', en: 'Export or download the file again.' },
  'refusal.cut-off': { he: 'קטוע', en: 'cut off' },
  'refusal.cut-off.do': {
    he: 'סוף הקובץ חסר: הורידו אותו מחדש.',
    en: 'The end of the file is missing: download it again.',
  },
  'refusal.too-large': { he: 'גדול מדי', en: 'too large' },
  'refusal.too-large.do': {
    he: 'פצלו את הקובץ, או הגדילו את המגבלה (EZER_UPLOAD_MB להעלאה).',
    en: 'Split the file, or raise the limit (EZER_UPLOAD_MB for uploads).',
  },
  'refusal.no-text-layer': { he: 'סריקה ללא שכבת טקסט', en: 'a scan without text' },
  'refusal.no-text-layer.do': {
    he: 'הריצו זיהוי תווים (OCR), בדקו את התוצאה ותנו אותה.',
    en: 'Run OCR, check the result, and give that.',
  },
  'refusal.order-unclear': { he: 'סדר האותיות אינו ברור', en: 'order of the letters unclear' },
  'refusal.order-unclear.do': {
    he: 'תנו את אותה החלטה כ־DOCX או HTML.',
    en: 'Give the same decision as DOCX or HTML.',
  },
  'refusal.encoding-lost': { he: 'האותיות אבדו', en: 'letters were lost' },
  'refusal.encoding-lost.do': {
    he: 'האותיות העבריות אבדו כשהקובץ נשמר: השיגו את המקור.',
    en: 'The Hebrew letters were lost when the file was saved: get the original.',
  },
  'refusal.encoding-unknown': { he: 'קידוד לא מזוהה', en: 'unknown encoding' },
  'refusal.encoding-unknown.do': {
    he: 'שמרו את הקובץ בקידוד UTF-8 ותנו אותו שוב.',
    en: 'Save the file as UTF-8 and give it again.',
  },
  'refusal.block-page': { he: 'דף חסימה של האתר', en: 'block page of a site' },
  'refusal.block-page.do': {
    he: 'האתר החזיר דף חסימה במקום המסמך: הורידו אותו מאוחר יותר או ידנית.',
    en: 'The site answered with a block page: download the document later, or by hand.',
  },
  'refusal.legacy-doc': { he: 'קובץ Word ישן', en: 'old Word file' },
  'refusal.legacy-doc.do': { he: 'שמרו אותו כ־DOCX או PDF.', en: 'Save it as DOCX or PDF.' },
  'refusal.rtf': { he: 'קובץ RTF', en: 'RTF file' },
  'refusal.rtf.do': { he: 'שמרו אותו כ־DOCX או PDF.', en: 'Save it as DOCX or PDF.' },
  'refusal.unsupported': { he: 'סוג קובץ שאינו נקרא', en: 'kind of file not read' },
  'refusal.unsupported.do': {
    he: 'תנו את ההחלטה כ־PDF,‏ DOCX,‏ HTML או טקסט.',
    en: 'Give the decision as PDF, DOCX, HTML or text.',
  },
  'refusal.zip-bomb': { he: 'נפרש לגודל חריג', en: 'unpacks to an extreme size' },
  'refusal.zip-bomb.do': { he: 'אל תפתחו את הקובץ; השיגו את המקור.', en: 'Do not open the file; get the original.' },
  'refusal.unsafe-markup': { he: 'תוכן מסוכן', en: 'unsafe content' },
  'refusal.unsafe-markup.do': {
    he: 'אל תפתחו את הקובץ; השיגו את המקור.',
    en: 'Do not open the file; get the original.',
  },
  'refusal.reader-failed': { he: 'הקריאה נכשלה', en: 'the reader failed' },
  'refusal.reader-failed.do': {
    he: 'נסו פורמט אחר של אותה החלטה, ודווחו על שם הקובץ.',
    en: 'Give another format of the same decision, and report the file name.',
  },
  'refusal.broken-line': { he: 'שורת jsonl שבורה', en: 'broken .jsonl line' },
  'refusal.broken-line.do': { he: 'תקנו את השורה: היא אינה JSON תקין.', en: 'Repair the line: it is not valid JSON.' },
  'refusal.no-text-field': { he: 'אין טקסט בשדה שנקבע', en: 'no text in the named field' },
  'refusal.no-text-field.do': {
    he: 'קבעו את השדה שבו הטקסט: EZER_TEXT_FIELD, או ‎--text-field.',
    en: 'Name the field that holds the text: EZER_TEXT_FIELD, or --text-field.',
  },
  'refusal.unreadable': { he: 'הקובץ אינו נפתח', en: 'the file does not open' },
  'refusal.unreadable.do': {
    he: 'בדקו את ההרשאות של הקובץ ושל התיקייה.',
    en: 'Check the permissions of the file and of its folder.',
  },
  'refusal.not-a-file': { he: 'אינו קובץ', en: 'not a file' },
  'refusal.not-a-file.do': {
    he: 'זה קישור לתיקייה או להתקן: תנו את הקבצים עצמם.',
    en: 'This is a link to a folder or a device: give the files themselves.',
  },
  'refusal.time-limit': { he: 'הקריאה ארכה יותר מדי', en: 'reading took too long' },
  'refusal.time-limit.do': {
    he: 'שמרו את הקובץ מחדש מן התוכנה שלו, ונסו שוב.',
    en: 'Save the file again from its program, and try again.',
  },
  'refusal.memory-limit': { he: 'הקריאה דרשה זיכרון רב מדי', en: 'reading needed too much memory' },
  'refusal.memory-limit.do': { he: 'פצלו את הקובץ.', en: 'Split the file.' },
  'refusal.collection': { he: 'קובץ של החלטות רבות', en: 'a file of many decisions' },
  'refusal.collection.do': {
    he: 'קובץ jsonl נקלט במחשב של הספרייה: npm run ezer -- ingest.',
    en: 'A .jsonl file is taken in on the library’s machine: npm run ezer -- ingest.',
  },
  'refusal.other.do': { he: 'קראו את ההודעה ותנו קובץ אחר.', en: 'Read the message and give another file.' },
} as const satisfies Record<string, Message>;
