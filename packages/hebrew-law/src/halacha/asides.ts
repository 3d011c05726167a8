import { pairsOf, type Range } from '../text/pairs.ts';

const LONGEST_ASIDE = 900;

/** The bracketed parts of a sentence that stand in no other bracket. A bracket without a partner is none. */
export function asidesOf(core: string): Range[] {
  if (!/[([]/.test(core)) return [];
  const asides: Range[] = [];
  for (const pair of pairsOf(core).brackets) {
    const last = asides[asides.length - 1];
    if ((!last || pair.start >= last.end) && pair.end - pair.start <= LONGEST_ASIDE) asides.push(pair);
  }
  return asides;
}

/** A sentence without what stands in brackets (a citation, an aside on this case): that is not what the sentence says. */
export function withoutAsides(core: string, asides: readonly Range[] = asidesOf(core)): string {
  if (asides.length === 0) return core;
  let said = '';
  let from = 0;
  for (const { start, end } of asides) {
    said += `${core.slice(from, start)} `;
    from = end;
  }
  return said + core.slice(from);
}
