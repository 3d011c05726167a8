import { type DocketNumberAt, eachDocketNumber, procedureLetters, readProcedure } from '../docket/index.ts';
import { foldFinals } from '../text/normalise.ts';
import { withoutPrefixes } from './prefixes.ts';

/** One word of normalised text with everything it is indexed as. Positions are UTF-16 in normalised text. */
export interface Word {
  start: number;
  end: number;
  /** The word itself: finals folded, Latin in lower case. */
  surface: string;
  /** The same thing written another way, as good as the surface: `ת"א` for `ת.א.`, `329(א)` and `329` for `329(א)(1)`. */
  same: readonly string[];
  /** What is left without prefix letters. */
  stripped: readonly string[];
  /** When the word is the number of a docket: the range of the whole docket; else null. */
  docket: { start: number; end: number } | null;
}

// Hebrew with gershayim or geresh inside, initials with dots, section numbers, numbers, and words of any other script.
// Each alternative starts with another class of character or ends by one, so the scan is linear.
const WORD =
  /(?:[א-ת]\.){1,3}[א-ת](?![א-ת])|[א-ת]+(?:["'][א-ת]+){0,3}|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[א-ת]{1,2}(?![א-ת"'])\d{0,2})?(?:\([א-ת\d]{1,3}\)){0,5}|[\p{L}\p{M}\p{N}]+/gu;
const LONGEST_TOKEN = 64;

/** The words of normalised text in order. */
export function readWords(normalised: string): Word[] {
  const words: Word[] = [];
  eachWord(normalised, (start, end, { surface, same, stripped }, docket) =>
    words.push({ start, end, surface, same, stripped, docket }),
  );
  return words;
}

/**
 * The words of normalised text one by one. Words and docket numbers both stand in the order of the text, so one walk along
 * both does, and no list of either is kept: the lists took half the time of a text full of numbers.
 */
export function eachWord(
  normalised: string,
  visit: (start: number, end: number, forms: Forms, docket: Word['docket']) => void,
): void {
  const text = foldFinals(normalised);
  // Of the words of a decision two in three are repeated.
  const read = new Map<string, Forms>();
  const words = new RegExp(WORD);
  let match = words.exec(text);
  const readForms = (written: string): Forms => {
    const known = read.get(written);
    if (known) return known;
    const found = forms(written);
    read.set(written, found);
    return found;
  };
  eachDocketNumber(normalised, (found) => {
    for (; match !== null && match.index < found.end; match = words.exec(text)) {
      const start = match.index;
      const end = start + match[0].length;
      const written = readForms(match[0]);
      const bears = start >= found.start && isDigit(text.charCodeAt(start));
      if (!bears) visit(start, end, written, null);
      else {
        visit(start, end, withDocket(written, found), found.mention ?? found);
        match = words.exec(text);
        return;
      }
    }
  });
  for (; match !== null; match = words.exec(text))
    visit(match.index, match.index + match[0].length, readForms(match[0]), null);
}

/** A docket adds two tokens to its number: the whole docket, and its number alone for those who do not know the procedure. */
function withDocket({ surface, same, stripped }: Forms, { number, mention }: DocketNumberAt): Forms {
  const bare = `#:${number.key}`;
  return { surface, same: mention ? [...same, bare, `#${mention.docket.key}`] : [...same, bare], stripped };
}

export type Forms = Pick<Word, 'surface' | 'same' | 'stripped'>;
// Shared by all words that have none.
const NONE: readonly string[] = [];

function forms(written: string): Forms {
  const first = written.charCodeAt(0);
  if (first >= 0x5d0 && first <= 0x5ea) return hebrew(written);
  if (isDigit(first)) return number(written);
  return { surface: written.normalize('NFKC').toLowerCase().slice(0, LONGEST_TOKEN), same: NONE, stripped: NONE };
}

function hebrew(written: string): Forms {
  const isDotted = written.includes('.');
  if (!isDotted && !written.includes('"')) {
    const surface = (written.includes("'") ? written.replaceAll("'", '') : written).slice(0, LONGEST_TOKEN);
    return { surface, same: NONE, stripped: withoutPrefixes(surface) };
  }
  const letters = procedureLetters(written).slice(0, LONGEST_TOKEN);
  const surface = abbreviation(letters);
  const read = readProcedure(letters);
  if (read && read.prefixLetters > 0)
    return { surface, same: NONE, stripped: [abbreviation(letters.slice(read.prefixLetters))] };
  if (read) return { surface, same: NONE, stripped: NONE };
  return { surface, same: NONE, stripped: withoutPrefixes(letters).map(abbreviation) };
}

/** Letters with gershayim before the last one, so that `ע"א` never meets a word of the same letters. */
function abbreviation(letters: string): string {
  return `${letters.slice(0, -1)}"${letters.slice(-1)}`;
}

function number(written: string): Forms {
  const surface = written.replaceAll(',', '').slice(0, LONGEST_TOKEN);
  if (!surface.includes('(')) return { surface, same: NONE, stripped: NONE };
  const same: string[] = [];
  for (let cut = surface.lastIndexOf('('); cut > 0; cut = surface.lastIndexOf('(', cut - 1))
    same.push(surface.slice(0, cut));
  return { surface, same, stripped: NONE };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
