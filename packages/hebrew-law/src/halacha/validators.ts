import { tight } from '../sections/index.ts';
import { type OffsetConverter, offsets, type Span } from '../text/index.ts';
import type { Flag, HalachaCandidate } from './halacha.ts';

type Proposed = Pick<HalachaCandidate, 'span' | 'quote' | 'reasons' | 'role' | 'principle'>;

/**
 * All flags that one halacha earns by itself. For many of one text pass `offsets(text)`: building it scans the text.
 *
 * @example flagsOf('הלכה היא', { quote: 'הלכה', span: { start: 0, end: 4 }, principle: null, role: 'application', reasons: [] }) // ['thin', 'facts-only']
 */
export function flagsOf(text: string, halacha: Proposed, at: OffsetConverter = offsets(text)): Flag[] {
  const flags: Flag[] = [];
  const check = verifyQuote(text, halacha.quote, halacha.span, at);
  if (!check.verbatim) flags.push('quote-not-verbatim');
  if (check.cutInWord) flags.push('cut-in-word');
  const has = new Set(halacha.reasons.map(({ feature }) => feature));
  if (has.has('outsideReasoning') || has.has('lowerCourtVoice') || has.has('dissent')) flags.push('outside-reasoning');
  if (has.has('quotedPrecedent') || has.has('statuteText')) flags.push('inside-quotation');
  if (has.has('partyVoice')) flags.push('party-claim');
  if (has.has('thin') || isThin(halacha)) flags.push('thin');
  if (halacha.role === 'application') flags.push('facts-only');
  if (has.has('undecided') || has.has('question')) flags.push('undecided');
  return flags;
}

function isThin({ quote }: Proposed): boolean {
  return tight(quote).length < 30;
}

/**
 * Whether `quote` is what stands at `span` (code points) in `text`, and whether it begins or ends inside a word.
 *
 * @example verifyQuote('הלכה היא', 'הלכ', { start: 0, end: 3 }) // { verbatim: true, cutInWord: true }
 */
export function verifyQuote(
  text: string,
  quote: string,
  span: Span,
  at: OffsetConverter = offsets(text),
): { verbatim: boolean; cutInWord: boolean } {
  const valid = span.start >= 0 && span.end > span.start && span.end <= at.length;
  if (!valid) return { verbatim: false, cutInWord: false };
  const start = at.toUtf16(span.start);
  const end = at.toUtf16(span.end);
  const joined = (left: string, right: string): boolean => /[א-תa-zA-Z\d]/.test(left) && /[א-תa-zA-Z\d]/.test(right);
  return {
    verbatim: text.slice(start, end) === quote,
    cutInWord: joined(text.charAt(start - 1), text.charAt(start)) || joined(text.charAt(end - 1), text.charAt(end)),
  };
}

const SHINGLE = 3;
const SAME = 0.6;

/**
 * Adds `near-duplicate` to a halacha that mostly repeats an earlier one of the same decision. Returns new objects.
 *
 * @example nearDuplicates([{ quote: 'שוכר חייב להשיב את המושכר', flags: [] }, { quote: 'שוכר חייב להשיב את המושכר בזמן', flags: [] }]).map(({ flags }) => flags) // [[], ['near-duplicate']]
 */
export function nearDuplicates<T extends { quote: string; flags: Flag[] }>(halachot: readonly T[]): T[] {
  const sizes: number[] = [];
  // Which of the halachot hold a shingle: only those that share one are compared.
  const holders = new Map<string, number[]>();
  return halachot.map((halacha, index) => {
    const shingles = shinglesOf(halacha.quote);
    const held = [...shingles].map((shingle) => holdersOf(holders, shingle));
    const again = repeats(held, index, sizes);
    for (const known of held) known.push(index);
    sizes.push(shingles.size);
    return again ? { ...halacha, flags: [...halacha.flags, 'near-duplicate' as const] } : halacha;
  });
}

function holdersOf(holders: Map<string, number[]>, shingle: string): number[] {
  const known = holders.get(shingle);
  if (known) return known;
  const none: number[] = [];
  holders.set(shingle, none);
  return none;
}

const LOOKED_BACK = 200;

/** `held`: for each shingle of the halacha numbered `index`, which earlier ones hold it, in order. */
function repeats(held: readonly (readonly number[])[], index: number, sizes: readonly number[]): boolean {
  const first = Math.max(0, index - LOOKED_BACK);
  const shared = new Uint16Array(index - first);
  for (const known of held) {
    for (let k = known.length - 1; k >= 0; k--) {
      const earlier = known[k] ?? 0;
      if (earlier < first) break;
      const both = (shared[earlier - first] ?? 0) + 1;
      if (both >= SAME * Math.min(held.length, sizes[earlier] ?? 0)) return true;
      shared[earlier - first] = both;
    }
  }
  return false;
}

function shinglesOf(quote: string): Set<string> {
  const words = quote.split(/[^א-תa-zA-Z\d]+/).filter((word) => word !== '');
  const shingles = new Set<string>();
  for (let i = 0; i + SHINGLE <= words.length; i++) shingles.add(words.slice(i, i + SHINGLE).join(' '));
  return shingles;
}
