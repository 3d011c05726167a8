import { offsets, type Span } from 'hebrew-law';
import { numberParagraphs } from './numbers.ts';

/** A stretch of the text as people see it: a paragraph or a heading, cut where something begins or ends. */
export interface Block {
  kind: BlockKind;
  /** of the place in the page, stable for a version: `p12` for the court's paragraph 12, `s` and a number for a heading */
  anchor: string | null;
  /** the paragraph's number as the court wrote it, not in `pieces` */
  number: string | null;
  pieces: Piece[];
}

/** `caption` is what stands before the title: court, panel, parties. */
export type BlockKind = 'title' | 'speaker' | 'heading' | 'caption' | 'body' | 'header' | 'footer' | 'footnote';

export interface Piece {
  text: string;
  /** indices into `halachot`: those whose quote this piece is a part of, and those of them that begin here */
  over: readonly number[];
  begins: readonly number[];
  /** index into `references`, and whether it begins here */
  reference: number | null;
  referenceBegins: boolean;
}

export interface TextParts {
  /** `[start, end, kind]`, as stored with a version */
  paragraphs: readonly (readonly [number, number, string])[];
  sections: readonly { start: number; speaker: string | null; heading: string | null }[];
  halachot: readonly Span[];
  references: readonly Span[];
}

interface Paragraph extends Span {
  kind: BlockKind;
}

/**
 * Cuts a text into blocks and pieces. All offsets are code points; every letter of the text but white space between
 * paragraphs is in exactly one piece or number, whatever the spans are: those that overlap share pieces, a reference
 * that begins inside another one is left out, and what reaches beyond the text is cut.
 *
 * One sweep over all borders, in order: a text of a million letters with thousands of spans takes a few milliseconds.
 */
export function blocksOf(text: string, parts: TextParts): Block[] {
  const { length, toUtf16 } = offsets(text);
  const cut = (span: Span) => text.slice(toUtf16(span.start), toUtf16(span.end));
  const paragraphs = withKinds(wholeText(text, length, parts.paragraphs, cut), parts.sections, cut);
  const numbers = numberParagraphs(
    paragraphs.map((paragraph) => ({ start: paragraph.start, text: paragraph.kind === 'body' ? cut(paragraph) : '' })),
  );
  const sweep = sweepOf(parts, cut);
  let headings = 0;
  return paragraphs.map((paragraph, index) => {
    const number = numbers[index] ?? null;
    const isHeading = paragraph.kind === 'heading' || paragraph.kind === 'speaker';
    const start = paragraph.start + (number?.written.length ?? 0);
    return {
      kind: paragraph.kind,
      anchor: isHeading ? `s${++headings}` : (number?.anchor ?? null),
      number: number?.written.trimEnd() ?? null,
      pieces: sweep({ start, end: paragraph.end }),
    };
  });
}

/** The stored paragraphs in order, without overlaps; words that none of them covers are paragraphs too. */
function wholeText(
  text: string,
  length: number,
  stored: TextParts['paragraphs'],
  cut: (span: Span) => string,
): Paragraph[] {
  const found: Paragraph[] = [];
  let at = 0;
  const add = (start: number, end: number, kind: string) => {
    if (end > start) found.push({ start, end, kind: KINDS.has(kind) ? (kind as BlockKind) : 'body' }); // one of KINDS
  };
  const lines = (start: number, end: number) => {
    let from = start;
    for (const line of end > start ? cut({ start, end }).split('\n') : []) {
      const letters = offsets(line).length;
      if (line.trim() !== '') add(from, from + letters, 'body');
      from += letters + 1;
    }
  };
  for (const [start, end, kind] of [...stored].sort(([a], [b]) => a - b)) {
    const from = Math.max(at, start);
    const to = Math.min(length, end);
    if (to <= from) continue;
    lines(at, from);
    add(from, to, kind);
    at = to;
  }
  lines(at, length);
  return found.length > 0 || text.trim() === '' ? found : [{ start: 0, end: length, kind: 'body' }];
}

const KINDS: ReadonlySet<string> = new Set(['body', 'header', 'footer', 'footnote']);

// Letters only: old files space them out (`פ ס ק   ד י ן`) or put a dash between.
const TITLES: ReadonlySet<string> = new Set([
  'פסקדין',
  'פסקדיןחלקי',
  'פסקדיןמשלים',
  'החלטה',
  'גזרדין',
  'הכרעתדין',
  'גזרדיןוהכרעתדין',
  'הכרעתדיןוגזרדין',
]);
const LONGEST_TITLE = 40;
const LONGEST_HEADING = 140;
// A title further down is one that the decision quotes. A short decision is mostly caption, a long one has many parties.
const TITLE_WITHIN = { paragraphs: 40, share: 0.4 };

