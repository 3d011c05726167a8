import { cue, opening, tight } from './cues.ts';

export type SectionKind =
  | 'header'
  | 'background'
  | 'arguments'
  | 'lower-court'
  | 'discussion'
  | 'ruling'
  | 'signature'
  | 'unknown';

// Headings that Israeli decisions use; the background ones include those of the HCJ list of ubi-law (hcj_headings_background).
const HEADINGS: readonly [SectionKind, RegExp][] = [
  [
    'lower-court',
    opening(
      '(?:עיקרי |תמצית |תמצית קביעות )?(?:פסק|פסקי|החלטת|החלטות|הכרעת|הכרעות|גזר|גזרי) (?:דינו |דינה |דין |הדין |ה)?(?:של )?(?:בית המשפט|בית משפט|בית הדין|בית דין|בימ?ש קמא|הערכאה|הערכאות|ועדת|מושא|נשוא|קמא)',
      'הליכים קודמים',
      'ההלי(?:ך|כים) (?:ב|בפני )(?:בית|בתי|ערכאות|הערכאה)',
      'הכרעת בית המשפט (?:קמא|המחוזי|השלום)',
      '(?:גזר|הכרעת|הכרעות) ה?דין$',
    ),
  ],
  [
    'arguments',
    opening(
      '(?:תמצית |עיקר |עיקרי |להלן )?ה?(?:טענות|טיעוני|טיעונים|נימוקי|עמדת|עמדות|תגובת|תשובת|השגות)',
      '(?:תמצית |עיקר |עיקרי )?ה(?:בקשה|ערעור|עתירה)(?: שלפניי| שבפניי| דנן| למתן רשות ערעור| לרשות ערעור|$)',
      'בקשת רשות הערעור',
      'הערעור והתשובה',
      'התגובה',
      'הסיכומים',
    ),
  ],
  [
    'discussion',
    opening(
      'דיון',
      'ה?הכרעה',
      'הכרעתנו$',
      'הדיון',
      'דיון והכרעה',
      'המסגרת ה(?:נורמטיבית|משפטית)',
      'ה?מתווה ה?נורמטיב',
      'המיתווה',
      'הדין(?: החל|$)',
      'מן הכלל אל הפרט',
      'המישור הנורמטיבי',
      'התשתית (?:הנורמטיבית|המשפטית)',
      'לגופו של עניין',
      'דיון ומסקנות',
      'דיון בטענות',
    ),
  ],
  ['ruling', opening('סוף דבר', 'התוצאה', 'סיכום$', 'סיכומם של דברים', 'סיכומו של דבר', 'אחרית דבר', 'לסיכום')],
  [
    'background',
    opening(
      'ה?רקע',
      'תמצית ה?(?:רקע|עובדות|עתירה|כתב|נתונים)',
      'עיקרי ה?(?:עובדות|רקע)',
      'העובדות',
      'עובדות ה(?:מקרה|אישום|מוסכמות)',
      'התשתית העובדתית',
      'השתלשלות',
      'כתב האישום',
      'האישום ה',
      'פתח דבר',
      'מבוא',
      'הקדמה',
      'גדר המחלוקת',
      'השאלה',
      'תוכן עניינים',
      'ההלי(?:ך|כים)',
      'הצדדים',
    ),
  ],
];

/** What a heading announces; null when it is not a known one (a heading of the matter itself keeps the section going). */
export function kindOfHeading(heading: string): SectionKind | null {
  const words = tight(heading);
  for (const [kind, pattern] of HEADINGS) if (pattern.test(words)) return kind;
  return null;
}

// Headings that glue to the next sentence where line ends were lost; long enough not to start an ordinary sentence.
const GLUED: readonly [SectionKind, RegExp][] = [
  ['discussion', opening('דיון והכרעה', 'הכרעה ודיון', 'המסגרת הנורמטיבית')],
  ['arguments', opening('טענות הצדדים', 'טיעוני הצדדים', 'נימוקי הבקשה', 'נימוקי הערעור', 'תמצית טענות הצדדים')],
  [
    'background',
    opening('רקע והליכים קודמים', 'רקע עובדתי', 'הרקע העובדתי', 'תמצית העובדות', 'העובדות הצריכות לעניין'),
  ],
];

/** A heading that stands at the beginning of an ordinary sentence. */
export function gluedHeading(sentence: string): SectionKind | null {
  const words = tight(sentence.slice(0, 60));
  for (const [kind, pattern] of GLUED) if (pattern.test(words)) return kind;
  return null;
}

