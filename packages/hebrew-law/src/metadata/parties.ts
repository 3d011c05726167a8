import type { Normalised } from '../text/index.ts';
import type { Frame, Range } from './frame.ts';
import { cleanName, NAME_END, namesIn, type Party } from './party-names.ts';
import { ROLE, type Side } from './roles.ts';
import type { Field } from './types.ts';

interface Label extends Range {
  side: Side;
  colon: boolean;
  plural: boolean;
}

/** Where a run of names ends: the other side, counsel, the subject of the proceeding, the hearing. */
const SEPARATOR =
  /(?:(?<![א-ת])|(?<=[א-ת]))(?:-\s?נגד\s?-|(?<![א-ת])נ\s{1,12}ג\s{1,12}ד(?![א-ת])|(?<![א-ת])נגד(?![א-ת]))|\n\s{0,60}-{1,3}\s{0,60}(?=\n)|\s-{2,3}\s/g;
const NAMES_END =
  /(?<![א-ת"])(?:בשם|בשםה[א-ת]{4,8}|המתורגמן|מתורגמן|תאריך|תאריכי|ישיב[הת]|העתק|בקש(?:ה|ת|ות)|לבקשת|ערעור(?:ים)?(?=\s(?:על|אזרחי|פלילי|מנהלי|מינהלי|לפי|מיום|וערעור|בזכות|שכנגד|מכוח|נגד))|עתיר(?:ה|ת|ות)(?=\s(?:ל|על|מנהלית|מינהלית|אסיר|בדבר))|ערר(?=\s(?:על|לפי))|עררים(?=\s(?:על|לפי))|הודע(?:ה|ת)|התנגדות(?=\sל)|המרצת|תובענה|תביעה|לפני|בפני|תשובת|תגובת|תגובה|חוות\sדעת|הבהרה|ה?מבקש(?:ת|ים|ות)?\sלהצטרף|כתב\sאישום|דיון(?=\s(?:נוסף|ב))|עיון(?=\sחוזר)|החלטה(?=\s)|מיום|לפי\sסעיף|לפי\sסעיפים|פסק[\s-]דין|גזר[\s-]דין|הכרעת|מזכיר|נוכחים|פרוטוקול|חקיקה|כתבי|מיני|ספרות|השופט(?:ת)?|הנשיאה?|המשנה|ניתן\sביום|הצדדים|תיק\sחיצוני|בעניי?ן|בענין)(?![א-ת"])|_{3}|\*{3}/;
const COUNSEL_BEFORE =
  /(?:בשם\s?|בשםה?|ב"כ\s|באי?[\s-]כו?ח\s|בא[\s-]כוחו?\sשל\s|מטעם\s|עו"ד\sל|טענות\s|לבקשת\s|תגובת\s|בקשת\s|של\s|נציג\s|על\s|ידי\s|בין\s|ל)$/;

/**
 * Both sides, as the heading names them: after their labels (`המבקש: …`), before them (`… התובע`), or, without labels,
 * from the short case name (`… נ' …`) between docket and panel.
 */
export function readParties(
  frame: Frame,
  source: Normalised,
  panelEnd: number,
): { applicants: Field<string>[]; respondents: Field<string>[] } {
  const region = partiesRegion(frame);
  const labels = findLabels(frame.text, region);
  const byLabel = labelled(frame.text, region, labels, panelEnd);
  if (byLabel.first.length + byLabel.second.length > 0) {
    const filled = { ...byLabel };
    if (filled.first.length === 0 || filled.second.length === 0) {
      const short = shortName(frame);
      if (filled.first.length === 0) filled.first = short.first;
      if (filled.second.length === 0) filled.second = short.second;
    }
    return { applicants: fields(filled.first, source, 0.95), respondents: fields(filled.second, source, 0.95) };
  }
  const short = shortName(frame);
  return { applicants: fields(short.first, source, 0.85), respondents: fields(short.second, source, 0.85) };
}

