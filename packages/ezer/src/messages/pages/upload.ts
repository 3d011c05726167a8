import type { Message } from '../message.ts';

export const UPLOAD_MESSAGES = {
  'upload.about': {
    he: 'החלטות שבידכם נכנסות לספרייה כאן: PDF,‏ Word‏ (DOCX),‏ HTML או טקסט. כל קובץ נקרא ומקוטלג מיד.',
    en: 'Decisions of your own enter the library here: PDF, Word (DOCX), HTML or text. Each file is read and catalogued at once.',
  },
  'upload.kind': { he: 'מה הקבצים', en: 'What the files are' },
  'upload.kind.decisions': { he: 'החלטות ופסקי דין', en: 'Decisions and judgments' },
  'upload.kind.digests': { he: 'גיליונות תקצירים', en: 'Digest issues' },
  'upload.kind.digests.about': {
    he: 'מפנים לפסקי דין, ולעולם אינם מצוטטים',
    en: 'they point at rulings and are never cited',
  },
  'upload.files': { he: 'קבצים', en: 'Files' },
  'upload.folder': { he: 'או תיקייה שלמה', en: 'Or a whole folder' },
  'upload.drop': { he: 'אפשר גם לגרור לכאן קבצים ותיקיות.', en: 'Files and folders can be dropped here too.' },
  'upload.limits': {
    he: 'עד {megabytes} מגה־בייט לקובץ, עד {files} קבצים יחד. קובץ שכבר בספרייה לא ייקלט פעמיים.',
    en: 'Up to {megabytes} MB a file, up to {files} files at once. A file that is in the library is not taken in twice.',
  },
  'upload.send': { he: 'להעלות', en: 'Upload' },
  'upload.sending': { he: 'בהעלאה', en: 'Uploading' },
  'upload.results': { he: 'מה שהועלה', en: 'What was uploaded' },
  'upload.more': { he: 'להעלות עוד', en: 'Upload more' },
  'upload.counts': {
    he: 'קבצים: {total}. נקלטו {ingested}, כפולים {duplicate}, סורבו {refused}.',
    en: 'Files: {total}. Taken in {ingested}, duplicates {duplicate}, refused {refused}.',
  },
  'upload.shown': { he: 'מוצגים {count} האחרונים.', en: 'The last {count} are shown.' },
  'upload.ingested': { he: 'נקלט', en: 'taken in' },
  'upload.duplicate': { he: 'כבר בספרייה', en: 'in the library already' },
  'upload.refused': { he: 'סורב', en: 'refused' },
  'upload.removed': {
    he: 'ההחלטה הזו הוסרה מהספרייה לבקשת בית המשפט.',
    en: 'This decision was withdrawn by the court and removed from the library.',
  },
  'upload.open': { he: 'לטקסט', en: 'to its text' },
  'upload.reading': { he: 'ממתין לקריאה…', en: 'waits to be read…' },
  'upload.reading.halachot': { he: 'ההלכות נקראות…', en: 'its halachot are being read…' },
  'upload.reading.latest': {
    he: 'הקריאה מתחילה בתוך שניות, ולכל המאוחר ב־{time}.',
    en: 'Reading starts within seconds, at the latest at {time}.',
  },
  'upload.proposed': { he: 'הלכות שהוצעו: {count}', en: 'halachot proposed: {count}' },
  'upload.stuck': { he: 'נדרש אדם', en: 'needs a person' },
  'upload.refused.none': { he: 'לא נבחר קובץ.', en: 'No file was chosen.' },
  'upload.refused.cut': {
    he: 'החיבור נקטע באמצע, ודבר לא נשמר. נסו שוב.',
    en: 'The connection was cut in the middle, and nothing was kept. Try again.',
  },
  'upload.refused.malformed': {
    he: 'הטופס לא הגיע בשלמותו, ודבר לא נשמר. נסו שוב.',
    en: 'The form did not arrive whole, and nothing was kept. Try again.',
  },
  'upload.refused.too-much': {
    he: 'יותר מדי בבת אחת, ודבר לא נשמר. העלו פחות קבצים בכל פעם.',
    en: 'Too much at once, and nothing was kept. Upload fewer files at a time.',
  },
  'upload.refused.forged': {
    he: 'הטופס אינו של החיבור הנוכחי, ודבר לא נשמר. רעננו את הדף.',
    en: 'The form is not of this session, and nothing was kept. Reload the page.',
  },
  'upload.word.waiting': { he: 'ממתין', en: 'waiting' },
  'upload.word.received': { he: 'התקבל, נקרא…', en: 'received, being read…' },
  'upload.word.retry': { he: 'לנסות שוב', en: 'Try again' },
  'upload.word.failed': { he: 'לא הגיע. דבר לא נשמר.', en: 'Did not arrive. Nothing was kept.' },
  'upload.word.signedOut': {
    he: 'החיבור הסתיים: היכנסו בלשונית אחרת ונסו שוב.',
    en: 'Your session has ended: sign in in another tab and try again.',
  },
  'upload.word.forbidden': {
    he: 'אין הרשאה, או שהדף התיישן: רעננו אותו.',
    en: 'Not allowed, or the page is old: reload it.',
  },
  'upload.word.tooLarge': { he: 'גדול מן המותר; לא נשלח.', en: 'Larger than allowed; not sent.' },
  'upload.word.total': { he: '{done} מתוך {all}', en: '{done} of {all}' },
} as const satisfies Record<string, Message>;
