import { bareLaw, define, known, nothingNamed, speak } from './law-definitions.ts';
import { type Head, nameReader, readAbbreviation } from './law-names.ts';

/** A statute at a place. Positions are UTF-16 in normalised text. */
export interface LawAt {
  /** By its name, by one that this decision set for it, or as `לחוק`. */
  kind: 'name' | 'short' | 'bare';
  /** With prefix letters: where `לחוק` starts. */
  prefixStart: number;
  start: number;
  /** End of the name, or of its year. */
  end: number;
  /** End of the definition `(להלן: …)` that follows, else `end`. */
  closing: number;
  law: string;
  canonical: string | null;
  year: string | null;
}

export interface Laws {
  mentions: LawAt[];
  /** The law meant by `לחוק` (or `לפקודה` …) written at `position`; null when nothing of that kind stands there or none is known. */
  bare(position: number): LawAt | null;
}

// The head may have lost the blank behind it (חוקהעונשין), but חוקי, חוקר, חוקתי and צורך are other words.
const HEAD =
  /חוק(?![יתרוק])|פקודת(?!י)|תקנות(?!י)|צו(?![א-ת])|כללי(?![א-ת])|תקנון(?![א-ת])|(?<![א-ת"])[א-ת]{2,7}"[א-ת](?![א-ת"])/g;
const HEADS: Record<string, Head> = {
  חוק: 'חוק',
  פקודת: 'פקודה',
  תקנות: 'תקנות',
  צו: 'צו',
  כללי: 'כללים',
  תקנון: 'תקנון',
};
const PREFIX = /(?:^|[^א-ת])([ושהלבמכ]{0,4})$/;
// A statute that the list does not have is recognised by its year alone: from the head word to `התש..-1999`. The years
// are located once, so that a text full of head words costs one look-up for each.
const FULL_YEAR = /(?:ה?תש[א-ת]?["'][א-ת]{1,2}|ה?תש[א-ת]{1,3})\s{0,2}-\s{0,2}(?:1[89]|20)\d\d(?!\d)/g;

/** Statutes named in normalised text, and what a bare `לחוק` means at a place. */
export function locateLaws(text: string): Laws {
  const mentions: LawAt[] = [];
  const years = [...text.matchAll(FULL_YEAR)].map((year) => ({ start: year.index, end: year.index + year[0].length }));
  const named = nothingNamed();
  const readName = nameReader(text, years, named.short);
  HEAD.lastIndex = 0;
  for (let match = HEAD.exec(text); match !== null; match = HEAD.exec(text)) {
    const head = HEADS[match[0]];
    const prefix = head ? prefixBefore(text, match.index) : 0;
    if (prefix === null) continue;
    const read = head ? readName(match.index, head) : readAbbreviation(match[0], match.index, named.abbreviations);
    if (!read) continue;
    const identity = known(read.identity, named);
    const closing = define(text, read.end, identity, named);
    mentions.push({
      kind: read.short ? 'short' : 'name',
      prefixStart: match.index - prefix,
      start: read.start,
      end: read.end,
      closing,
      law: identity.law,
      canonical: identity.canonical,
      year: read.identity.year ?? identity.year,
    });
    speak(named.mentioned, match.index, identity);
    HEAD.lastIndex = Math.max(closing, match.index + 1);
  }
  const bare = (position: number): LawAt | null => {
    const found = bareLaw(text, position, named);
    if (!found) return null;
    const { end, meant } = found;
    return { kind: 'bare', prefixStart: position, start: position, end, closing: end, ...meant };
  };
  return { mentions, bare };
}

/** Number of prefix letters before the head, or null when it stands inside another word (`הרחוק`). */
function prefixBefore(text: string, at: number): number | null {
  const letters = PREFIX.exec(text.slice(Math.max(0, at - 5), at));
  if (letters) return letters[1]?.length ?? 0;
  // Lost blanks: the word before ends in a final letter (ישראללחוק is beyond repair, בדיןלחוק is not).
  const glued = /[ךםןףץ]([ושהלבמכ]{0,3})$/.exec(text.slice(Math.max(0, at - 4), at));
  return glued ? (glued[1]?.length ?? 0) : null;
}
