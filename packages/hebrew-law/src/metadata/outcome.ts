import type { Normalised } from '../text/index.ts';
import type { Frame } from './frame.ts';
import type { Field, Outcome } from './types.ts';

const SUBJECT =
  '(?:ו?ש?ה?ערעור(?:ים|ו|ה|ם|י)?|ו?ש?ה?בקש(?:ה|ות|ת|תו|תה|תם)|ו?ה?בר["]?ע|ו?ש?ה?עתיר(?:ה|ות|תו|תה|תם)|ו?ה?תביע(?:ה|ות|תו|תה|ת|תם)|ו?ה?תובענ(?:ה|ות|תו)|ו?ה?ערר(?:ים|ו|ה)?|ו?ה?הליך|ו?ה?הליכים|ו?ה?השג(?:ה|ות)|ו?ה?המרצ(?:ה|ת)|ו?ה?התנגדו(?:ת|יות)|רשות ה?ערעור|(?:ל?ה?מבוקש))';
const GAP = '[^.;\\n]{0,70}?';
const OUTCOMES: readonly (readonly [Outcome, number, RegExp])[] = [
  [
    'partly',
    3,
    new RegExp(
      `${SUBJECT}${GAP}(?:מתקבל|נתקבל|התקבל|מקבל|לקבל|להתקבל|נענית)${GAP}(?:חלק(?:ו|ה|ם|ן|ית|י|ה)(?![א-ת])|בחלק|חלקית|בהיבט העקרוני|באופן מצומצם)`,
    ),
  ],
  [
    'partly',
    3,
    new RegExp(
      `(?:מקבל(?:ת|ים|ות)?|לקבל|נעתר(?:ת|ים)?|קבלת|להיעתר|להתקבל)${GAP}(?:באופן חלקי|באורח חלקי|בחלק[וה]|חלקית|בחלקם|קבלה חלקית)`,
    ),
  ],
  ['partly', 2.5, /(?:שאר|יתר|יתרת) (?:חלקי|רכיבי|הוראות|מרכיבי|ה?עונשים)[^.;\n]{0,40}(?:בעינ|על כנ|ללא שינוי|בתוקפ)/],
  ['partly', 3, /חלקי?ת? מן ה?(?:תביעה|ערעור)[^.;\n]{0,20}(?:מתקבל)/],
  [
    'remanded',
    2.5,
    /(?:יוחזר|מוחזר(?:ת|ים)?|יושב|מושב|הוחזר|תוחזר|להחזיר(?:ו|ה)?|מחזיר(?:ה|ים)?|משיב(?:ה|ים)? את|להשיב את|השבת|החזרת)\s(?:בזאת\s)?(?:את\s)?(?:ה?(?:תיק|ענין|עניין|דיון|תובענה|הליך)[^.;\n]{0,25}\s)?(?:ל|אל\s)(?:בית|ה?ערכאה|ו?ועד|דיון|הו?ועדה|כב'|ה?מותב|ה?שמאי)/,
  ],
  [
    'remanded',
    2.5,
    /ה?(?:תיק|עניינו|ענינו|עניין|דיון)\s[^.;\n]{0,30}(?:יוחזר|מוחזר|יושב|מושב)\s[^.;\n]{0,12}ל(?:בית|ערכאה|ו?ועד|דיון|הו?ועדה)/,
  ],
  ['struck', 3, new RegExp(`${SUBJECT}${GAP}(?:נמחק(?:ת|ים|ות)?|להימחק|להמחק|יימחק|תימחק|ימחקו|יימחקו|תמחק)(?![א-ת])`)],
  [
    'struck',
    3,
    new RegExp(`(?:מחיקת|מחיקתו של|מחיקתה של|מחיקתם של|למחוק את|מוחק(?:ת|ים)? את|מחיקתה|מחיקתו)\\s{0,2}${SUBJECT}?`),
  ],
  ['struck', 2.5, /(?:דינ[הוםן](?:\sשל\S{0,10})?\s(?:\S{1,12}\s){0,3}להי?מחק)/],
  [
    'dismissed',
    3,
    new RegExp(
      `${SUBJECT}${GAP}(?:ני?דח(?:ית|ה|ים|ות|ו|תה)|להי?דחות|תידחה|יידחה|ידחה|תדחה|יידחו|ידחו|להידחות)(?![א-ת])`,
    ),
  ],
  [
    'dismissed',
    3,
    new RegExp(
      `(?:דוחה|דוחים|דוחות|לדחות|לדחותה|לדחותו|דחיתי|דחינו|דחיית|דחיית[וה]\\sשל|נדחית|נדחה|נדחים)\\s{0,3}(?:אפוא\\s|איפוא\\s|בזאת\\s|בזה\\s|אני\\s|אנו\\s)?(?:את\\s{0,2})?${SUBJECT}`,
    ),
  ],
  ['dismissed', 2.6, /(?:היא|הוא|הן|הם|אותה|אותו)\s(?:ני?דח(?:ית|ת|ה|ות|ים))(?![א-ת])/],
  ['dismissed', 2.6, /(?:דוחה|דוחים|דוחות|לדחות)\s(?:אותה|אותו|אותן|אותם)|(?:בקשה|בקשת|ערעור)\sני?דחת(?![א-ת])/],
  ['dismissed', 2.2, /לא\sמצא(?:תי|נו)\s[^.;\n]{0,40}לשנות\sמהחלטת|אין\sשינוי\sבהחלטת/],
  ['granted', 2.2, /^\s{0,5}(?:\d\s)?(?:ניתנת?\s(?:ארכה\s)?)?כמבוקש\s{0,5}$/],
  ['dismissed', 2.8, /(?:די[נ][וה]|דין|דינם|דינן)\s?[^.;\n]{0,60}(?:ל?הי?דחות|דחיי?ה)(?![א-ת])/],
  [
    'dismissed',
    2.6,
    /(?:איני|אינני|אין אני|איננו|אין אנו|אין בידינו|אין בידי|אין ביכולתי|לא אוכל|לא נוכל|לא ניתן|לא מצא(?:תי|נו)|לא ראיתי|לא ראינו|איני רוא[הי]|אינני רוא[הי]|אין (?:ה?מקום|מנוס)|אין מקום)\s?[^.;\n]{0,40}(?:לעיון חוזר|נעתר(?:ים|ת)?|להי?עתר|להענות|להיענות|לקבל(?:ה|ו)?\s(?:את\s)?(?:ה?(?:בקש|ערעור|עתיר|ערר))|ליתן (?:את )?(?:ה?רשות|רשות)|ליתן למבקש\S{0,2} רשות|להתיר|למתן רשות|להתערב)/,
  ],
  [
    'dismissed',
    2.2,
    /(?:לא (?:נפלה|נפל|קמה|מצאתי|מצאנו)|אין (?:עילה|הצדקה|מקום))\s?[^.;\n]{0,60}(?:להתערב|התערבות|רשות ערעור)/,
  ],
  [
    'dismissed',
    2.4,
    /(?:אינה|אינו|אינן|אינם|אין בהן?ם?|אין בה|אין בו|ואינה)\s?[^.;\n]{0,90}(?:מצדיק|להצדיק|מקימה|מגלה|מעלה|מעוררת)[^.;\n]{0,60}(?:רשות ערעור|גלגול שלישי|התערבות|להתערב|עקרונית|דיון)/,
  ],
  ['dismissed', 2.9, /(?:אציע|הייתי מציע|נציע|מציע)[^.;\n]{0,30}(?:לדחות)/],
  [
    'granted',
    3,
    new RegExp(
      `${SUBJECT}${GAP}(?:מתקבל(?:ת|ים|ות)?|נתקבל(?:ת|ים|ות)?|להתקבל|התקבל(?:ה|ו)?|נענית|מאושרת|מותרת)(?![א-ת])`,
    ),
  ],
  [
    'granted',
    3,
    new RegExp(
      `(?:מקבל(?:ת|ים|ות)?|לקבל|קיבלנו|קבלת|נעתר(?:ת|ים|ות)?|נעתרתי|להיעתר|להעתר|נענה|נענים|מתקבל(?:ת|ים)?)\\s{0,3}(?:אפוא\\s|איפוא\\s|בזאת\\s|בזה\\s|אני\\s|אנו\\s)?(?:את\\s{0,2}|ל-?)?${SUBJECT}`,
    ),
  ],
  [
    'granted',
    2.6,
    /(?:ניתנת|ניתנה|נותנ(?:ת|ים)|ליתן|נתונה|מעניק|נתתי)\s(?:אני\s|אנו\s|אפוא\s|בזאת\s|בזה\s|למבקש\S{0,2}\s|לה\s|לו\s){0,3}(?:את\s)?ה?רשות\s(?:ה?ערעור|לערער|ל)/,
  ],
  [
    'granted',
    2.4,
    /(?:פסק[\s-]דינו|פסק[\s-]הדין|גזר[\s-]הדין|גזר[\s-]דינו|ה?החלטה|ההרשעה|הרשעתו|הרשעתה|עונש\S{0,3}|המאסר)\s?[^.;\n]{0,60}(?:מתבטל(?:ת|ים)?|מבוטל(?:ת|ים)?|בטל(?:ה|ים)?(?![א-ת])|יבוטל|תבוטל|לבטל)/,
  ],
  [
    'granted',
    2.4,
    /(?:מבטל(?:ת|ים)?|ביטול(?:ו|ה)? של|אנו מזכים|אני מזכה|מזכים את|לזכות את)\s?(?:אפוא\s|בזאת\s|בזה\s)?(?:את\s)?(?:ה?הרשע|פסק|גזר|ה?החלט|ה?מערער|ה?מבקש|ה?נאשם|צו)/,
  ],
];
const WEAK: readonly (readonly [Outcome, number, RegExp])[] = [
  [
    'granted',
    1,
    /(?:הנתבע\S{0,2}|המשיב\S{0,2})\s?[^.;\n]{0,40}(?:ת?ישלמו?|תשלם|ישלם|לשלם)\s[^.;\n]{0,12}(?:לתובע|למבקש|לעותר|ל?מערער)|מחייב(?:ת|ים)?\s(?:בזאת\s|בזה\s)?את\s(?:ה?נתבע)/,
  ],
  [
    'granted',
    0.8,
    /(?:יעוכב|תעוכב|מעוכב(?:ת|ים)?|מעכב(?:ת)?\s(?:בזאת\s|אני\s)?את|מורה (?:בזאת )?על עיכוב|מאריכ(?:ה|ים)|מאריך|מוארכ?ת?|ידחה מועד|נדחה מועד)[^.;\n]{0,60}(?:ביצוע|מועד|עד\s|מאסר|עונש)/,
  ],
  [
    'dismissed',
    0.4,
    /(?:המערער|המבקש)\S{0,2}\s?(?:ית?ייצב|תתייצב|יתיצב|ית?ייצבו|יתיצבו)[^.;\n]{0,25}(?:לריצוי|לשאת|לרצות|למאסר|בבית)/,
  ],
];

// The sentence tells what others decided, asked or might have had.
const OTHERS =
  /(?:טוע[נן]|טענ[הו](?![א-ת])|לטענת|לטענתו|לשיטת|ביקש[הו]?(?![א-ת])|מבקש(?:ת|ים)? (?:כי|ש|ל)|עותר(?:ת|ים)? (?:ל|כי)|אילו|אילולא|לו היה|סבר(?:ה|ו)? כי|טרם|(?:בית[\s-]{0,2}(?:ה?משפט|ה?דין)|ה?ערכאה|ה?ו?ועדה)[\s-]{0,3}(?:ה?מחוזי|ה?שלום|קמא|לתעבורה|ה?דיונית|ה?מקומית|ה?אזורי)\S{0,12}\s?[^.;\n]{0,25}(?:דחה|דחתה|קיבל(?:ה)?(?![א-ת])|קבע|ציין|הוסיף|מצא|נדחה|החליט|הורה))/;
const PAST =
  /(?:^|[\s(])(?:ב?מסגרתו|בגדרו|בגדרה|שבו|אשר\s(?:דחה|דחתה|קיבל)|בו\s(?:נדחה|התקבל)|בה\s(?:נדחה|נדחתה|התקבל)|קודם|קודמת|הקודמת|ולדון\sב|לדון\sב(?:ה|בקשה)\sכ|נדונה\sכ|כאילו\sניתנה)/;
// Leave is given and the appeal heard at once: not the end ("לקבל את הבקשה ולדון בה כערעור").
const HEARD_ON = /^[^.;]{0,60}(?:ולדון|ודנים|ונדון)\s(?:בה|בו|בבקשה|בהן)\sכ/;
// "אין בידי להיעתר לבקשה": what would grant is denied.
const DENIED =
  /(?<![א-ת])(?:אין|איני|אינני|איננו|אינני|לא|אין אני|בלא|מבלי)\s(?:[א-ת'"]{1,12}\s{1,2}){0,7}(?:ל?קבל|מתקבל|להתקבל|לקבלת?|נעתר|להי?עתר|להי?ענות|נענה|ליתן|למתן|ניתנת|נותן|לבטל|התקבל)/;
const SIDE_MATTER =
  /(?:עיכוב|לעכב|לעיכוב)\s?ה?ביצוע|ה?עיכוב|הוצאות|ב?בקשה\sלהוסיף|ראיות\sנוספות|לצו\sביניים|צו\sה?ביניים|פטור\sמ|סיוע|עירבון|ערבון|עיון\sבתיק|עוכב\sביצוע/;

/**
 * How this decision ends the proceeding, from its last operative sentence. Sentences that tell what a lower court did or
 * what a party asked are passed over; a stay or costs count only when nothing else was decided.
 */
export function readOutcome(frame: Frame, source: Normalised): Field<Outcome> | null {
  const kind = frame.title?.kind ?? '';
  const { start, end } = operative(frame);
  let weak: Hit | null = null;
  let side: Hit | null = null;
  let steps = 0;
  for (const sentence of sentencesFromEnd(frame.text, start, end)) {
    const hit = judge(sentence);
    if (hit) {
      if (hit.weight < 2) weak = weak && weak.weight >= hit.weight ? weak : hit;
      else if (hit.sideMatter) side ??= hit;
      else return field(partlyIfMixed(frame.text, hit, start), source, Math.max(0.6, 0.97 - steps * 0.02));
    }
    steps++;
  }
  if (/^(?:גזר דין|הכרעת דין)/.test(kind)) return { value: 'other', span: null, source: 'document', confidence: 0.8 };
  if (side) return field(side, source, 0.75);
  const proposed = proposal(frame);
  if (proposed) return field(proposed, source, 0.7);
  return weak ? field(weak, source, 0.5) : null;
}

interface Sentence {
  text: string;
  start: number;
}

interface Hit {
  outcome: Outcome;
  weight: number;
  start: number;
  end: number;
  sideMatter: boolean;
}

const PROPOSED = /(?:אציע|הייתי מציעה?|נציע)\s[^.;\n]{0,40}?(לדחות|לקבל)\s/g;
/** An opinion that states its result before its reasons: the first proposal to the other judges. */
function proposal(frame: Frame): Hit | null {
  PROPOSED.lastIndex = frame.title?.end ?? 0;
  const match = PROPOSED.exec(frame.text);
  if (!match) return null;
  const outcome = match[1] === 'לדחות' ? 'dismissed' : 'granted';
  return { outcome, weight: 2, start: match.index, end: match.index + match[0].trimEnd().length, sideMatter: false };
}

const SIGNED_OFF = /(?:^|[\s.])(?:ה?ניתנ?[הו]?|ניתן|נתן|נתנה)\s?ה?יום|\*\*\*\*|\\\*|_{6}/g;
function operative(frame: Frame): { start: number; end: number } {
  const bodyStart = frame.title && frame.header.end === frame.title.start ? frame.title.end : 0;
  const from = Math.max(bodyStart, frame.text.length - 5000);
  let end = frame.text.length;
  const tail = frame.text.slice(from);
  for (const match of tail.matchAll(SIGNED_OFF)) {
    end = from + match.index + 1;
    if (match[0].includes('*') || match[0].includes('_')) break;
  }
  return { start: Math.max(bodyStart, end - 3500), end };
}

const SENTENCE_END = /(?:(?<=[א-ת"')\]%]{2})|(?<=\d))[.;](?=\s|$)|(?<=[א-ת]{2})\.(?=[א-ת])|\n\s{0,40}\n/g;
function* sentencesFromEnd(text: string, start: number, end: number): Generator<Sentence> {
  const part = text.slice(start, end);
  // A full stop between digits or after an initial ends no sentence; hard line breaks end none either.
  const ends = [...part.matchAll(SENTENCE_END)].map((m) => m.index);
  let to = part.length;
  for (let i = ends.length - 1; i >= -1; i--) {
    const from = i < 0 ? 0 : (ends[i] ?? 0) + 1;
    if (to - from > 3)
      yield { text: part.slice(from, to).replace(/\n/g, ' ').slice(-900), start: start + Math.max(from, to - 900) };
    to = from - 1;
  }
}

function judge(sentence: Sentence): Hit | null {
  let best: Hit | null = null;
  for (const [outcome, weight, pattern] of [...OUTCOMES, ...WEAK]) {
    if (best && best.weight >= weight) continue;
    const match = pattern.exec(sentence.text);
    if (!match) continue;
    const before = sentence.text.slice(0, match.index + match[0].length);
    if (OTHERS.test(before) || PAST.test(before) || HEARD_ON.test(sentence.text.slice(match.index))) continue;
    const start = sentence.start + match.index;
    const lead = sentence.text.slice(Math.max(0, match.index - 60), match.index);
    const denied = (outcome === 'granted' || outcome === 'partly') && DENIED.test(`${lead}${match[0]}`);
    best = {
      outcome: denied ? 'dismissed' : outcome,
      weight,
      start,
      end: start + match[0].length,
      sideMatter: SIDE_MATTER.test(lead + match[0]),
    };
  }
  return best;
}

const REST_DISMISSED = /(?:יתר|שאר|יתרת)\s(?:ה?תביע|רכיבי|ה?רכיב|ה?טענ|ה?סעד|ה?ערעור|ראשי|חלקי)\S{0,8}[^.;\n]{0,40}נדח/;
/** "התביעה מתקבלת … יתר רכיבי התביעה נדחים" is a claim allowed in part. */
function partlyIfMixed(text: string, hit: Hit, start: number): Hit {
  if (hit.outcome !== 'granted' && hit.outcome !== 'dismissed') return hit;
  if (!REST_DISMISSED.test(text.slice(Math.max(start, hit.start - 700), hit.end + 100))) return hit;
  return { ...hit, outcome: 'partly' };
}

function field(hit: Hit, source: Normalised, confidence: number): Field<Outcome> {
  return { value: hit.outcome, span: source.span(hit.start, hit.end), source: 'document', confidence };
}
