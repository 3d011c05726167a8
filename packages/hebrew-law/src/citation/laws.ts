import { stick } from './section-list.ts';
import { matchStatuteName, type NameMatch, ShortNames, type StatuteTitle, statuteSkeleton } from './statute-names.ts';

/** A statute at a place. Positions are UTF-16 in normalised text. */
export interface LawAt {
  kind: 'name' | 'bare';
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

type Head = 'חוק' | 'פקודה' | 'תקנות' | 'צו' | 'כללים' | 'תקנון';
interface Identity {
  law: string;
  canonical: string | null;
  year: string | null;
  head: Head;
}

interface YearAt {
  start: number;
  end: number;
}

interface Place {
  at: number;
  identity: Identity;
}

/** What was called `החוק` and what was named, by kind of statute, in text order: a definition wins over a mere mention. */
interface Spoken {
  defined: Map<Head, Place[]>;
  mentioned: Map<Head, Place[]>;
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
const ABBREVIATIONS: Record<string, string> = {
  'חסד"פ': 'חוק סדר הדין הפלילי',
  'תקסד"א': 'תקנות סדר הדין האזרחי',
  'פסד"פ': 'פקודת סדר הדין הפלילי (מעצר וחיפוש)',
};
const PREFIX = /(?:^|[^א-ת])([ושהלבמכ]{0,4})$/;
const HEBREW_YEAR = `ה?תש[א-ת]?["'][א-ת]{1,2}|ה?תש[א-ת]{1,3}'?|ה?ת"ש`;
const VERSION = `(?:\\s{0,2}(?:\\[[^\\[\\]]{1,25}\\]|\\((?:נוסח ?(?:חדש|משולב)|נ"[חמ]|תיקון(?: מס'?)? ?\\d{1,3})\\)|,? ?נוסח (?:חדש|משולב))){0,2}`;
const YEAR = new RegExp(
  `(${VERSION}\\s{0,2},?\\s{0,2}[-(]?\\s{0,2})((?:${HEBREW_YEAR})\\s{0,2}-?\\s{0,2}(?:1[89]|20)\\d\\d(?!\\d)|(?:1[89]|20)\\d\\d\\s{0,2}-\\s{0,2}(?:${HEBREW_YEAR})(?![א-ת])|(?:${HEBREW_YEAR})(?![א-ת"'])|(?:1[89]|20)\\d\\d(?![\\d/.]))`,
  'y',
);
// A statute that the list does not have is recognised by its year alone: from the head word to `התש..-1999`. The years
// are located once, so that a text full of head words costs one look-up for each.
const FULL_YEAR = /(?:ה?תש[א-ת]?["'][א-ת]{1,2}|ה?תש[א-ת]{1,3})\s{0,2}-\s{0,2}(?:1[89]|20)\d\d(?!\d)/g;
const LONGEST_NAME = 140;
const DEFINITION = /\s{0,3},?\s{0,2}[([]\s{0,2}(?:ו?להלן|מכאן ואילך|ייקרא להלן|(?="[א-ת]))([^()[\]]{1,120})[)\]]/y;
const INNER_HEAD = /(?:^|[^א-ת])[ושהלבמכ]{0,3}(?:חוק|פקודת|תקנות|צו)(?![א-ת])/;

/** Statutes named in normalised text, and what a bare `לחוק` means at a place. */
export function locateLaws(text: string): Laws {
  const mentions: LawAt[] = [];
  const years = [...text.matchAll(FULL_YEAR)].map((year) => ({ start: year.index, end: year.index + year[0].length }));
  const own = new ShortNames<Identity>();
  const abbreviations = new Map<string, Identity>();
  const identities = new Map<string, Identity>();
  const spoken: Spoken = { defined: new Map(), mentioned: new Map() };
  HEAD.lastIndex = 0;
  for (let match = HEAD.exec(text); match !== null; match = HEAD.exec(text)) {
    const head = HEADS[match[0]];
    const prefix = head ? prefixBefore(text, match.index) : 0;
    if (prefix === null) continue;
    const read = head
      ? readName(text, match.index, head, own, years)
      : readAbbreviation(match[0], match.index, abbreviations);
    if (!read) continue;
    const identity = known(identities, read.identity);
    const end = read.end;
    const closing = define(text, end, identity, own, abbreviations, spoken);
    mentions.push({
      kind: 'name',
      prefixStart: match.index - prefix,
      start: read.start,
      end,
      closing,
      law: identity.law,
      canonical: identity.canonical,
      year: read.identity.year ?? identity.year,
    });
    speak(spoken.mentioned, match.index, identity);
    HEAD.lastIndex = Math.max(closing, match.index + 1);
  }
  return { mentions, bare: (position) => bareLaw(text, position, spoken) };
}

/** Number of prefix letters before the head, or null when it stands inside another word (`הרחוק`). */
function prefixBefore(text: string, at: number): number | null {
  const letters = PREFIX.exec(text.slice(Math.max(0, at - 5), at));
  if (letters) return letters[1]?.length ?? 0;
  // Lost blanks: the word before ends in a final letter (ישראללחוק is beyond repair, בדיןלחוק is not).
  const glued = /[ךםןףץ]([ושהלבמכ]{0,3})$/.exec(text.slice(Math.max(0, at - 4), at));
  return glued ? (glued[1]?.length ?? 0) : null;
}

interface Read {
  identity: Identity;
  start: number;
  end: number;
}

function readName(
  text: string,
  start: number,
  head: Head,
  own: ShortNames<Identity>,
  years: readonly YearAt[],
): Read | null {
  const listed = matchStatuteName(text, start, own);
  const year = listed && yearAfter(text, listed.end, listed.title);
  if (!year) {
    const unlisted = readUnlisted(text, start, head, listed, years);
    if (unlisted) return unlisted;
  }
  if (!listed) return null;
  const end = year?.end ?? listed.end;
  if (listed.own) return { identity: { ...listed.own, year: year?.year ?? listed.own.year }, start, end };
  const written = cleanName(text.slice(start, listed.end));
  return { identity: identify(written, listed.title, year?.year ?? null, head), start, end };
}

function identify(written: string, title: StatuteTitle | null, year: string | null, head: Head): Identity {
  const bones = (name: string): string => name.replace(/[^א-ת\d]/g, '');
  const canonical = title?.name ?? null;
  // The same letters: take the official spacing. A short name that everybody uses: the official name. Else as written.
  const isShort = title !== null && !sameSkeleton(written, title.name);
  // lost blanks: a final letter inside a word ends one; else the official spelling
  const respaced = written.replace(/([ךםןףץ])(?=[א-ת])/g, '$1 ');
  const lostBlanks = title !== null && !title.name.includes('(') && wordCount(respaced) < wordCount(title.name);
  const law =
    canonical !== null && (isShort || lostBlanks || bones(canonical) === bones(written)) ? canonical : respaced;
  return { law, canonical, year, head };
}

function wordCount(name: string): number {
  return name.split(' ').length;
}

function sameSkeleton(written: string, name: string): boolean {
  const key = statuteSkeleton(written);
  return key === statuteSkeleton(name) || key === statuteSkeleton(name.replace(/\([^()]*\)/g, ''));
}

function yearAfter(text: string, end: number, title: StatuteTitle | null): { year: string; end: number } | null {
  const match = stick(YEAR, text, end);
  const year = match?.[2];
  if (!match || year === undefined) return null;
  const plain = /^\d{4}$/.test(year);
  // A number behind a name is its year only after a comma or when the list says so: `לחוק העונשין 2004 …` may be anything.
  if (plain && !/[,\]-]/.test(match[1] ?? '') && !title?.years.includes(year)) return null;
  return { year: year.replace(/\s/g, ''), end: end + match[0].length };
}

function readUnlisted(
  text: string,
  start: number,
  head: Head,
  listed: NameMatch | null,
  years: readonly YearAt[],
): Read | null {
  if (listed && !/^\s{0,2}\(/.test(text.slice(listed.end, listed.end + 4))) return null;
  const place = yearFrom(years, start);
  if (!place || place.start - start > LONGEST_NAME) return null;
  const before = text.slice(start, place.start);
  if (/[.;:]/.test(before) || INNER_HEAD.test(before.slice(head.length))) return null;
  const name = cleanName(before);
  if (/[[\]]/.test(name)) return null;
  const rest = name.replace(/^[א-ת]+[ -]?/, '');
  if (/^(?:זה|זו|האמור|הנ"ל|אלה|אלו)(?![א-ת])/.test(rest) || rest.length < 3) return null;
  if (head === 'צו' && !rest.startsWith('ה')) return null;
  if (listed && listed.end > place.end) return null;
  const year = text.slice(place.start, place.end).replace(/\s/g, '');
  // the same first words and the same year: the listed statute with another subtitle
  const title = listed?.title?.years.includes(year.slice(-4)) ? listed.title : null;
  return { identity: { law: name, canonical: title?.name ?? null, year, head }, start, end: place.end };
}

function yearFrom(years: readonly YearAt[], position: number): YearAt | undefined {
  let low = 0;
  let high = years.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((years[middle]?.start ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return years[low];
}

function readAbbreviation(word: string, at: number, own: ReadonlyMap<string, Identity>): Read | null {
  for (let prefix = 0; prefix <= 2; prefix++) {
    if (prefix > 0 && !/^[ושהלבמכ]{1,2}$/.test(word.slice(0, prefix))) break;
    const written = word.slice(prefix);
    const start = at + prefix;
    const end = at + word.length;
    const defined = own.get(written);
    if (defined) return { identity: defined, start, end };
    const law = ABBREVIATIONS[written];
    if (!law) continue;
    const head: Head = law.startsWith('תקנות') ? 'תקנות' : law.startsWith('פקודת') ? 'פקודה' : 'חוק';
    return { identity: { law, canonical: law, year: null, head }, start, end };
  }
  return null;
}

/**
 * One statute keeps the name under which the decision first writes it, and an ambiguous short name (`חוק החוזים`) is the
 * statute of that name that the decision has already named in full.
 */
function known(identities: Map<string, Identity>, identity: Identity): Identity {
  const key = identity.canonical ?? statuteSkeleton(identity.law);
  const before = identities.get(key);
  if (before) return before;
  identities.set(key, identity);
  if (identity.canonical !== null && identity.law.includes('(')) {
    identities.set(statuteSkeleton(identity.law.replace(/\([^()]*\)/g, '')), identity);
  }
  return identity;
}

/** Reads `(להלן: "החוק")` after a name; returns where it closes. */
function define(
  text: string,
  end: number,
  identity: Identity,
  own: ShortNames<Identity>,
  abbreviations: Map<string, Identity>,
  spoken: Spoken,
): number {
  const match = stick(DEFINITION, text, end);
  if (!match) return end;
  for (const short of (match[1] ?? '').split(/ או |[;,/]|ו\/או/)) {
    const name = short.replace(/^[\s:"'-]*(?:גם|ייקרא|בהתאמה)?[\s:"'-]*/, '').replace(/["'\s.]+$/, '');
    if (/^ה?(?:חוק|פקודה|תקנות|צו|כללים|תקנון)$/.test(name)) {
      speak(spoken.defined, end, identity);
    } else if (/^ה?(?:חוק|פקוד|תקנות|צו|כללי|תקנון)/.test(name)) own.define(name.replace(/^ה/, ''), identity);
    else if (/^[א-ת]{2,7}"[א-ת]$/.test(name)) abbreviations.set(name.replace(/^ה/, ''), identity);
  }
  return end + match[0].length;
}

const BARE = /(?:ל|ש?ב|מ|ש?ב?ה|של\s{1,2}ה?)?(חוק[ -]היסוד|חוק|פקודה|תקנות|צו|כללים|תקנון)(?![א-ת"'])/y;

function bareLaw(text: string, position: number, spoken: Spoken): LawAt | null {
  const match = stick(BARE, text, position);
  const word = match?.[1];
  if (!match || word === undefined) return null;
  const head = word.startsWith('חוק') ? 'חוק' : Object.values(HEADS).find((known) => known === word);
  if (!head) return null;
  const meant = lastBefore(spoken.defined.get(head), position) ?? lastBefore(spoken.mentioned.get(head), position);
  if (!meant) return null;
  const end = position + match[0].length;
  return { kind: 'bare', prefixStart: position, start: position, end, closing: end, ...meant };
}

function speak(places: Map<Head, Place[]>, at: number, identity: Identity): void {
  const list = places.get(identity.head);
  if (list) list.push({ at, identity });
  else places.set(identity.head, [{ at, identity }]);
}

function lastBefore(places: readonly Place[] | undefined, position: number): Identity | null {
  if (!places) return null;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.at ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return places[low - 1]?.identity ?? null;
}

function cleanName(written: string): string {
  return written
    .replace(/\[[^[\]]*\]|\(נוסח (?:חדש|משולב)\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s,-]+$/, '')
    .replace(/ ([,)])/g, '$1')
    .trim();
}
