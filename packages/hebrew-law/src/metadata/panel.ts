import type { Normalised } from '../text/index.ts';
import type { Frame, Range } from './frame.ts';
import { ROLE_WORD } from './roles.ts';
import type { Judge } from './types.ts';

export interface Named extends Range {
  name: string;
}

export const TITLE_WORDS =
  'כבוד(?=ה|\\s)|כב[\'.]?|ה\\s?שופט(?:ת|ים|ות)?|שופט(?:ת|ים|ות)?|ה\\s?נשיאה?|נשיאה?|ה?מ[שי]{1,2}נה\\s{1,3}ל?נשיאה?|ס[\'.]?\\s?ה?נשיאה?|סג"?(?:ן|נית)[\\s-]{1,3}ה?נשיאה?|סג"?(?:ן|נ(?:ית|ים)?)|' +
  "ה\\s?רשמ(?:ת|ים)|רשמת|ה\\s?רשם|רשם|ה?בכירה?|העמיתה?|עמיתה|בדימוס|\\(?בדימ'\\)?|\\(?בדימוס\\)?|\\(?בפועל\\)?|תורנית?|ה?תורן|" +
  'ד"ר|דר\'|פרופ\'|פרופסור|אב"?ד|ראש\\s{1,3}ה?הרכב|ה?דיין|ה?דיינים|ה?קאדי|הרב';
const COMMITTEE_WORDS =
  'יו"ר(?:\\s{1,3}(?:ה?ו?ועדה|ועדת\\s{1,2}ה?ערר))?|יושבת?[\\s-]{1,2}ראש|עו"ד|עוה"ד|מר|גב\'|הגב\'|אדר\'|אדריכלית?|אינג\'|שמאית?(?:\\s{1,3}ה?מקרקעין)?|\\d{1,2}[.)]|חבר(?:ת|י)?(?:\\s{1,3}ה?ו?ועדה)?|חבר(?:ה|ים|ות)|רו"ח';
const JOIN = '[\\s:,.\\-()–\\[\\]]{0,6}';
export const titleRun = (words: string): RegExp =>
  new RegExp(`(?:(?:(?<![א-ת"'\\d])|(?<=כבוד))ו?-?\\s?(?:(?:${words})(?![א-ת"])|כבוד(?=ה[א-ת]))${JOIN})+`, 'g');
const TITLES = titleRun(TITLE_WORDS);
const COMMITTEE_TITLES = titleRun(`${TITLE_WORDS}|${COMMITTEE_WORDS}`);
const CALLING = /^ו?(?:אדר|שמאי|עו"ד|רו"ח|חבר|נציג|אינג)/;
const LAY = /(?<![א-ת])ו?נציגי?ת?[\s-]{1,3}(?:ה?ציבור|ה?עובדים|ה?מעסיקים|ה?מעבידים)/;

