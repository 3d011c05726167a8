import type { LooseParagraph } from '../../read/assemble.ts';
import type { WrittenLine } from './order.ts';

export interface PageOfLines {
  number: number;
  lines: WrittenLine[];
  /** Whether lines begin at the right edge. */
  fromRight: boolean;
}

/**
 * Joins the lines of a PDF to paragraphs, across pages too. Page numbers and lines that every page repeats (the docket
 * at the top) would stand in the middle of sentences, so they are kept once, as header or footer.
 */
export function joinParagraphs(pages: PageOfLines[]): { paragraphs: LooseParagraph[]; removed: number } {
  const { bodies, headers, footers, removed } = withoutRunningLines(pages);
  const body: LooseParagraph[] = [];
  let before: WrittenLine | undefined;
  const columns = { ltr: columnOf(bodies, false), rtl: columnOf(bodies, true) };
  for (const { number, lines, fromRight } of bodies) {
    const column = fromRight ? columns.rtl : columns.ltr;
    for (const [index, line] of lines.entries()) {
      const starts =
        before === undefined ||
        (index === 0 ? startsAcrossPages(before, line, column) : startsParagraph(before, line, column));
      const last = body.at(-1);
      const text = line.text.replace(/ {2,}/g, ' ');
      if (starts || last === undefined) body.push({ kind: 'body', pieces: [{ text, page: number }] });
      else continueWith(last, text, number);
      before = line;
    }
  }
  return { paragraphs: [...headers, ...body, ...footers], removed };
}

function continueWith(paragraph: LooseParagraph, text: string, page: number): void {
  const last = paragraph.pieces.at(-1);
  const broken = last && brokenNumber(last.text, text);
  if (last && broken) last.text = broken.before;
  paragraph.pieces.push({ text: broken ? broken.after : text, page });
}

/**
 * A docket that the end of the line broke at its hyphen goes whole to the next line. The hyphen is set to the right of the
 * digits (UAX #9 W4, which looks at the paragraph before it is broken), where the line alone reads it as standing before
 * them: `-59431` and `12-33` are `59431-12-33`.
 */
function brokenNumber(before: string, after: string): { before: string; after: string } | null {
  const end = /(?<=^|[\s(])(?:-(\d{1,6}(?:-\d{1,2})?)|(\d{1,6}(?:-\d{1,2})?)-)$/.exec(before);
  const digits = end?.[1] ?? end?.[2];
  if (!end || digits === undefined || !/^\d{1,6}-\d{1,2}-\d{2}(?!\d)/.test(`${digits}-${after}`)) return null;
  return { before: before.slice(0, end.index).trimEnd(), after: `${digits}-${after}` };
}

function withoutRunningLines(pages: PageOfLines[]) {
  const running = runningLines(pages);
  const headers: LooseParagraph[] = [];
  const footers: LooseParagraph[] = [];
  const kept = new Set<string>();
  let removed = 0;
  const bodies = pages.map((page) => {
    const lines = page.lines.filter((line, index) => {
      const place = edge(index, page.lines.length);
      const key = mask(line.text);
      if (place === null || !running.has(key)) return true;
      if (kept.has(key) || key === '#') removed++;
      else (place === 'header' ? headers : footers).push({ kind: place, pieces: [{ text: line.text }] });
      kept.add(key);
      return false;
    });
    return { ...page, lines };
  });
  return { bodies, headers, footers, removed };
}

const EDGE = 2;

function edge(index: number, length: number): 'header' | 'footer' | null {
  if (index < EDGE) return 'header';
  return index >= length - EDGE ? 'footer' : null;
}

/**
 * Lines at the edge of at least three pages and of more than half of them, figures aside. Of a document of two pages both
 * must have it at the same height: a sentence may end both by chance, but not on the same line of the paper.
 */
function runningLines(pages: PageOfLines[]): Set<string> {
  const seen = new Map<string, number[]>();
  for (const { lines } of pages) {
    const here = new Map<string, number>();
    for (const [index, line] of lines.entries())
      if (edge(index, lines.length) !== null) here.set(mask(line.text), line.y);
    for (const [key, y] of here) seen.set(key, [...(seen.get(key) ?? []), y]);
  }
  const running = new Set<string>();
  for (const [key, heights] of seen) {
    const count = heights.length;
    const numbers = key === '#' && count > 1 && count > pages.length / 2;
    const both = count === 2 && pages.length === 2 && Math.max(...heights) - Math.min(...heights) < SAME_HEIGHT;
    if (numbers || both || (count > 2 && count > pages.length / 2)) running.add(key);
  }
  return running;
}

/** In points; programs set the same footer to within a fraction of one. */
const SAME_HEIGHT = 1;

function mask(text: string): string {
  const key = text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim();
  return isPageNumber(text) ? '#' : key;
}

function isPageNumber(text: string): boolean {
  return /^[\s\-–—]*\d{1,4}[\s\-–—]*$/.test(text);
}

interface Column {
  left: number;
  right: number;
  gap: number;
  fromRight: boolean;
}

/** The text column of the whole document by its commonest edges, and the commonest distance of lines. */
function columnOf(pages: PageOfLines[], fromRight: boolean): Column {
  const of = pages.filter((page) => page.fromRight === fromRight);
  const numbers = (pick: (line: WrittenLine, before: WrittenLine | undefined) => number) =>
    of.flatMap(({ lines }) => lines.map((line, index) => pick(line, lines[index - 1]))).sort((a, b) => a - b);
  const lefts = numbers((line) => line.left);
  const rights = numbers((line) => line.right);
  const gaps = numbers((line, before) => (before === undefined ? 0 : line.y - before.y)).filter((gap) => gap > 0);
  return {
    left: lefts[Math.floor(lefts.length * 0.1)] ?? 0,
    right: rights[Math.floor(rights.length * 0.9)] ?? 0,
    gap: gaps[gaps.length >> 1] ?? 0,
    fromRight,
  };
}

function startsParagraph(before: WrittenLine, line: WrittenLine, column: Column): boolean {
  if (line.y - before.y > column.gap * 1.3 + 1) return true;
  if (Math.abs(line.size - before.size) > before.size * 0.12) return true;
  if (wouldHaveFitted(before, line, column)) return true;
  const indented = indent(line, column) > line.size && indent(before, column) <= line.size;
  if (indented && ENDED.test(before.text)) return true;
  return NUMBERED.test(line.text) && ENDED.test(before.text);
}

function startsAcrossPages(before: WrittenLine, line: WrittenLine, column: Column): boolean {
  if (Math.abs(line.size - before.size) > before.size * 0.12) return true;
  return wouldHaveFitted(before, line, column) || NUMBERED.test(line.text);
}

const ENDED = /[.:;?!][)"”״\]]*$/;
const NUMBERED = /^(?:\d{1,3}|[א-ת]{1,2})[.)]\s/;

/** Lines are filled word by word: where the next word would have fitted, the writer ended the paragraph. */
function wouldHaveFitted(before: WrittenLine, line: WrittenLine, column: Column): boolean {
  const rest = column.fromRight ? before.left - column.left : column.right - before.right;
  const letter = (line.right - line.left) / Math.max(1, line.text.length);
  const word = /^\S*/.exec(line.text)?.[0].length ?? 0;
  return rest > (word + 1) * letter + before.size * 0.3;
}

function indent(line: WrittenLine, column: Column): number {
  return column.fromRight ? column.right - line.right : line.left - column.left;
}
