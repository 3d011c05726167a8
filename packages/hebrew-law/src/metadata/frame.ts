import type { Normalised } from '../text/index.ts';
import type { Field } from './types.ts';

/** A piece of the normalised text, in its UTF-16 positions. */
export interface Range {
  start: number;
  end: number;
}

/** Where the parts of one decision stand, in positions of the normalised text. */
export interface Frame {
  text: string;
  /** Whether the text starts with a heading at all; a body alone names no court, docket or party of its own. */
  headed: boolean;
  /** Everything before the title; without a title, the first lines in which a header could stand. */
  header: Range;
  /** The title that opens the body, or the heading an export put on top. */
  title: (Range & { kind: string; sure: boolean }) | null;
  /** Court, dockets, short case name: the header up to the panel or the first party. */
  caption: Range;
  /** `לפני:` and its kin, where the panel starts. */
  panel: Range | null;
  /** The last words, in which date, disposition and signature stand. */
  ending: Range;
}

// A header longer than this is no header: the longest in the corpora (41 parties) has 4,100 characters.
const HEADER_LIMIT = 16_000;
const ENDING_LENGTH = 3_500;

const O = '[\\s]{0,4}';
const spaced = (word: string): string => [...word].join(' ?');
const KINDS: readonly (readonly [string, string])[] = [
  ['פסק דין', `${spaced('פסק')}${O}-?${O}${spaced('דין')}`],
  ['גזר דין', `${spaced('גזר')}${O}-?${O}${spaced('דין')}`],
  ['הכרעת דין', `${spaced('הכרעת')}${O}-?${O}${spaced('דין')}`],
  ['החלטת ביניים', 'החלטת ביניים'],
  ['החלטה', spaced('החלטה')],
  ['פסיקתא', 'פסיקתא'],
  ['צו', 'צו(?= (?:ביניים|על תנאי|ארעי|הריסה|מניעה))'],
];
const KIND = KINDS.map(([, pattern]) => `(${pattern})`).join('|');
const QUALIFIER = '(?:\\s?\\(?(חלקי(?:ת)?|משלימ?ה?|סופי|נוספת|מתוקן|מתוקנת|מאוחד)\\)?(?![א-ת]))?';
const TITLE = new RegExp(
  `(?:(?<![א-ת"'])|(?<=[א-ת])(?=החלטה\\s{1,3}(?:1\\.|לפני|בפני)))(?:${KIND})${QUALIFIER}(?![א-ת"'])`,
  'g',
);
const EXPORT_HEADING = new RegExp(`^\\s{0,80}(?:${KIND})\\s{1,4}ב(?:תיק|ת\\.?)\\s`);
const COPY_HEADING = /העתק\s(החלט[הת]|פסק[ -]דין|גזר[ -]דין|הכרעת[ -]דין|פרוטוקול)(?=[\s:])/g;

// "על פסק דין", "לביטול החלטה", "מיום": the words speak of another decision.
const BEFORE_OTHER =
  /(?:^|[\s(])(?:על|את|של|נגד|כנגד|מתן|[לה]?ביטול|לביטולו|תיקון|לתיקון|הבהרת|להבהרת|עיון|ו?כל|או|ו?אותה?|אותו|איזו|כל|קבלת|במתן|למתן|המבקשת|נשוא|פרסום|עד|לפי|בעקבות|חלף|טיוטת|כי|לאחר|בגין|בדבר|מועד|תוקף|ב?תיק|כ|גם|רק|וזו|זו|אין|ולא|לא|בלא|ללא|יש|ניתנה|ניתן|תינתן|יינתן|כב'|דינו|העתק)\s{1,3}$/;
const AFTER_OTHER =
  /^\s{0,4}(?:(?:של|מיום|מתאריך|בית|ביה"?מ|ביהמ"ש|שניתנה|שניתן|אשר|זה|זו|מפרוטוקול|ב?תיק|בבקשה|בעניין|בענין|בבית|בת\.|בע"|בת"|בעתירה|הוא|היא|כאמור|הנ"ל|קודמת|אחרת|סופית|חלוטה|מנומקת|חלוט|נפרדת|נוספת|מפורטת|הצהרתי|הארכת|ו?צו|ה-|מ-)(?![א-ת])|,|;|"|\))/;
const BODY_OPENS =
  /^\s{0,6}(?:[:.]?\s{0,4})(?:\d{1,2}\s?[.)]|\.\s?\d{1,2}\s|[א-ת]{1,2}['.)]\s|(?:כב(?:וד|')\s)?ה(?:שופט|נשיא|משנה|מישנה|רשמ)|הרשם|סגן|[לב]פני|מבוא|רקע|פתח|כללי|הקדמה|עניינ|ענינ|בהמשך|לאחר|המדובר|מדובר|זוהי|זו |הבקשה|המבקש|המערער|העותר|התובע|בקש|ערעור|ביום|לנוכח|נוכח|לאור|על|כנגד|נגד|ה?נאשמ|עתיר|מהות|השאלה|האם|אני|עיינ|כתב|תביעה|תובענה)/;
