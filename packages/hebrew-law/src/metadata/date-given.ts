import { locateDockets } from '../docket/index.ts';
import type { Normalised } from '../text/index.ts';
import type { Frame } from './frame.ts';
import type { Field } from './types.ts';
import { type WrittenDate, writtenDates } from './written-date.ts';

// Words right before a date, from the surest to the weakest. "ניתן" alone may speak of a lower court's judgment
// ("פסק הדין ניתן ביום"), so without "היום" the noun before it decides.
const TODAY =
  /(?:ו?נית(?:ן|נה|נו)|ו?נתנ?[ןה]|נחתם|נחתמה|הודע(?:ה|ו)?|נקרא|ו?שומע|ניתנההיום)[^.\n\d]{0,60}היום[\s,:-]{0,6}[^\d.;]{0,45}$/;
const TODAY_PLAIN = /(?:^|[^א-ת])היום[\s,:-]{1,6}$/;
const GIVEN =
  /(?:^|[^א-ת])(?:נית(?:ן|נה|נו)|נתנ?[ןה])(?:\s(?:לצדדים|בפומבי|והודעה?|במעמד|בהעדר|בהיעדר|בדלתיים|ב?לשכתי|כאן|בירושלים|בתל|אביב|בחיפה|בלשכה|הצדדים|סגורות|פה|אחד|על|ידי|ידינו|ידי)){0,6},?\s{0,3}(?:ב?יום|ב?תאריך|ב-?)?[\s,:-]{0,5}(?:ה-?)?$/;
const COPY = /העתק\s(?:החלט[הת]|פסק[ -]דין|גזר[ -]דין|הכרעת[ -]דין)[^.\n]{0,60}(?:מיום|מתאריך|ביום)\s{0,3}$/;
const LABEL = /(?:תאריך(?: ה?(?:מתן|החלטה|פסק[ -]הדין))?(?: (?:מתן|ה?החלטה|פסק[ -]הדין))?|מתן ה?החלטה)\s?:\s{0,10}$/;
const OTHER_EVENT =
  /(?:הישיבה|הדיון|ישיבה|דיון|שמיעה|הגשה|פרסום|הדפסה|הגשת|הפקה|בקשה|בקשות|ו?נדחה|ידחה|לידה|אישום)(?:\s?:?\s{0,5}|\s?:[^\n\d]{0,30})$/;
const NOUN_BEFORE =
  /(?:פסק|דינו|דין|ההחלטה|החלטה|החלטתו|הצו|צו|אשר|בו|בה|היתר|רישיון|גזר|הודעה|עונש)\s{1,3}(?:[א-ת]{2,10}\s){0,2}$/;

interface Candidate {
  date: WrittenDate;
  score: number;
}

/**
 * The day on which this decision was given: the signing-off at its end ("ניתן היום"), the heading of a copy ("העתק החלטת
 * בית משפט מיום"), or a date alone in the header. A hearing, a statute's year or the date of another decision is none.
 */
export function readDateGiven(frame: Frame, source: Normalised): Field<string> | null {
  const head = candidates(frame.text, 0, Math.min(frame.header.end + 200, 8000), (date, before) => {
    if (OTHER_EVENT.test(before)) return 0;
    if (COPY.test(before)) return 0.97;
    if (date.start > frame.header.end) return 0;
    if (/(?:^|\n)\s{0,4}(?:החלטה\s|פסק[ -]דין\s)?נית(?:ן|נה)\s(?:היום|ביום|בתאריך)[\s,:]{0,4}$/.test(before))
      return 0.93;
    if (GIVEN.test(before) && !NOUN_BEFORE.test(before.slice(0, before.search(GIVEN)))) return 0.85;
    if (LABEL.test(before)) return 0.8;
    return afterCaption(frame, date) ? 0.75 : 0;
  });
  const bodyFrom = frame.title?.start === frame.header.end ? frame.header.end : (frame.panel?.end ?? 0);
  const tailFrom = Math.max(bodyFrom, frame.ending.start);
  const tail = candidates(frame.text, tailFrom, frame.text.length, (date, before) => {
    if (TODAY.test(before)) return 0.99;
    if (GIVEN.test(before)) {
      if (!NOUN_BEFORE.test(before.slice(0, before.search(GIVEN) + 1))) return 0.9;
      // "ההחלטה ניתנה ביום" signs off in the last words, and tells of another decision anywhere else.
      return frame.text.length - date.end < 200 ? 0.7 : 0.3;
    }
    if (TODAY_PLAIN.test(before)) return 0.95;
    if (LABEL.test(before)) return 0.7;
    return 0;
  });
  const copy = head.find((c) => c.score > 0.95);
  const signed = tail.filter((c) => c.score >= 0.85);
  const best = copy ?? signed[signed.length - 1] ?? strongest(head) ?? strongest(tail) ?? loneEnding(frame);
  if (!best || best.score < 0.5) return null;
  const { date } = best;
  const confidence = date.agrees === false ? best.score * 0.7 : best.score;
  return { value: date.iso, span: source.span(date.start, date.end), source: 'document', confidence };
}

function candidates(
  text: string,
  from: number,
  to: number,
  rate: (date: WrittenDate, before: string) => number,
): Candidate[] {
  const found: Candidate[] = [];
  for (const date of writtenDates(text.slice(from, to))) {
    const here = { ...date, start: date.start + from, end: date.end + from };
    const score = rate(here, text.slice(Math.max(from, here.start - 110), here.start));
    if (score > 0) found.push({ date: here, score });
  }
  return found;
}

function strongest(list: Candidate[]): Candidate | undefined {
  return list.reduce<Candidate | undefined>((best, c) => (best && best.score >= c.score ? best : c), undefined);
}

/** Net HaMishpat prints the date alone between docket and panel. */
function afterCaption(frame: Frame, date: WrittenDate): boolean {
  if (date.start > 700 || !frame.panel || date.start > frame.panel.start) return false;
  const around = frame.text.slice(Math.max(0, date.start - 25), date.start);
  if (/(?:מיום|ביום|עד|יום|מתאריך)\s{0,3}$/.test(around)) return false;
  if (isDocketNumber(frame.text, date)) return false;
  if (frame.text.slice(date.end, frame.panel.start).trim() === '') return true;
  return /[א-ת]/.test(frame.text.slice(date.start, date.end)) || /\n\s*$/.test(around);
}

/** `תמ"ש 8-01-20`: the number of a docket, though it could be a day. */
function isDocketNumber(text: string, date: WrittenDate): boolean {
  // no more of the text: it is asked for each date of the caption
  const caption = text.slice(0, date.end + 40);
  return locateDockets(caption).some(({ start, end }) => end > date.start && start < date.end);
}

/** A Hebrew and civil date together in the last words, with no word before them: a signature's date. */
function loneEnding(frame: Frame): Candidate | undefined {
  const from = Math.max(frame.panel?.end ?? 0, frame.text.length - 500);
  const dates = writtenDates(frame.text.slice(from)).filter((d) => d.agrees === true);
  const last = dates[dates.length - 1];
  if (!last) return undefined;
  const date = { ...last, start: last.start + from, end: last.end + from };
  if (/(?:מיום|ביום|עד ליום|ליום)\s{0,3}$/.test(frame.text.slice(Math.max(0, date.start - 15), date.start)))
    return undefined;
  return { date, score: 0.6 };
}
