import { type QueryTerm, queryTokens, STRIPPED_MARK, tokenize } from 'hebrew-law';

export interface Snippet {
  text: string;
  /** [start, end) in code points of `text` */
  marks: [number, number][];
  /** does the text go on before and after? */
  cut: { before: boolean; after: boolean };
}

/** A whole text with the words of the query marked. */
export function markedWords(text: string, query: string): Snippet {
  return piece(text, 0, text.length, formsOf(queryTokens(query)));
}

const LENGTH = 320;
const BEFORE = 80;
/** Places that are looked at one after the other before the whole text is read. */
const TRIES = 12;

/**
 * The piece of a text in which most words of the query stand together, with every match in it marked.
 *
 * To read all words of twenty judgments takes longer than to find them, so the letters of the query are looked for
 * first, and only the piece around them is read by the tokenizer (G7): what is marked is a match, not a likeness.
 */
export function snippetOf(text: string, query: string): Snippet {
  if (text.length <= LENGTH) return markedWords(text, query);
  const terms = queryTokens(query);
  const forms = formsOf(terms);
  if (terms.length === 0) return piece(text, 0, LENGTH, forms);
  for (const start of likelyPlaces(text, terms).slice(0, TRIES)) {
    const found = pieceAround(text, start, forms);
    if (found.marks.length > 0) return found;
  }
  const first = firstMatch(text, forms);
  return first === null ? piece(text, 0, LENGTH, forms) : pieceAround(text, first, forms);
}

const formsOf = (terms: readonly QueryTerm[]): ReadonlySet<string> => new Set(terms.flatMap((term) => term.forms));

/** A piece that begins a little before the place; before its first match when that turns out to stand far behind. */
function pieceAround(text: string, place: number, forms: ReadonlySet<string>, isFinal = false): Snippet {
  const start = place - BEFORE <= 0 ? 0 : wordStart(text, place - BEFORE);
  const found = piece(text, start, start + LENGTH, forms);
  const first = found.marks[0]?.[0] ?? 0;
  if (isFinal || first <= 2 * BEFORE) return found;
  return pieceAround(text, start + Array.from(found.text).slice(0, first).join('').length, forms, true);
}

function piece(text: string, from: number, to: number, forms: ReadonlySet<string>): Snippet {
  const end = to >= text.length ? text.length : wordEnd(text, to);
  const words = text.slice(from, end);
  const marks: [number, number][] = [];
  for (const { token, span } of tokenize(words)) {
    if (!forms.has(token)) continue;
    const end = token.startsWith('#') ? docketEnd(words, span) : span.end;
    if (marks.at(-1)?.[0] === span.start) marks.pop();
    marks.push([span.start, end]);
  }
  return { text: words, marks, cut: { before: from > 0, after: end < text.length } };
}

/** A docket is found at its first number; the mark covers the others too. */
function docketEnd(text: string, span: { start: number; end: number }): number {
  const rest = Array.from(text)
    .slice(span.end, span.end + 16)
    .join('');
  return span.end + (/^(?:\s?[-/.\\]\s?\d{1,6}){1,2}/.exec(rest)?.[0].length ?? 0);
}

/** The place where the letters of most words stand within one piece, then the next best; UTF-16. */
function likelyPlaces(text: string, terms: readonly QueryTerm[]): number[] {
  const sightings = terms
    .slice(0, MOST_TERMS)
    .flatMap((term, index) => sightingsOf(text, term).map((at) => ({ at, index })))
    .sort((a, b) => a.at - b.at);
  const seen = new Map<number, number>();
  const places: { at: number; score: number }[] = [];
  let end = 0;
  sightings.forEach(({ at, index }) => {
    for (; end < sightings.length; end++) {
      const next = sightings[end];
      if (next === undefined || next.at >= at + LENGTH - BEFORE) break;
      seen.set(next.index, (seen.get(next.index) ?? 0) + 1);
    }
    places.push({ at, score: seen.size });
    const left = (seen.get(index) ?? 1) - 1;
    if (left === 0) seen.delete(index);
    else seen.set(index, left);
  });
  return places.sort((a, b) => b.score - a.score || a.at - b.at).map(({ at }) => at);
}

const MOST_TERMS = 12;
const MOST_SIGHTINGS = 500;

function sightingsOf(text: string, term: QueryTerm): number[] {
  const places: number[] = [];
  for (const match of text.matchAll(lettersOf(term))) {
    places.push(match.index);
    if (places.length === MOST_SIGHTINGS) break;
  }
  return places;
}

const FINALS: Record<string, string> = { כ: '[כך]', מ: '[מם]', נ: '[נן]', פ: '[פף]', צ: '[צץ]' };

/**
 * The letters of a word as texts write them: behind prefix letters, with final letters and any sign for gershayim; of a
 * docket its first number.
 */
function lettersOf({ forms }: QueryTerm): RegExp {
  const written = forms.map((form) => {
    const docket = /^#[^:]*:(\d+)/.exec(form);
    if (docket) return `${docket[1]}(?=\\D)`;
    const word = form.startsWith(STRIPPED_MARK) ? form.slice(1) : form;
    const letters = Array.from(word, letterPattern).join('');
    return /^[א-ת]/.test(word) ? `(?<![א-ת])[ושהכלבמ]{0,4}${letters}(?![א-ת])` : letters;
  });
  return new RegExp([...new Set(written)].filter((pattern) => pattern !== '').join('|') || '(?!)', 'giu');
}

function letterPattern(letter: string): string {
  if (letter === '"') return `(?:["״“”„]|['׳’]{2})`;
  return FINALS[letter] ?? letter.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The first match by the tokenizer: of words that the text writes otherwise (niqqud, `1,000`); UTF-16. */
function firstMatch(text: string, forms: ReadonlySet<string>): number | null {
  for (const { token, span } of tokenize(text))
    if (forms.has(token)) return Array.from(text).slice(0, span.start).join('').length;
  return null;
}

const NEAR = 30;

function wordStart(text: string, from: number): number {
  const near = /\s/.exec(text.slice(from, from + NEAR));
  return near === null ? wholeLetter(text, from) : from + near.index + 1;
}

function wordEnd(text: string, to: number): number {
  const near = /\s/.exec(text.slice(to, to + NEAR));
  return near === null ? wholeLetter(text, to) : to + near.index;
}

/** Never between the halves of a surrogate pair. */
const wholeLetter = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at);