const PANEL =
  /(?<![א-ת])(?:ל ?פ ?נ ?י|ב ?פ ?נ ?י|ב?הרכב(?: (?:הו?ועדה|ועדת(?: ה?ערר)?|כב' השופטים))?|המותב)(?:\s{0,3}חברי הו?ועדה)?\s{0,4}:?\s{0,30}(?=כב|ה\s?(?:שופט|נשיא|רשמ|רשם|מ[שי]+נה)|שופט|סגן|סגני?ת|ס\.\s?נש|יו"ר|הרשם|אב"ד|עו"ד|ד"ר|מר |גב'|\d[.)]\s)|(?<=[א-ת'])(?:לפני|בפני):\s{0,30}(?=כב)|(?<![א-ת])(?:לפני|בפני|הרכב)\s{0,3}:\s{0,30}/g;

/** Where a panel is named, whoever sits in it. */
export const PANEL_OPENS = new RegExp(PANEL.source);

/** Finds the parts of one decision. */
export function frameOf(text: string): Frame {
  const heading = EXPORT_HEADING.exec(text.slice(0, 400));
  const limit = Math.min(text.length, HEADER_LIMIT);
  const top = text.slice(0, limit);
  const panelMatch = firstPanel(top);
  const title = findTitle(top, panelMatch ? panelMatch.end : 0, text.length);
  const copy = findCopyHeading(top);
  let kind: Frame['title'] = null;
  if (title && !(copy && copy.start < title.start)) kind = title;
  else if (copy) kind = copy;
  else if (heading) {
    const name = kindOf(heading, 1);
    const start = heading[0].length - heading[0].trimStart().length;
    kind = { start, end: start + name.length, kind: name, sure: false };
  }
  const isBodyTitle = kind !== null && (kind === title || kind === copy);
  const headerEnd = isBodyTitle && kind ? kind.start : Math.min(limit, 4000);
  const panel = panelMatch && panelMatch.start < headerEnd ? panelMatch : null;
  return {
    text,
    headed: heading !== null || copy !== null || isHeaded(top, title, panelMatch),
    header: { start: 0, end: headerEnd },
    title: kind,
    caption: { start: 0, end: panel ? panel.start : headerEnd },
    panel,
    ending: { start: Math.max(0, text.length - ENDING_LENGTH), end: text.length },
  };
}

/** Kind as the text titles itself: body title first, then `העתק החלטת בית משפט`, then an export's heading. */
export function readKind(frame: Frame, source: Normalised): Field<string> | null {
  if (!frame.title) return null;
  const { start, end, kind, sure } = frame.title;
  return { value: kind, span: source.span(start, end), source: 'document', confidence: sure ? 0.98 : 0.85 };
}

const OPENS_AS_BODY = /^\s{0,200}(?:כב(?:וד|')\s)?(?:ה(?:שופט|נשיא)|המ[שי]{1,2}נה\s{1,3}ל?נשיא)/;
const OPENS_AS_HEADING =
  /(?<!(?:של|על|מאת|ידי|החלט[הת]|דין|דינו|הורשע[הו]?|נדון|לפני|בפני|מ)[\s-]{1,3})(?<![א-ת])ב?(?:בי?ת[יי]?[\s-]{1,12}(?:ה?משפטי?|ה?דין)[\s-]{1,12}(?:ה?עליון|ה?גבוה|ה?מחוזי|ה?שלום|ה?ארצי|ה?אזורי|ה?צבאי|ה?רבני|ל[א-ת]{4})|ו?ועד[הת]\s|הו?ועדה\s)/;
// A role word before the first court: the text tells what happened ("המערער הורשע בבית המשפט").
const TELLS_A_STORY = /(?:^|\s)[בלו]?ה(?:מבקש|מערער|עותר|תובע|משיב|נתבע|נאשם|עורר)/;
const ACTS =
  /^[^.:\d]{0,60}\s(?:דח(?:ה|תה)|קיבל(?:ה)?|קבע(?:ה)?|הרשיע(?:ה)?|החליט(?:ה)?|פסק(?:ה)?|הור(?:ה|תה)|ציינ?(?:ה)?|נתנ?(?:ה)?|גזר)\s/;
const OPENS_WITH_DOCKET = /^\s{0,200}(?:תיק\s)?[א-ת]{1,5}["'][א-ת]{0,2}\s{1,3}(?:\([^()\n]{1,30}\)\s)?\d/;
function isHeaded(top: string, title: Frame['title'], panel: Range | null): boolean {
  if (OPENS_AS_BODY.test(top.slice(0, 300))) return false;
  const start = top.trimStart().slice(0, 250);
  const court = OPENS_AS_HEADING.exec(start);
  if (OPENS_WITH_DOCKET.test(start)) return true;
  if (
    court &&
    court.index <= 90 &&
    !TELLS_A_STORY.test(start.slice(0, court.index)) &&
    !ACTS.test(start.slice(court.index))
  ) {
    return true;
  }
  return title !== null && panel !== null && panel.start < title.start && panel.start < 1500;
}

function firstPanel(top: string): Range | null {
  PANEL.lastIndex = 0;
  const match = PANEL.exec(top);
  if (!match || match.index > 6000) return null;
  return { start: match.index, end: match.index + match[0].length };
}

function findCopyHeading(top: string): Frame['title'] {
  COPY_HEADING.lastIndex = 0;
  const match = COPY_HEADING.exec(top.slice(0, 3000));
  if (!match) return null;
  const word = match[1] ?? '';
  const start = match.index + match[0].length - word.length;
  const kind = word.startsWith('החלט') ? 'החלטה' : word.replace('-', ' ');
  return { start, end: start + word.length, kind, sure: true };
}

/** The first kind word that titles this decision: alone on its line, or followed by words that open a body. */
function findTitle(top: string, from: number, length: number): Frame['title'] {
  let fallback: Frame['title'] = null;
  TITLE.lastIndex = 0;
  for (let match = TITLE.exec(top); match !== null; match = TITLE.exec(top)) {
    const start = match.index;
    const end = start + match[0].length;
    const name = kindOf(match, 1);
    const found = { start, end, kind: name, sure: true };
    if (isAlone(top, start, end)) return found;
    if (start < from || start > 8000) continue;
    const before = top.slice(Math.max(0, start - 30), start);
    const after = top.slice(end, end + 40);
    if (BEFORE_OTHER.test(before) || AFTER_OTHER.test(after)) continue;
    if (!name.startsWith('החלטה') && /(?:ביצוע|ביצועו|חוזר)\s{1,3}$/.test(before)) continue;
    if (BODY_OPENS.test(after)) return found;
    if (/ /.test(match[0].replace(/^(?:פסק|גזר|הכרעת) דין/, '')) && /^(?:ה ח|פ ס|ג ז)/.test(match[0])) return found;
    if (!fallback && from > 0 && start < Math.max(2500, length / 4)) fallback = { ...found, sure: false };
  }
  return fallback;
}

function isAlone(top: string, start: number, end: number): boolean {
  const before = /(?:^|\n)[^\S\n]{0,80}$/.test(top.slice(Math.max(0, start - 90), start));
  const after = /^[^\S\n]{0,80}[:.]?[^\S\n]{0,80}(?:\n|$)/.test(top.slice(end, end + 170));
  const wholeLineBreak = top.includes('\n');
  return before && after && wholeLineBreak && start > 0;
}

function kindOf(match: RegExpMatchArray, firstGroup: number): string {
  for (let i = 0; i < KINDS.length; i++) {
    if (match[firstGroup + i] === undefined) continue;
    const name = KINDS[i]?.[0] ?? '';
    const qualifier = match[firstGroup + KINDS.length];
    return qualifier ? `${name} ${qualifier}` : name;
  }
  return '';
}