// With these the deciding court starts to speak for itself.
const DECISION_OPENS = opening(
  '(?:ו|ברם |ו?אולם |אכן |לטעמי |לדעתי |לגישתי |לאחר עיון |סבורני כי |אני סבור כי |אני סבורה כי )?(?:דין|דינה|דינו)(?: של)?(?: ה?(?:בקשה|בקשת|ערעור|עתירה|תביעה|תובענה|ערר|בקשות|ערעורים|בר?ע))',
  '(?:ברם |ו?אולם |לבסוף |לגופו של עניין |לגופם של דברים )?(?:לאחר|אחרי|משעיינתי|משעיינו|משבחנ|בשים לב|ממכלול|מן המקובץ).{0,80}(?:עיינתי|שעיינ|ששקל|שבחנ|ששמע|עיון|שנתתי|שנתנו|הגעתי|באתי|שוכנעתי|נחה דעתי|מסקנתי|החלטתי|החלטנו)',
  '(?:עיינתי|עיינו|שמעתי|שמענו|שקלתי|שקלנו|בחנתי|בחנו|נתתי דעתי|נתנו דעתנו|קראתי)',
  '(?:הגעתי|הגענו|באתי|באנו) (?:לכלל|למסקנה|לידי)',
  '(?:אין|איני|אינני|איננו|אינו)(?: )?(?:בידי|בידינו|רואה מקום|רואים מקום|רואה|סבור|מוצא|רואים|נעתר)',
  '(?:לא )?(?:מצאתי|מצאנו|ראיתי|ראינו|שוכנעתי|שוכנענו|התרשמתי)',
  'ל(?:בקשה|ערעור|עתירה|תביעה)(?: זו| זה)? (?:אין בידי|אין בידינו|לא ראיתי|לא ראינו|לא מצאתי)',
  '(?:החלטתי|החלטנו|נחה דעתי|מסקנתי|לדעתי|לטעמי|סבורני|סבורני כי|סבור אני|סבורה אני|אקדים ואומר|אומר מיד|אציין כבר)',
  '_אכן_',
  'ה(?:בקשה|ערעור|עתירה|ערר|תביעה)(?: ש(?:לפניי|לפני|בפניי|לפנינו))? (?:נדחית|נדחה|מתקבלת|מתקבל|אינה מעוררת|אינה מגלה|איננה עומדת|אינה עומדת|ראויה)',
);

/** Whether the deciding court begins to reason here, in a text without headings. */
export function opensDecision(sentence: string): boolean {
  return DECISION_OPENS.test(tight(sentence.slice(0, 200)));
}

const RULING_OPENS = opening(
  'סוף דבר',
  'סופו של דבר',
  'סיכומ(?:ם|ו) של דבר',
  'התוצאה(?: היא|$)',
  '(?:אשר על כן|לפיכך|אי לכך|על כן|לאור (?:כל )?האמור|נוכח האמור|מן הטעמים|מכל הטעמים|מטעמים אלה).{0,60}(?:נדחית|נדחה|מתקבל|נמחק|דוחה|דוחים|מקבל|להידחות|להדחות)',
  'הבקשה נדחית',
  'הערעור נדחה',
  'העתירה נדחית',
  'ה(?:בקשה|ערעור|עתירה|תביעה) (?:מתקבל|נדחה|נדחית|נמחק)',
);

export function opensRuling(sentence: string): boolean {
  return RULING_OPENS.test(tight(sentence.slice(0, 160)));
}

// Closing words; source of the spaced forms: hcj_end_markers of ubi-law.
const SIGNATURE = cue(
  'ני(?:תן|תנה)(?: והודעה?| ושומע)? (?:היום|ביום|בתאריך|בהעדר|במעמד|בלשכתי)',
  'נית(?:נה|ן) בהסכמת',
  'תוק(?:ן|נה) (?:היום|ביום)',
  'העותק כפוף לשינויי',
  'המזכירות ת(?:מציא|שלח|עביר|סגור)',
  'ניתן פומבי',
  'בכל מקרה הנוסח המחייב',
);
const SIGNED = /^\s*(?:ה\s*)?(?:ש\s+ו\s*פ\s*ט|נ\s+ש\s+י\s+א|ר\s+ש\s+ם|מ\s+ש\s+נ\s+ה)/;

export function isSignature(sentence: string): boolean {
  return (
    SIGNED.test(sentence) ||
    (SIGNATURE.test(tight(sentence.slice(0, 60))) && !/כאשר|לאחר ש/.test(sentence.slice(0, 30)))
  );
}