function fields(parties: Party[], source: Normalised, confidence: number): Field<string>[] {
  const seen = new Set<string>();
  return (
    parties
      // Two parties may both be called פלוני; the same name twice is otherwise one party in two captions.
      .filter((p) => /^(?:פלוני|אלמוני)/.test(p.name) || (!seen.has(p.name) && seen.add(p.name)))
      .map((p) => ({ value: p.name, span: source.span(p.start, p.end), source: 'document', confidence }))
  );
}

function partiesRegion(frame: Frame): Range {
  return frame.headed ? frame.header : { start: 0, end: 0 };
}

const LABEL = new RegExp(`(?:(?<![א-ת"'])|(?<=[א-ת'"])(?=ה[א-ת]{4,9}\\s?:))(?:${ROLE})(?![א-ת"'])(\\s{0,3}:)?`, 'g');

function findLabels(text: string, region: Range): Label[] {
  const labels: Label[] = [];
  const part = text.slice(region.start, region.end);
  LABEL.lastIndex = 0;
  for (let match = LABEL.exec(part); match !== null; match = LABEL.exec(part)) {
    const start = region.start + match.index;
    const before = text.slice(Math.max(0, start - 14), start);
    const groups = match.groups ?? {};
    const side: Side = groups.first ? 'first' : groups.second ? 'second' : 'third';
    const colon = match[4] !== undefined;
    if (COUNSEL_BEFORE.test(before)) continue;
    labels.push({ start, end: start + match[0].length, side, colon, plural: /(?:ים|ות)/.test(match[0]) });
  }
  const withColon = labels.filter((l) => l.colon);
  if (withColon.length > 0 && withColon.some((l) => l.side !== 'third')) {
    // A heading that labels with colons uses a bare role word only where the colon was forgotten: right after "נגד".
    return labels.filter((l) => l.colon || isAfterSeparator(text, l.start) || isOwnLine(text, l));
  }
  return labels;
}

function isAfterSeparator(text: string, at: number): boolean {
  return /(?:נגד|נ\s{1,12}ג\s{1,12}ד|\n\s{0,5}-)\s{0,6}$/.test(text.slice(Math.max(0, at - 30), at));
}

function isOwnLine(text: string, label: Range): boolean {
  return (
    /\n\s{0,20}$/.test(text.slice(Math.max(0, label.start - 22), label.start)) &&
    /^\s{0,20}\n/.test(text.slice(label.end, label.end + 22))
  );
}

function labelled(
  text: string,
  region: Range,
  labels: Label[],
  notBefore: number,
): { first: Party[]; second: Party[] } {
  const parties: { first: Party[]; second: Party[]; third: Party[] } = { first: [], second: [], third: [] };
  const nameFirst = isNameFirst(text, region, labels);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!label) continue;
    const range = nameFirst ? namesBefore(text, region, labels, i, notBefore) : namesAfter(text, region, labels, i);
    if (!range) continue;
    parties[label.side].push(...namesIn(text, range, label.plural));
  }
  return parties;
}

function separatorAfter(text: string, from: number, to: number): number {
  SEPARATOR.lastIndex = 0;
  const match = SEPARATOR.exec(text.slice(from, to));
  return match ? from + match.index : -1;
}

/** Old headings put the name first and its role after it: then nothing stands between the first role and "נגד" or a dash. */
function isNameFirst(text: string, region: Range, labels: Label[]): boolean {
  const first = labels[0];
  if (!first || first.colon) return false;
  const separator = separatorAfter(text, first.end, region.end);
  const end = separator < 0 ? (labels[1]?.start ?? region.end) : separator;
  const between = text.slice(first.end, end);
  if (labels[1] && /^\s{0,60}-{1,3}\s/.test(between)) return true;
  const stops = [NAMES_END, NAME_END].map((p) => between.search(p)).filter((at) => at >= 0);
  const name = between.slice(0, Math.min(between.length, ...stops)).replace(/[\s:,.-]/g, '');
  return name === '';
}

