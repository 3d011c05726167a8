import { stick } from './section-list.ts';
import { matchStatuteName, type NameMatch, type ShortNames } from './statute-names.ts';
import { type StatuteTitle, statuteSkeleton } from './statute-titles.ts';

/** Kinds of statutes, each by the word that `לחוק`, `לפקודה` … uses. */
export type Head = 'חוק' | 'פקודה' | 'תקנות' | 'צו' | 'כללים' | 'תקנון';

/** A statute as one decision knows it: `law` as this decision writes it. */
export interface Identity {
  law: string;
  canonical: string | null;
  year: string | null;
  head: Head;
}

/** A Hebrew year with its civil one, in UTF-16 positions. */
export interface YearAt {
  start: number;
  end: number;
}

const ABBREVIATIONS: Record<string, string> = {
  'חסד"פ': 'חוק סדר הדין הפלילי',
  'תקסד"א': 'תקנות סדר הדין האזרחי',
  'פסד"פ': 'פקודת סדר הדין הפלילי (מעצר וחיפוש)',
};
const HEBREW_YEAR = `ה?תש[א-ת]?["'][א-ת]{1,2}|ה?תש[א-ת]{1,3}'?|ה?ת"ש`;
const VERSION = `(?:\\s{0,2}(?:\\[[^\\[\\]]{1,25}\\]|\\((?:נוסח ?(?:חדש|משולב)|נ"[חמ]|תיקון(?: מס'?)? ?\\d{1,3})\\)|,? ?נוסח (?:חדש|משולב))){0,2}`;
const YEAR = new RegExp(
  `(${VERSION}\\s{0,2},?\\s{0,2}[-(]?\\s{0,2})((?:${HEBREW_YEAR})\\s{0,2}-?\\s{0,2}(?:1[89]|20)\\d\\d(?!\\d)|(?:1[89]|20)\\d\\d\\s{0,2}-\\s{0,2}(?:${HEBREW_YEAR})(?![א-ת])|(?:${HEBREW_YEAR})(?![א-ת"'])|(?:1[89]|20)\\d\\d(?![\\d/.]))`,
  'y',
);
const LONGEST_NAME = 140;
const INNER_HEAD = /(?:^|[^א-ת])[ושהלבמכ]{0,3}(?:חוק|פקודת|תקנות|צו)(?![א-ת])/;

/** A name read at a place. Positions are UTF-16 in normalised text. */
export interface Read {
  identity: Identity;
  start: number;
  end: number;
  /** Named by a name that this decision set (`להלן: חוק החמניות`). */
  short: boolean;
}

/** Reads the names of one text's statutes; `years` are its full years (`התשל"ז-1977`), sorted. */
export function nameReader(text: string, years: readonly YearAt[], own: ShortNames<Identity>) {
  // Cleaning and comparing a name costs more than finding it, and a decision names few statutes, often.
  const known = new Map<string, Identity>();
  return (start: number, head: Head): Read | null => {
    const listed = matchStatuteName(text, start, own);
    const year = listed && yearAfter(text, listed.end, listed.title);
    if (!year) {
      const unlisted = readUnlisted(text, start, head, listed, years);
      if (unlisted) return unlisted;
    }
    if (!listed) return null;
    const end = year?.end ?? listed.end;
    if (listed.own) {
      return { identity: { ...listed.own, year: year?.year ?? listed.own.year }, start, end, short: true };
    }
    const written = text.slice(start, listed.end);
    const key = `${written}|${year?.year ?? ''}`;
    const identity = known.get(key) ?? identify(cleanName(written), listed.title, year?.year ?? null, head);
    known.set(key, identity);
    return { identity, start, end, short: false };
  };
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
  return { year: asWritten(year), end: end + match[0].length };
}

/** `התשל"ג 1973` lost its dash. */
function asWritten(year: string): string {
  return year.replace(/\s/g, '').replace(/(?<=[א-ת'])(?=\d)/, '-');
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
  const year = asWritten(text.slice(place.start, place.end));
  // the same first words and the same year: the listed statute with another subtitle
  const title = listed?.title?.years.includes(year.slice(-4)) ? listed.title : null;
  return { identity: { law: name, canonical: title?.name ?? null, year, head }, start, end: place.end, short: false };
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

/** A statute named by an abbreviation: one that everybody uses (`חסד"פ`), or one that this decision set. */
export function readAbbreviation(word: string, at: number, own: ReadonlyMap<string, Identity>): Read | null {
  for (let prefix = 0; prefix <= 2; prefix++) {
    if (prefix > 0 && !/^[ושהלבמכ]{1,2}$/.test(word.slice(0, prefix))) break;
    const written = word.slice(prefix);
    const start = at + prefix;
    const end = at + word.length;
    const defined = own.get(written);
    if (defined) return { identity: defined, start, end, short: true };
    const law = ABBREVIATIONS[written];
    if (!law) continue;
    const head: Head = law.startsWith('תקנות') ? 'תקנות' : law.startsWith('פקודת') ? 'פקודה' : 'חוק';
    return { identity: { law, canonical: law, year: null, head }, start, end, short: false };
  }
  return null;
}

function cleanName(written: string): string {
  return written
    .replace(/\[[^[\]]*\]|\(נוסח (?:חדש|משולב)\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s,-]+$/, '')
    .replace(/ ([,)])/g, '$1')
    .trim();
}