const PANEL_ENDS =
  /(?<![א-ת"])(?:בע[נ]י{1,2}ן|נגד|נ\s{1,3}ג\s{1,3}ד|העתק|תאריך|בשם|בשםה\S{0,8}|ב"כ|ע"י|החלטה|ה\s?ח\s?ל\s?ט\s?ה|פסק[\s-]|פ\sס\sק|גזר\s|הכרעת|תיק|ערעור|בקשה|בקשת|עתירה|עתירת|ערר|הודעה|חקיקה|מיני|תביעה|בין(?=\s?[:\n])|המתלוננת?|מדינת ישראל|מ\.י|ספרות|קלדנית|נוכחים|מזכיר\S{0,2})(?![א-ת"'])|[א-ת]{2,7}\/[א-ת](?=[\s:])/;
const LABEL =
  /(?:(?<![א-ת])|(?<=[א-ת'])(?=ה))ה?(?:מבקש|מערער|עותר|תובע|מאשימ|עורר|משיב|נתבע|נאשמ?|משיג|קובל|חייב|טוענ)(?:[תהםי]|ים|ות)?(?:\s{0,3}[:\d(]|(?![א-ת]))/;
const NAME_STOP = new Set(
  'בקשת בקשות תגובת נציג נציגת נציגי נגד נ ג ד העתק החלטה פסק פסק-דין גזר הכרעת תאריך בעניין בענין בשם מיום ניתן ניתנה ביום תיק בתיק לפני בפני מטעם ערעור בקשה עתירה המשך פרוטוקול מזכיר חבר'.split(
    ' ',
  ),
);

/**
 * The judges who decided, as the heading lists them after `לפני`; public representatives of the labour courts, lower
 * courts and counsel are not among them. A text without a heading may open with its judge alone on a line.
 */
export function readPanel(frame: Frame, source: Normalised, committee: boolean): { judges: Judge[]; end: number } {
  const titles = committee ? COMMITTEE_TITLES : TITLES;
  let judges: Named[] = [];
  for (const panel of panels(frame)) {
    const listed = namesIn(frame.text, panel.end, panelEnd(frame, panel), titles, committee);
    if (listed.length > judges.length) judges = listed;
  }
  let confidence = 0.96;
  if (judges.length === 0) {
    judges = opener(frame, frame.headed ? (frame.title?.end ?? -1) : 0);
    confidence = 0.8;
  }
  if (judges.length === 0) {
    judges = signature(frame);
    confidence = 0.6;
  }
  const end = Math.max(0, ...judges.map((judge) => judge.end));
  const fields = distinct(judges).map(
    (judge): Judge => ({
      value: judge.name,
      span: source.span(judge.start, judge.end),
      source: 'document',
      confidence,
      role: null,
    }),
  );
  return { judges: fields, end };
}

const ANOTHER_PANEL = /(?<![א-ת])(?:לפני|בפני)\s?:\s{0,30}(?=כב|ה?(?:שופט|נשיא|רשמ|רשם|סגן))/g;
function panels(frame: Frame): Range[] {
  if (!frame.headed) return [];
  const found: Range[] = frame.panel ? [frame.panel] : [];
  const from = frame.panel?.end ?? 0;
  // A copy's heading is repeated after "העתק החלטה מפרוטוקול", there with the whole panel.
  const isCopy = /העתק\s$/.test(frame.text.slice(Math.max(0, frame.header.end - 5), frame.header.end));
  const to = Math.min(frame.text.length, frame.header.end + (isCopy ? 500 : 0));
  for (const match of frame.text.slice(from, to).matchAll(ANOTHER_PANEL)) {
    const start = from + match.index;
    found.push({ start, end: start + match[0].length });
    if (found.length > 3) break;
  }
  return found;
}

function panelEnd(frame: Frame, panel: Range): number {
  const limit = panel.start < frame.header.end ? frame.header.end : frame.text.length;
  const to = Math.min(panel.end + 1200, limit);
  const region = frame.text.slice(panel.end, to);
  const ends = [PANEL_ENDS, LABEL].map((pattern) => region.search(pattern)).filter((at) => at >= 0);
  return panel.end + Math.min(region.length, ...ends);
}

function namesIn(text: string, start: number, end: number, titles: RegExp, committee: boolean): Named[] {
  const region = text.slice(start, end);
  const runs: Range[] = [...region.matchAll(titles)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  const names: Named[] = [];
  let plural = false;
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i];
    if (!run) continue;
    const until = runs[i + 1]?.start ?? region.length;
    const title = region.slice(run.start, run.end).trim();
    if (isLay(region, run.start)) continue;
    // `צופית מור, אדריכלית ומתכננת`: a calling after the name, not before the next one.
    if (committee && /,\s{0,3}$/.test(region.slice(0, run.start)) && CALLING.test(title)) continue;
    plural ||= /שופטים|שופטות|רשמים|חברים/.test(title);
    const found = plural ? listed(region, run.end, until) : [nameAt(region, run.end, until)];
    for (const name of found) {
      if (!name || (committee && !/\s/.test(name.name))) continue;
      names.push({ ...name, start: name.start + start, end: name.end + start });
    }
  }
  if (runs.length === 0 && end - start < 60) {
    const name = nameAt(region, 0, region.length);
    if (name?.name.includes(' ')) names.push({ ...name, start: name.start + start, end: name.end + start });
  }
  return names;
}

/** A public representative's own title (`נציג ציבור מר`) or name stands after the mark, on the same line. */
function isLay(region: string, at: number): boolean {
  const line = region.slice(Math.max(0, at - 45), at);
  const mark = LAY.exec(line);
  return mark !== null && !/[\n,;]/.test(line.slice(mark.index + mark[0].length).replace(/^[\s\n]{0,3}/, ''));
}

/** Names after a plural title: `א' כהן, ב' לוי וג' דוד`. */
function listed(region: string, from: number, to: number): (Named | null)[] {
  const names: (Named | null)[] = [];
  let at = from;
  for (const part of region.slice(from, to).split(/([,;\n]|(?<=[א-ת'])\sו-?\s?(?=[א-ת]{1,2}'\s|[א-ת]{2,}\s[א-ת]))/)) {
    if (/[א-ת]{2}/.test(part)) names.push(nameAt(region, at, at + part.length));
    at += part.length;
  }
  return names;
}

const SURNAME_GOES_ON =
  /^-\s(?!נציג|סגן|סגנית|נשיא|אב"ד|שופט|רשמ|הנשיא|יו"ר|ה?מבקש|ה?מערער|ה?תובע|ה?עותר|ה?משיב)[א-ת]{2,}(?:\s|,|$)/;
const INITIAL = /^[א-ת]{1,2}['.]$/;
export function nameAt(region: string, from: number, to: number): Named | null {
  const lay = region.slice(from, to).search(LAY);
  const limit = lay >= 0 ? from + lay : to;
  let start = -1;
  let end = -1;
  let whole = 0;
  const token = /[^\s]+/g;
  token.lastIndex = from;
  for (let match = token.exec(region); match !== null && match.index < limit; match = token.exec(region)) {
    const gap = region.slice(end < 0 ? from : end, match.index);
    if (whole > 0 && gap.includes('\n')) break;
    let word = match[0].slice(0, limit - match.index);
    if (/^[-–:,;|]+$/.test(word)) {
      // A double surname may be written with blanks (`אלון - ברוש`); what is no name stops below.
      if (whole > 0 && (word !== '-' || !SURNAME_GOES_ON.test(region.slice(match.index, limit)))) break;
      continue;
    }
    if (NAME_STOP.has(word.replace(/[:,.;]+$/, '')) || ROLE_WORD.test(word)) break;
    if (!/^[א-ת"'([]/.test(word) || /^[([]/.test(word)) {
      if (whole > 0 || start >= 0) break;
      continue;
    }
    const cut = word.search(/[,;:([|]|_|\d/);
    const ended = cut >= 0;
    if (ended) word = word.slice(0, cut);
    const dotted = /[א-ת]{2,}\.$/.test(word);
    if (dotted) word = word.slice(0, -1);
    if (word === '') break;
    if (start < 0) start = match.index;
    end = match.index + word.length;
    if (!INITIAL.test(word)) whole++;
    if (ended || dotted || whole >= 5) break;
  }
  if (start < 0 || whole === 0) return null;
  const name = region.slice(start, end).replace(/\s+/g, ' ').replace(/\s?-$/, '');
  return { name, start, end };
}

const OPENING = new RegExp(`^\\s{0,200}((?:(?:${TITLE_WORDS})(?![א-ת"])\\s{1,3})+)`);
/** A body opens with its judge on a line of the judge's own; that is all there is where a heading names no panel. */
function opener(frame: Frame, at: number): Named[] {
  if (at < 0) return [];
  const match = OPENING.exec(frame.text.slice(at, at + 400));
  if (!match || !/שופט|נשיא|רשמ|רשם/.test(match[1] ?? '')) return [];
  const name = nameAt(frame.text, at + match[0].length, Math.min(frame.text.length, at + match[0].length + 60));
  if (!name) return [];
  const after = frame.text.slice(name.end, name.end + 12);
  return /^\s{0,3}(?::|\n|\d|[א-ת]\.|[לב]פני)/.test(after) || after.trim() === '' ? [name] : [];
}

const SIGNED =
  /([א-ת][א-ת'"-]{1,14}(?: [א-ת][א-ת'"-]{1,14}){1,2})\s{0,3},\s{0,3}(?:ס\.\s?נשיאה?|סג"?(?:ן|נית)\s(?:ה?נשיאה?)|ה?שופט(?:ת)?|ה?רשמ?[םת]|נשיאה?)(?![א-ת])/g;
/** No heading: the name before "שופט" in the last lines. */
function signature(frame: Frame): Named[] {
  const from = Math.max(frame.header.end, frame.text.length - 260);
  const found: Named[] = [];
  for (const match of frame.text.slice(from).matchAll(SIGNED)) {
    const name = match[1] ?? '';
    if (/בית|כבוד|דין|היום/.test(name)) continue;
    found.push({ name, start: from + match.index, end: from + match.index + name.length });
  }
  return found;
}

function distinct(judges: Named[]): Named[] {
  const seen = new Set<string>();
  return judges.filter((j) => !seen.has(j.name) && seen.add(j.name));
}