/** Says which paragraphs are titles and headings. */
function withKinds(
  paragraphs: readonly Paragraph[],
  sections: TextParts['sections'],
  cut: (span: Span) => string,
): Paragraph[] {
  const title = paragraphs.findIndex(
    (paragraph, index) =>
      paragraph.kind === 'body' &&
      index <= Math.max(TITLE_WITHIN.paragraphs, paragraphs.length * TITLE_WITHIN.share) &&
      paragraph.end - paragraph.start <= LONGEST_TITLE &&
      TITLES.has(cut(paragraph).replace(/\P{L}/gu, '')),
  );
  const starts = sectionStarts(sections);
  return paragraphs.map((paragraph, index) => {
    if (paragraph.kind !== 'body') return paragraph;
    if (index === title) return { ...paragraph, kind: 'title' };
    if (index < title) return { ...paragraph, kind: 'caption' };
    const starting = starts.get(paragraph.start);
    if (starting === undefined || paragraph.end - paragraph.start > LONGEST_HEADING) return paragraph;
    const words = cut(paragraph).trim();
    if (starting.speaks && words.endsWith(':')) return { ...paragraph, kind: 'speaker' };
    return starting.heading !== null && sameWords(starting.heading, words)
      ? { ...paragraph, kind: 'heading' }
      : paragraph;
  });
}

function sectionStarts(sections: TextParts['sections']): Map<number, { heading: string | null; speaks: boolean }> {
  const starts = new Map<number, { heading: string | null; speaks: boolean }>();
  let speaker: string | null = null;
  for (const section of sections) {
    starts.set(section.start, {
      heading: section.heading,
      speaks: section.speaker !== null && section.speaker !== speaker,
    });
    speaker = section.speaker;
  }
  return starts;
}

// A stored heading is normalised text (signs, spaces); the paragraph is as written.
const sameWords = (a: string, b: string): boolean =>
  a.replace(/[^\p{L}\p{N}]/gu, '') === b.replace(/[^\p{L}\p{N}]/gu, '');

/** Gives the pieces of one paragraph after the other; asked in text order, each span is looked at once. */
function sweepOf({ halachot, references }: TextParts, cut: (span: Span) => string): (within: Span) => Piece[] {
  const quotes = inOrder(halachot);
  const links = withoutOverlaps(inOrder(references));
  let nextQuote = 0;
  let nextLink = 0;
  let open: Numbered[] = [];
  const begun = new Set<number>();
  return (within) => {
    while ((links[nextLink]?.end ?? Number.POSITIVE_INFINITY) <= within.start) nextLink++;
    open = open.filter(({ end }) => end > within.start);
    for (let quote = quotes[nextQuote]; quote !== undefined && quote.start < within.end; quote = quotes[++nextQuote])
      if (quote.end > within.start) open.push(quote);
    const here: Numbered[] = [];
    for (let link = nextLink; (links[link]?.start ?? Number.POSITIVE_INFINITY) < within.end; link++) {
      const found = links[link];
      if (found !== undefined) here.push(found);
    }
    return piecesOf(within, open, here, begun, cut);
  };
}

interface Numbered extends Span {
  index: number;
}

function piecesOf(
  within: Span,
  quotes: readonly Numbered[],
  links: readonly Numbered[],
  begun: Set<number>,
  cut: (span: Span) => string,
): Piece[] {
  const borders = new Set([within.start, within.end]);
  for (const { start, end } of [...quotes, ...links]) {
    if (start > within.start && start < within.end) borders.add(start);
    if (end > within.start && end < within.end) borders.add(end);
  }
  const sorted = [...borders].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  let nextLink = 0;
  let nextQuote = 0;
  let open: Numbered[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [start = 0, end = 0] = [sorted[i], sorted[i + 1]];
    if (end <= start) continue;
    while ((links[nextLink]?.end ?? Number.POSITIVE_INFINITY) <= start) nextLink++;
    const link = links[nextLink];
    const reference = link !== undefined && link.start <= start ? link : null;
    for (let quote = quotes[nextQuote]; quote !== undefined && quote.start <= start; quote = quotes[++nextQuote])
      open.push(quote);
    open = open.filter((quote) => quote.end > start);
    const over = open.map(({ index }) => index);
    const begins = over.filter((index) => !begun.has(index));
    for (const index of begins) begun.add(index);
    pieces.push({
      text: cut({ start, end }),
      over,
      begins,
      reference: reference?.index ?? null,
      referenceBegins: reference?.start === start,
    });
  }
  return pieces;
}

const inOrder = (spans: readonly Span[]): Numbered[] =>
  spans
    .map(({ start, end }, index) => ({ start, end, index }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.index - b.index);

function withoutOverlaps(spans: readonly Numbered[]): Numbered[] {
  let end = 0;
  return spans.filter((span) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}
