/** A piece of a text in code points: `start` inclusive, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Converts between the two ways of counting one text: UTF-16 units (what JavaScript indexes) and code points (what is stored). */
export interface OffsetConverter {
  /** Number of code points in the text. */
  readonly length: number;
  toCodePoint(utf16: number): number;
  toUtf16(codePoint: number): number;
  slice(span: Span): string;
}

/** Whether code points and UTF-16 units may differ. */
export function hasSurrogates(text: string): boolean {
  return SURROGATE.test(text);
}

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Builds the converter of one text. A lone surrogate counts as one code point, as in `Array.from(text)`.
 * Cost: one scan; a lookup is a binary search over the astral characters only, so free for ordinary decisions.
 *
 * @example offsets('א𝒜ב').toCodePoint(3) // 2
 */
export function offsets(text: string): OffsetConverter {
  const pairs = hasSurrogates(text) ? pairPositions(text) : [];
  const toUtf16 = (codePoint: number): number => {
    // pairs[k] - k is the code point of the k-th astral character: all pairs wholly before `codePoint` add one unit
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[middle] ?? 0) - middle < codePoint) low = middle + 1;
      else high = middle;
    }
    return codePoint + low;
  };
  return {
    length: text.length - pairs.length,
    toCodePoint: (utf16) => (pairs.length === 0 ? utf16 : utf16 - countBelow(pairs, utf16 - 1)),
    toUtf16,
    slice: (span) => text.slice(toUtf16(span.start), toUtf16(span.end)),
  };
}

/**
 * The words of `text` at `span` (code points). For many spans of one text build `offsets(text)` once.
 *
 * @example sliceSpan('א𝒜ב', { start: 1, end: 3 }) // '𝒜ב'
 */
export function sliceSpan(text: string, span: Span): string {
  return offsets(text).slice(span);
}

/** UTF-16 positions of the first half of each well-formed surrogate pair. */
function pairPositions(text: string): number[] {
  const found: number[] = [];
  for (let i = 0; i + 1 < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) found.push(i++);
  }
  return found;
}

/** How many numbers of a sorted list are smaller than `limit`. */
export function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
