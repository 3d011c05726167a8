import { tokenize } from 'hebrew-law';

// Postgres keeps positions up to 16,383 and at most 256 of them a word; what lies beyond would be refused or dropped.
const LAST_POSITION = 16_383;
const POSITIONS_A_WORD = 255;
// It refuses a tsvector over 1 MiB (words, and two bytes a position). A judgment of 60,000 words takes 400 KB. In a
// longer text repeated words lose their later positions first, then the last words are left out.
const BYTES_WITH_POSITIONS = 700_000;
const BYTES_IN_ALL = 900_000;

/** The words of a text as a `tsvector` literal, made by the one tokenizer (G7) and never by Postgres's own parser. */
export function wordsOf(text: string): string {
  const positions = new Map<string, number[]>();
  let bytes = 0;
  for (const { token, position } of tokenize(text)) {
    const place = Math.min(position + 1, LAST_POSITION);
    const list = positions.get(token);
    if (list === undefined) {
      // three bytes a letter at most, the word's end, the count and one position
      bytes += 3 * token.length + 6;
      if (bytes > BYTES_IN_ALL) break;
      positions.set(token, [place]);
    } else if (bytes < BYTES_WITH_POSITIONS && list.length < POSITIONS_A_WORD && list.at(-1) !== place) {
      bytes += 2;
      list.push(place);
    }
  }
  let words = '';
  for (const [token, list] of positions) words += `${quoted(token)}:${list.join(',')} `;
  return words;
}

/** What a decision is found by: its text, which carries its court, parties and dockets. */
export function decisionWords({
  text,
  entry,
}: {
  text: string;
  entry: { metadata: { dockets: { value: string }[] } };
}): string {
  return wordsOf(`${entry.metadata.dockets.map((docket) => docket.value).join(' ')}\n${text}`);
}

/** What a halacha is found by: its general sentence and its quote. */
export const halachaWords = ({ principle, quote }: { principle: string | null; quote: string }): string =>
  wordsOf(`${principle ?? ''}\n${quote}`);

/** A lexeme as `tsvector` and `tsquery` read it. */
export const quoted = (token: string): string => `'${/[\\']/.test(token) ? token.replace(/[\\']/g, '$&$&') : token}'`;