function namesAfter(text: string, region: Range, labels: Label[], i: number): Range | null {
  const label = labels[i];
  if (!label) return null;
  let end = labels[i + 1]?.start ?? Math.min(region.end, label.end + 1500);
  const separator = separatorAfter(text, label.end, end);
  if (separator >= 0) end = separator;
  return cutAt(text, { start: label.end, end });
}

function namesBefore(text: string, region: Range, labels: Label[], i: number, notBefore: number): Range | null {
  const label = labels[i];
  if (!label) return null;
  const previous = labels[i - 1]?.end ?? nameStart(text, region, label.start, notBefore);
  let start = previous;
  SEPARATOR.lastIndex = 0;
  for (const match of text.slice(previous, label.start).matchAll(SEPARATOR))
    start = previous + match.index + match[0].length;
  const range = cutAt(text, { start, end: label.start });
  return range && range.end - range.start < 1500 ? range : null;
}

/** Names before the first label start after "בעניין", after the panel, or after a blank line. */
function nameStart(text: string, region: Range, before: number, notBefore: number): number {
  const head = text.slice(region.start, before);
  let at = -1;
  for (const match of head.matchAll(/(?<![א-ת])(?:בעניי?ן|בענין|ב\s?ע\s?נ\s?י\s?ן|בין)(?:\s?:|\s)\s{0,10}/g))
    at = match.index + match[0].length;
  if (at >= 0) return region.start + at;
  const blank = /\n\s{0,40}\n(?=[^\n]{1,300}(?:\n(?!\s{0,40}\n)[^\n]{0,300}){0,12}\n?\s{0,40}$)/.exec(
    head.slice(-3000),
  );
  if (blank) return region.start + Math.max(0, head.length - 3000) + blank.index + blank[0].length;
  // One line: names start behind the panel, the docket or the date, whichever is last.
  let last = notBefore < before ? Math.max(0, notBefore - region.start) : 0;
  for (const match of head.matchAll(/\d[\d/-]{3,14}\d|\s(?:19|20)\d\d(?=\s)/g))
    last = Math.max(last, match.index + match[0].length);
  return region.start + Math.max(last, head.length - 1500);
}

function cutAt(text: string, range: Range): Range | null {
  const part = text.slice(range.start, range.end);
  const lead = part.length - part.trimStart().length;
  const own = /^(?:\d{1,3}\s?[.)]\s{0,3})?(?:הו?ועדה|ו?ועדת)\s/.exec(part.slice(lead))?.[0].length ?? 0;
  const stop = part.slice(lead + own).search(NAMES_END);
  const end = stop < 0 ? range.end : range.start + lead + own + stop;
  return end > range.start + lead ? { start: range.start + lead, end } : null;
}

const VERSUS = /\s(?:נ'|נ\.|נגד)\s/g;
/** `כהן נ' לוי` between the docket and the panel. */
function shortName(frame: Frame): { first: Party[]; second: Party[] } {
  const none = { first: [], second: [] };
  if (!frame.headed) return none;
  const caption = frame.text.slice(0, Math.min(frame.caption.end, 1500));
  VERSUS.lastIndex = 0;
  const versus = VERSUS.exec(caption);
  if (!versus) return none;
  const head = caption.slice(0, versus.index);
  let start = 0;
  for (const match of head.matchAll(/\d[\d/-]{2,14}\d\s|\n/g)) {
    if (/[א-ת]{2}/.test(head.slice(match.index + match[0].length))) start = match.index + match[0].length;
  }
  const from = versus.index + versus[0].length;
  const tail = caption.slice(from);
  const stop = tail.search(
    /\n|תיק\s?חיצוני|מספר\sבקשה|(?<![א-ת"])(?:לפני|בפני|העתק|תאריך|ע"י|ב"כ)(?![א-ת"])|\d{1,2}\s[א-ת]{3,7}\s\d{4}/,
  );
  const end = from + (stop < 0 ? tail.length : stop);
  const first = cleanName(frame.text, { start, end: versus.index });
  const second = cleanName(frame.text, { start: from, end });
  return { first: first ? [first] : [], second: second ? [second] : [] };
}
