import type { Range } from './frame.ts';

/** One party as a heading names it. */
export interface Party extends Range {
  name: string;
}

/** Where one name ends: its counsel, its address. */
export const NAME_END =
  /(?<![א-ת"])(?:ע"י|על[\s-]ידי|ע"י\s?ב"כ|באמצעות|ב"כ|בא[\s-]כו?חו?|באי[\s-]כו?ח|עו"ד|עוה"ד|נציג|בעצמ(?:ו|ה|ם|ן)|אין\sהתייצבות|כתובת|להלן|מרח'|מרחוב|העורכ)(?![א-ת"])|\n\s{0,60}-{1,3}\s{0,60}\n|\(להלן/;

const NUMBERED = /(?:^|(?<=[\s:,;]))(\d{1,3})\s?[.)](?!\d)\s{0,4}/g;
/** The names in a run of them: numbered, one a line, or one alone. */
export function namesIn(text: string, range: Range, plural: boolean): Party[] {
  const part = text.slice(range.start, range.end);
  const marks: Range[] = [];
  let expected = -1;
  for (const match of part.matchAll(NUMBERED)) {
    const number = Number(match[1]);
    if (expected >= 0 && number !== expected) continue;
    if (expected < 0 && (number > 400 || /[א-ת]/.test(part.slice(0, match.index)))) continue;
    marks.push({ start: match.index, end: match.index + match[0].length });
    expected = number + 1;
  }
  const pieces: Range[] = [];
  if (marks.length > 0) {
    for (let i = 0; i < marks.length; i++) {
      pieces.push({ start: marks[i]?.end ?? 0, end: marks[i + 1]?.start ?? part.length });
    }
  } else if (plural && /\S[^\n]*\n\s*\S/.test(part)) {
    let at = 0;
    for (const line of part.split('\n')) {
      const counsel = at > 0 && /^\s{0,60}(?:עו"ד|עוה"ד|ב"כ|ע"י)/.test(line);
      if (!counsel) pieces.push({ start: at, end: at + line.length });
      at += line.length + 1;
    }
  } else pieces.push({ start: 0, end: part.length });
  return pieces
    .map((p) => cleanName(text, { start: p.start + range.start, end: p.end + range.start }))
    .filter((p): p is Party => p !== null);
}

const TRAILING =
  /(?:[\s,;:.|-]|-\s|ואח'|ואח(?![א-ת])|ו-?\s?\d{1,3}\s?אח(?:'|רים)|ואחרים|\(?(?:נמחק(?:ה|ו)?|עצור|עציר|אסיר|במעצר|נוכח|נפטר)\)?|ת["]?\.?ז["]?\.?\s?:?\s?(?:מס'?\s)?[\dXx*-]{5,12}|\(?(?:ח["]?\.?פ|ע["]?\.?ר|ח"צ|מס(?:פר|')?)["]?\.?\s?:?\s?\d[\d-]{5,11}\)?|\(|-)+$/;
const ID = /[\s,(-]{0,4}(?:ת["]?\.?ז["]?\.?|ח["]?\.?פ["]?\.?|דרכון|מספר זהות|ע\.ר\.?)\s?:?\s?(?:מס'?\s)?[\dXx*-]{5,12}/;

/** One name without its counsel, address, number of identity and the signs around it; null when no name is left. */
export function cleanName(text: string, range: Range): Party | null {
  let part = text.slice(range.start, range.end);
  // A party may itself be counsel (`המבקש: עו"ד פלוני`): its title at the very start ends nothing.
  const own = /^[\s:,;.|)-]{0,60}(?:(?:עו"ד|עוה"ד|פרופ'|ד"ר)\s)?/.exec(part)?.[0].length ?? 0;
  const stop = part.slice(own).search(NAME_END);
  if (stop >= 0) part = part.slice(0, own + stop);
  const id = ID.exec(part);
  if (id && id.index > 1) part = part.slice(0, id.index);
  const before = /^[\s:,;.|)-]+/.exec(part)?.[0].length ?? 0;
  let name = part.slice(before);
  for (let i = 0; i < 3; i++) name = trimEnd(name);
  if (!/[א-תA-Za-z][^א-תA-Za-z]{0,2}[א-תA-Za-z]/.test(name) || name.length > 300) return null;
  const start = range.start + before;
  return { name: name.replace(/\s+/g, ' '), start, end: start + name.length };
}

function trimEnd(name: string): string {
  const window = name.slice(-80);
  const match = TRAILING.exec(window);
  if (!match) return name;
  // "בע"מ." and initials keep their last sign
  const kept = name.slice(0, name.length - window.length + match.index);
  return /["'](?:[א-ת])?$/.test(kept) || match[0].trim() !== '' ? kept : name.trimEnd();
}
