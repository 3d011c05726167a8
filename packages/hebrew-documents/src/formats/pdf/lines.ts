import type { Glyph } from './glyphs.ts';

/** One line as the eye sees it: letters from left to right, spaces where the gaps are. */
export interface SeenLine {
  clusters: string[];
  left: number;
  right: number;
  /** Baseline, points from the top. */
  y: number;
  size: number;
}

export interface SeenPage {
  lines: SeenLine[];
  /** Letters that were drawn twice to look bold. */
  doubled: number;
}

/** Groups glyphs into lines by baseline and sorts each from left to right. */
export function seenLines(glyphs: readonly Glyph[]): SeenPage {
  const doubled = { count: 0 };
  const lines = byBaseline(glyphs)
    .map((line) => asSeen(line, doubled))
    .filter((line) => line.clusters.length > 0);
  return { lines, doubled: doubled.count };
}

function byBaseline(glyphs: readonly Glyph[]): Glyph[][] {
  const sorted = [...glyphs].sort((a, b) => a.y - b.y);
  const lines: Glyph[][] = [];
  let anchor: Glyph | undefined;
  for (const glyph of sorted) {
    // Within 0.35 of the size: raised footnote marks join their line, the next line of single spacing (1.0) does not.
    if (anchor === undefined || glyph.y - anchor.y > 0.35 * Math.max(anchor.size, glyph.size)) {
      lines.push([]);
      anchor = glyph;
    }
    lines.at(-1)?.push(glyph);
  }
  return lines;
}

/** Gaps in shares of the size. Noto, David and Times set a space at 0.20 to 0.26; kerning stays under 0.1. */
const WORD_GAP = 0.18;
const SPACE_GLYPH_GAP = 0.05;
/** Wider than this is another column of a table or signature block. */
const COLUMN_GAP = 2.5;

function asSeen(glyphs: Glyph[], doubled: { count: number }): SeenLine {
  const order = new Map(glyphs.map((glyph, index) => [glyph, index]));
  const stream = (glyph: Glyph) => order.get(glyph) ?? 0;
  glyphs.sort((a, b) => a.x - b.x || stream(a) - stream(b));
  const clusters: string[] = [];
  let before: Glyph | undefined;
  let spaceBetween = false;
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') {
      spaceBetween = true;
      continue;
    }
    if (isMark(glyph) && before !== undefined) {
      clusters.push((clusters.pop() ?? '') + glyph.text);
      continue;
    }
    if (before !== undefined) {
      if (before.text === glyph.text && glyph.x - before.x < 0.3 * Math.max(before.width, 0.1 * glyph.size)) {
        doubled.count++;
        continue;
      }
      const gap = (glyph.x - before.x - before.width) / Math.max(before.size, glyph.size);
      if (gap > COLUMN_GAP) clusters.push('\t');
      else if (gap > WORD_GAP || (spaceBetween && gap > SPACE_GLYPH_GAP)) clusters.push(' ');
    }
    clusters.push(...clustersOf(glyph.text));
    before = glyph;
    spaceBetween = false;
  }
  const sizes = glyphs.map((glyph) => glyph.size).sort((a, b) => a - b);
  const seen = glyphs.filter((glyph) => glyph.text.trim() !== '');
  return {
    clusters,
    left: seen.reduce((edge, glyph) => Math.min(edge, glyph.x), Number.POSITIVE_INFINITY),
    right: seen.reduce((edge, glyph) => Math.max(edge, glyph.x + glyph.width), 0),
    y: seen[0]?.y ?? 0,
    size: sizes[sizes.length >> 1] ?? 0,
  };
}

function isMark(glyph: Glyph): boolean {
  return /^\p{M}+$/u.test(glyph.text);
}

/** Hebrew ligatures and presentation forms (U+FB1D..FB4F) are spelt out; Latin ligatures too ("ﬁ"). */
function clustersOf(text: string): string[] {
  const plain = /[\ufb00-\ufb4f]/.test(text) ? text.normalize('NFKC') : text;
  const clean = plain.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]/g, '');
  // A glyph that stands for several Hebrew letters keeps their order; Latin ones are taken letter by letter.
  if (/[\u0590-\u05ff]/.test(clean)) return [clean];
  return clean.match(/\P{M}\p{M}*/gu) ?? [];
}
