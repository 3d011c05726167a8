import { isHebrew, isSpace, signSet } from './signs.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

const CLOSER: Record<string, string> = { ')': '(', ']': '[' };
// A citation bracket is long, a forgotten bracket swallows the decision: beyond this many letters there was no pair.
const LONGEST_BRACKET = 1500;
const LONGEST_QUOTATION = 4000;
const SIGNS = signSet('()[]".\n');

/** Brackets and quotations of a normalised text, each sorted by start; signs without a partner are left out. One pass. */
export function pairsOf(text: string): { quotations: Range[]; brackets: Range[] } {
  const quotations: Range[] = [];
  const brackets: Range[] = [];
  let open: { sign: string; at: number }[] = [];
  let quotes: number[] = [];
  // Letter by letter: on a text of nothing but signs, a match for each takes ten times as long.
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (SIGNS[code] !== 1) continue;
    const sign = text.charAt(at);
    if (sign === '(' || sign === '[') {
      if (open.length < 16) open.push({ sign, at });
    } else if (sign === ')' || sign === ']') {
      if (open.length === 0) continue;
      const last = open[open.length - 1];
      if (last?.sign === CLOSER[sign]) {
        open.pop();
        if (last && at - last.at <= LONGEST_BRACKET) brackets.push({ start: last.at, end: at + 1 });
      }
    } else if (sign === '.') {
      if (open.length > 0 && text.charAt(at - 1) === ')' && isSpace(text.charCodeAt(at + 1))) open = []; // `… (לא פורסם). לגופו`: the sentence ended although an outer bracket was never closed
    } else if (sign === '"') {
      const kind = quoteKind(text, at);
      if (kind === 'opens' && quotes.length < 8) quotes.push(at);
      else if (kind === 'closes') {
        const from = quotes.pop();
        if (from !== undefined && at - from <= LONGEST_QUOTATION) quotations.push({ start: from, end: at + 1 });
      }
    } else if (sign === '\n' && isBlankLine(text, at)) {
      open = [];
      if (quotes.length > 1) quotes = quotes.slice(-1);
    }
  }
  const byStart = (a: Range, b: Range): number => a.start - b.start || b.end - a.end;
  return { quotations: quotations.sort(byStart), brackets: brackets.sort(byStart) };
}

// Blanks of one line that are looked at: it is blank, or no decision has it.
const WIDEST_LINE = 80;

function isBlankLine(text: string, at: number): boolean {
  let next = at + 1;
  while (next - at <= WIDEST_LINE && text.charCodeAt(next) === 0x20) next++;
  return text.charAt(next) === '\n';
}

const CLOSES_BEFORE = signSet(' \n.,;:)]?!');
const OPENS_BEHIND = signSet(' \n([:-/,');
const CLOSES_BEHIND = signSet('.,?!])0123456789');

function quoteKind(text: string, at: number): 'opens' | 'closes' | 'in a word' {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  const inWord = isHebrew(before);
  if (inWord && isHebrew(after)) {
    // ב"גלגול שלישי" opens a quotation after one or two prefix letters; gershayim stand before the last letter.
    const prefix = /(?:^|[^א-ת])[ושהבכלמ]{1,2}$/.test(text.slice(Math.max(0, at - 3), at));
    return prefix && /^[א-ת]{3}/.test(text.slice(at + 1, at + 4)) ? 'opens' : 'in a word';
  }
  if (at + 1 === text.length || CLOSES_BEFORE[after] === 1) return 'closes';
  if (at === 0 || OPENS_BEHIND[before] === 1) return 'opens';
  return inWord || CLOSES_BEHIND[before] === 1 ? 'closes' : 'opens';
}
