/** A run of section references: `סעיפים 6, 10 רישא ו-13 בצירוף סעיף 19א`. Positions are UTF-16 in normalised text. */
export interface SectionRun {
  start: number;
  /** After the last item and its `רישא` or `סיפא`. */
  end: number;
  sections: string[];
}

const WORD = `(?:סעיפים|סעיפי|סעיף|תקנות|תקנה|(?<![א-ת])[ולבהש]{0,2}(?:סע'|ס'|תק'|כללים|כלל))`;
/** Where a run starts. The word may be glued to the one before it, and the number to the word: scans lose blanks. */
export const RUN_START = new RegExp(`${WORD}\\s{0,3}(?:מס'\\s{0,2})?(?=\\d)`, 'g');

const NEXT_WORD = new RegExp(`[לבהו]{0,2}${WORD}\\s{0,3}(?=[\\d(])`, 'y');
// Up to two letters (413ב, 40יא, 424 א'), then perhaps a digit (64א1); a word glued to the number is not part of it
// (12לחוק). Scans put a dash before the subsection: 204-(א).
const ITEM =
  /(\d{1,4})((?:[א-ת]{1,2}(?![א-ת"])|\s[א-ת]{1,2}(?='(?![א-ת]))|[א-ת]{1,2}(?=ל(?:חוק|פקוד|תקנ)))'?(?:\d{1,2}(?!\d))?)?(-?(?:\s?\((?:[א-ת]{1,2}\d?|\d{1,2}[א-ת]?|[ivx]{1,4})\)){1,6})?(?![./]\d|\d)/y;
const PART = /((?:\((?:[א-ת]{1,2}\d?|\d{1,2}[א-ת]?)\)){1,4})/y;
// What may stand behind a section: its half, and in brackets what it punishes.
const TAIL = /(?:\s{0,2}(?:רישא|רישה|סיפא|סיפה|ואילך)(?![א-ת]))?(?:\s{1,2}\([^()]{4,70}\))?/y;
const AND =
  '(?:ו ?-\\s{0,2}|ו(?=\\d|סעיף|תקנה|\\()|ו\\s(?=\\d)|או\\s{1,2}|ועד\\s{1,2}|עד\\s{1,2}|וכן\\s{1,2}|ב?צי?רוף\\s{1,2}(?:עם\\s{1,2})?|[בו]?יחד עם\\s{1,2}|לצד\\s{1,2}|בשילוב\\s{1,2}(?:עם\\s{1,2})?|לבין\\s{1,2})';
const SEPARATOR = new RegExp(`\\s{0,3}(?:[,;]\\s{0,2}${AND}?|\\+|\\/|-|${AND})\\s{0,2}(?:הוראות\\s|עם\\s)?`, 'y');
const LONGEST_RANGE = 40;

/** Reads the run whose first word ends at `numbers` (right before the first digit); null when no number can be read there. */
export function readSectionRun(text: string, start: number, numbers: number): SectionRun | null {
  const sections: string[] = [];
  let end = numbers;
  let separator = '';
  for (let position = numbers; sections.length < 200; ) {
    const item = stick(ITEM, text, position);
    const part = item || sections.length === 0 ? null : stick(PART, text, position);
    if (!item && !part) break;
    const last = sections[sections.length - 1];
    const name = item ? item[0].replace(/[\s'-]/g, '') : sibling(last ?? '', part?.[0] ?? '');
    if (last !== undefined && (separator === '-' || separator === 'עד')) sections.push(...between(last, name));
    sections.push(name);
    end = position + (item ?? part ?? [''])[0].length;
    end += stick(TAIL, text, end)?.[0].length ?? 0;
    const next = stick(SEPARATOR, text, end);
    if (!next) break;
    separator = next[0].trim().replace(/^ועד$/, 'עד');
    position = end + next[0].length;
    position += stick(NEXT_WORD, text, position)?.[0].length ?? 0;
  }
  return sections.length === 0 ? null : { start, end, sections: [...new Set(sections)] };
}

/** Runs a sticky pattern at `position`. */
export function stick(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** `7(א) ו-(ב)` is 7(ב); `171(א)(4) ו-(5)` is 171(א)(5). */
function sibling(last: string, part: string): string {
  const digits = /^\(\d/.test(part);
  const parts = last.match(/\([^()]*\)/g) ?? [];
  let keep = parts.length;
  while (keep > 0 && /^\(\d/.test(parts[keep - 1] ?? '') !== digits) keep--;
  const kept = parts.slice(0, Math.max(0, keep - 1)).join('');
  return last.replace(/\(.*$/, '') + kept + part;
}

/** Whole sections between two ends, in either order: right-to-left texts also write ranges high number first. */
function between(from: string, to: string): string[] {
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) return [];
  const low = Math.min(Number(from), Number(to));
  const high = Math.max(Number(from), Number(to));
  if (high - low > LONGEST_RANGE) return [];
  return Array.from({ length: Math.max(0, high - low - 1) }, (_, i) => String(low + 1 + i));
}
