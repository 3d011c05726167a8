import { PROCEDURES } from '../docket/index.ts';
import { normalise } from '../text/normalise.ts';
import type { Span } from '../text/offsets.ts';
import { eachWord, readWords, type Word } from './words.ts';

/** One index entry. Several tokens may share a place: a word and what it also means. */
export interface Token {
  token: string;
  /** Where the word stands in the original text. */
  span: Span;
  /** Number of the word, from 0, for phrase search; the same for all tokens of one word. */
  position: number;
}

/** What one word of a query may be found as. */
export interface QueryTerm {
  /** Any of these counts; the closest first: the word itself, the same written otherwise, then with prefix letters off or on. */
  forms: string[];
  span: Span;
  /** Words in the same pair of quotes have the same number and must stand side by side; null outside quotes. */
  phrase: number | null;
}

/** Marks a token that is what remained of a word without its prefix letters. */
export const STRIPPED_MARK = '~';

/**
 * The one Hebrew tokenizer, for indexing. One spelling of all signs; no niqqud; final letters folded; abbreviations with
 * gershayim stay one token (`ע"א`) and never meet a word of the same letters; a docket in any form is one token besides
 * its parts; a statute year gives `תשנ"ב` and `1992`; `329(א)(1)` is also found as `329(א)` and `329`.
 *
 * Prefix letters (משה וכלב) are solved half here, half in `queryTokens`: the index keeps each word as written and, marked
 * with `~`, what is left when prefix letters are taken off. The mark keeps `משפט` from being found as the word `שפט` by an
 * exact search, lets the ranking prefer the word itself, and spares the query an OR of some forty prefixed forms a word.
 * Measured on 1,855 decisions: 1.5 tokens a word.
 *
 * @example tokenize('ע״א 12/34').map((t) => t.token) // ['ע"א', '12', '#:12-34', '#עא:12-34', '34']
 */
export function tokenize(text: string): Token[] {
  const normalised = normalise(text);
  const tokens: Token[] = [];
  let position = 0;
  eachWord(normalised.text, (start, end, { surface, same, stripped }) => {
    const span = normalised.span(start, end);
    tokens.push({ token: surface, span, position });
    for (const token of same) tokens.push({ token, span, position });
    for (const token of stripped) tokens.push({ token: STRIPPED_MARK + token, span, position });
    position++;
  });
  return tokens;
}

/** Signs of a query that are read; a query is a line, not a book. */
const LONGEST_QUERY = 10_000;

/**
 * The words of a query with the tokens that answer each. A query with prefix letters finds the word without them and with
 * others (`בהסכם` finds `הסכם`, `להסכם`), a procedure may be typed without gershayim, and quotes around words make a
 * phrase while quotes inside a word are gershayim.
 *
 * @example queryTokens('שקד')[0]?.forms // ['שקד', '~שקד']
 */
export function queryTokens(text: string): QueryTerm[] {
  const normalised = normalise(text.slice(0, LONGEST_QUERY));
  const phrases = readPhrases(normalised.text);
  return withDockets(withoutLetters(normalised.text, readWords(normalised.text))).map((word) => ({
    forms: queryForms(word),
    span: normalised.span(word.start, word.end),
    phrase: phrases.findIndex(([start, end]) => word.start >= start && word.end <= end) + 1 || null,
  }));
}

function queryForms(word: Word): string[] {
  // a docket means that docket, not every text with its serial
  const docket = word.same.find((token) => token.startsWith('#') && !token.startsWith('#:'));
  if (docket) return [docket];
  const bare = word.same.find((token) => token.startsWith('#:'));
  if (bare) return [bare];
  if (!/^[א-ת]/.test(word.surface)) return [word.surface];
  const procedure = PROCEDURES.get(word.surface);
  const written = procedure ? [`${word.surface.slice(0, -1)}"${word.surface.slice(-1)}`] : [];
  const all = [word.surface, ...written];
  const found = new Set([...all, ...all.map((form) => STRIPPED_MARK + form)]);
  for (const rest of word.stripped) found.add(rest).add(STRIPPED_MARK + rest);
  return [...found];
}

/** `ב-1992`, `ל-ע"א 1/30`: a prefix letter with its maqaf is no word to ask for; the word behind it is. */
function withoutLetters(text: string, words: readonly Word[]): readonly Word[] {
  return words.filter(({ start, end, surface }, i) => {
    const standsBefore = text.charAt(end) === '-' && words[i + 1]?.start === end + 1;
    return !(end - start === 1 && standsBefore && /[ושהלבמכ]/.test(surface));
  });
}

/** A docket in a query is one term: its procedure and the parts of its number are not asked for again. */
function withDockets(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  let inside = -1;
  for (const word of words) {
    if (word.start < inside) continue;
    if (!word.docket) {
      kept.push(word);
      continue;
    }
    const { start, end } = word.docket;
    while ((kept[kept.length - 1]?.end ?? -1) > start) kept.pop();
    kept.push({ ...word, start, end });
    inside = end;
  }
  return kept;
}

/** Ranges between a quote that opens a word and one that closes a word. */
function readPhrases(text: string): [number, number][] {
  const found: [number, number][] = [];
  const QUOTE = /(?<=^|[\s(])"(?=\S)|(?<=\S)"(?=$|[\s.,;:!?)])/g;
  let open = -1;
  for (const match of text.matchAll(QUOTE)) {
    const opens = match.index === 0 || /[\s(]/.test(text.charAt(match.index - 1));
    if (opens) open = match.index;
    else if (open >= 0) {
      found.push([open, match.index]);
      open = -1;
    }
  }
  return found;
}
