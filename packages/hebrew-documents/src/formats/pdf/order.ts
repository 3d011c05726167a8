import type { OrderDecision } from '../../document.ts';
import { baseDirection, inverseBidi } from '../../repair/inverse-bidi.ts';
import { addEvidence, judgeOrder, type OrderEvidence, SURE_ENOUGH, weighOrder } from '../../repair/order.ts';
import type { Glyph } from './glyphs.ts';
import { type SeenLine, seenLines } from './lines.ts';

/** A line in the order people write, with its place on the page. */
export interface WrittenLine extends Omit<SeenLine, 'clusters'> {
  text: string;
}

export interface OrderedPage {
  lines: WrittenLine[];
  order: OrderDecision;
  evidence: OrderEvidence;
  hebrew: boolean;
  doubled: number;
  /** Brackets that the producer stored as written and not as seen; 0 on most pages. */
  unmirrored: number;
}

/**
 * The written order of one page, by vote. What the eye sees is certain (the geometry), so the first candidate is the
 * inverse of the bidi algorithm over it. Files that lie about geometry, or that show Hebrew backwards, lose that vote
 * and the other readings stand for election. Nothing is ever reversed without a vote.
 */
export function orderPage(glyphs: readonly Glyph[]): OrderedPage {
  const { lines, doubled } = seenLines(glyphs);
  const hebrew = isHebrew(lines);
  const base = { doubled, unmirrored: 0, hebrew };
  if (!lines.some((line) => line.clusters.some((cluster) => /[\u05d0-\u05ea]/.test(cluster)))) {
    const evidence = { forward: 0, backward: 0, pairsForward: 0, pairsBackward: 0 };
    return {
      ...base,
      lines: lines.map((line) => written(line, line.clusters)),
      order: { method: 'no-hebrew', score: 1 },
      evidence,
    };
  }
  const mirrored = lines.map((line) => turned(line, hebrew, true));
  const asStored = lines.map((line) => turned(line, hebrew, false));
  const stored = pairedBrackets(asStored) > pairedBrackets(mirrored);
  const geometry = judged(stored ? asStored : mirrored, 'geometry');
  const brackets = stored ? asStored.reduce((sum, { text }) => sum + (text.match(/[()[\]]/g)?.length ?? 0), 0) : 0;
  if (geometry.verdict === 'no-evidence' || isSure(geometry)) return { ...base, ...geometry, unmirrored: brackets };

  const others = [
    judged(
      lines.map((line) => written(line, line.clusters)),
      'left-to-right',
    ),
    judged(streamLines(glyphs), 'stream'),
  ].filter(isSure);
  const best = others.sort((a, b) => b.order.score - a.order.score)[0];
  return best === undefined ? { ...base, ...geometry } : { ...base, ...best };
}

/** Pages with too few words to vote (signatures, figures) take the word of the pages that had enough. */
export function settleByNeighbours(pages: OrderedPage[]): number {
  const all = pages.map((page) => page.evidence).reduce(addEvidence, weighOrder(''));
  const whole = judgeOrder(all);
  let settled = 0;
  for (const page of pages) {
    if (page.order.method !== 'geometry' || judgeOrder(page.evidence).verdict !== 'no-evidence') continue;
    settled++;
    // A whole document of fewer than five telling words is a note or a form: believed, and marked as not sure.
    const score = whole.verdict === 'no-evidence' ? (all.backward > all.forward ? 0 : SURE_ENOUGH) : whole.score;
    page.order = {
      method: 'geometry',
      score: whole.verdict === 'logical' || whole.verdict === 'no-evidence' ? score : 0,
    };
  }
  return settled;
}

function judged(lines: WrittenLine[], method: OrderDecision['method']) {
  const evidence = weighOrder(lines.map((line) => line.text).join('\n'));
  const { verdict, score } = judgeOrder(evidence);
  return { lines, evidence, verdict, order: { method, score: verdict === 'logical' ? score : 0 } };
}

function isSure(candidate: { verdict: string; order: OrderDecision }): boolean {
  return candidate.verdict === 'logical' && candidate.order.score >= SURE_ENOUGH;
}

function turned(line: SeenLine, hebrew: boolean, mirror: boolean): WrittenLine {
  return written(line, inverseBidi(line.clusters, baseDirection(line.clusters, hebrew), mirror));
}

function written(line: SeenLine, clusters: readonly string[]): WrittenLine {
  const { left, right, y, size } = line;
  return { text: clusters.join('').trim(), left, right, y, size };
}

function isHebrew(lines: SeenLine[]): boolean {
  let hebrew = 0;
  let latin = 0;
  for (const line of lines) {
    for (const cluster of line.clusters) {
      if (/[\u05d0-\u05ea]/.test(cluster)) hebrew++;
      else if (/[a-z]/i.test(cluster)) latin++;
    }
  }
  return hebrew > latin * 0.5;
}

/** Brackets that open before they close. Lone ones ("א)") count for neither reading. */
function pairedBrackets(lines: WrittenLine[]): number {
  let paired = 0;
  let open = 0;
  for (const { text } of lines) {
    for (const [bracket] of text.matchAll(/[()[\]]/g)) {
      if (bracket === '(' || bracket === '[') open++;
      else if (open > 0) {
        open--;
        paired++;
      }
    }
  }
  return paired;
}

/** The letters in the order the file draws them, cut where the baseline or the column changes. */
function streamLines(glyphs: readonly Glyph[]): WrittenLine[] {
  const lines: WrittenLine[] = [];
  let parts: string[] = [];
  let before: Glyph | undefined;
  const flush = (): void => {
    const text = parts.join('').replace(/\s+/g, ' ').trim();
    if (before !== undefined && text !== '') {
      lines.push({ text, left: before.x, right: before.x + before.width, y: before.y, size: before.size });
    }
    parts = [];
  };
  for (const glyph of glyphs) {
    if (before !== undefined) {
      if (Math.abs(glyph.y - before.y) > 0.35 * glyph.size) flush();
      else {
        const gap = Math.max(glyph.x - before.x - before.width, before.x - glyph.x - glyph.width);
        if (gap > 0.18 * glyph.size) parts.push(' ');
      }
    }
    parts.push(glyph.text);
    before = glyph;
  }
  flush();
  return lines;
}
