import { STATUTE_TITLES, STATUTE_VARIANTS } from '../data/statutes.gen.ts';
import { foldFinals } from '../text/normalise.ts';

/** A statute as the reference list knows it. */
export interface StatuteTitle {
  /** Official title without year: `חוק העונשין`. */
  name: string;
  /** Gregorian years of enactment under this title; empty when the list has none. */
  years: readonly string[];
}

/**
 * The bones of a statute's name: letters and digits only, no final forms, without ה, ו and י. Names are written with and
 * without the article, plene and defective, with and without hyphens, and scans lose the blanks between words; of the
 * 7,494 written variants of the reference list all but 26 have the skeleton of a title (scripts/statute-names.ts).
 */
export function statuteSkeleton(name: string): string {
  return foldFinals(name.replace(/\[[^[\]]*\]/g, '')).replace(/[^א-ת\d]|[הוי]/g, '');
}

/** The official title for a written name, or null when unknown or ambiguous (`חוק החוזים`). */
export function statuteTitle(name: string): StatuteTitle | null {
  return closest(index().titles.get(statuteSkeleton(name)) ?? [], name)?.title ?? null;
}

/** A name found in text by `matchStatuteName`. */
export interface NameMatch {
  end: number;
  /** Null when several statutes have this name (`חוק החוזים`). */
  title: StatuteTitle | null;
}

/** Short names that everybody uses and no statute bears. */
const COMMON_SHORT_NAMES: readonly (readonly [string, string])[] = [
  ['פקודת הסמים', 'פקודת הסמים המסוכנים'],
  ['חוק המעצרים', 'חוק סדר הדין הפלילי (סמכויות אכיפה - מעצרים)'],
  ['פקודת מעצר וחיפוש', 'פקודת סדר הדין הפלילי (מעצר וחיפוש)'],
  ['חוק מע"מ', 'חוק מס ערך מוסף'],
  ['חוק לשון הרע', 'חוק איסור לשון הרע'],
  ['חוק הפלת"ד', 'חוק פיצויים לנפגעי תאונות דרכים'],
];
const STEP = 6;
const LONGEST = 130;

/** A name by which text may call a statute: its title, its title without brackets, or another. */
interface Name {
  written: string;
  /** Null when several statutes are called so. */
  title: StatuteTitle | null;
}

interface Index {
  titles: Map<string, Name[]>;
  /** First 6, 12, 18… signs of every skeleton: a walk that left them can stop. */
  openings: Set<string>;
}
let built: Index | undefined;

function index(): Index {
  built ??= buildIndex();
  return built;
}

function buildIndex(): Index {
  const titles = new Map<string, Name[]>();
  const byName = new Map<string, StatuteTitle>();
  const add = (written: string, title: StatuteTitle | null): void => {
    const key = statuteSkeleton(written);
    const names = titles.get(key);
    if (names) names.push({ written, title });
    else titles.set(key, [{ written, title }]);
  };
  for (const line of STATUTE_TITLES.split('\n')) {
    const [name = '', years = ''] = line.split('|');
    const title = { name, years: years === '' ? [] : years.split(',') };
    byName.set(name, title);
    add(name, title);
  }
  // `חוק החוזים` for two statutes with brackets is ambiguous; for one it is that one. `צו בית הדין לעבודה` is an order of
  // that court, not the statute on its decisions.
  const plain = new Map<string, StatuteTitle | null>();
  for (const title of byName.values()) {
    if (!title.name.includes('(') || title.name.startsWith('צו ')) continue;
    const short = title.name.replace(/\([^()]*\)/g, '').trim();
    plain.set(short, plain.has(short) ? null : title);
  }
  for (const [short, title] of plain) if (statuteSkeleton(short).length > 4 && !byName.has(short)) add(short, title);
  const named = (name: string): StatuteTitle => byName.get(name) ?? { name, years: [] };
  for (const line of STATUTE_VARIANTS.split('\n')) {
    const [variant = '', name = ''] = line.split('|');
    add(variant, named(name));
  }
  for (const [short, name] of COMMON_SHORT_NAMES) add(short, named(name));
  const openings = new Set<string>();
  for (const key of titles.keys()) for (let n = STEP; n < key.length; n += STEP) openings.add(key.slice(0, n));
  return { titles, openings };
}

/**
 * Names may share their bones and be two statutes (פקודת העיריות, פקודת היערות): the closest in letters is meant, and
 * besides the article one letter in ten may differ.
 */
function closest(names: readonly Name[], written: string): Name | null {
  const found = letters(written);
  let best: Name | null = null;
  let least = 2 + Math.floor(found.length / 10);
  for (const name of names) {
    const other = letters(name.written);
    const apart = found === other ? 0 : distance(found, other);
    if (apart >= least) continue;
    best = name;
    least = apart;
  }
  return best;
}

/** Short names that one decision defined, looked up as the official ones are. */
export class ShortNames<T> {
  readonly #names = new Map<string, T>();
  readonly #openings = new Set<string>();

  define(name: string, value: T): void {
    const key = statuteSkeleton(name);
    this.#names.set(key, value);
    for (let n = STEP; n < key.length; n += STEP) this.#openings.add(key.slice(0, n));
  }

  get(skeleton: string): T | undefined {
    return this.#names.get(skeleton);
  }

  mayContinue(skeleton: string): boolean {
    return this.#openings.has(skeleton);
  }
}

const FOLDED: Readonly<Record<string, string>> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' };

/**
 * The longest known statute name that starts at `start` of normalised text. Blanks do not matter (`סדר הדיןהפלילי`); a
 * name ends at the end of a word or, in text that lost its blanks, at a final letter. Bounded: a walk stops as soon as no
 * name starts that way. `own` holds the short names that the decision defined.
 */
export function matchStatuteName<T>(
  text: string,
  start: number,
  own: ShortNames<T>,
): (NameMatch & { own: T | null }) | null {
  const { titles, openings } = index();
  let skeleton = '';
  let depth = 0;
  let best: (NameMatch & { own: T | null }) | null = null;
  const last = Math.min(text.length, start + 2 * LONGEST);
  for (let i = start; i < last && skeleton.length < LONGEST; i++) {
    const sign = text.charAt(i);
    if (!isWordSign(sign)) {
      if (sign === '(') depth++;
      else if (sign === ')') {
        if (--depth < 0) break;
      } else if (!mayStandInside(text, i, sign)) break;
      continue;
    }
    if (sign !== 'ה' && sign !== 'ו' && sign !== 'י') {
      skeleton += FOLDED[sign] ?? sign;
      const pruned = skeleton.length % STEP === 0 && !openings.has(skeleton) && !titles.has(skeleton);
      if (pruned && !own.mayContinue(skeleton) && own.get(skeleton) === undefined) break;
    }
    if (!endsWord(text, i) && FOLDED[sign] === undefined) continue;
    if (depth > 1 || (depth === 1 && text.charAt(i + 1) !== ')')) continue;
    const short = own.get(skeleton);
    const names = titles.get(skeleton);
    if (short === undefined && names === undefined) continue;
    const name = closest(names ?? [], text.slice(start, i + 1));
    if (short === undefined && name === null) continue;
    best = { end: i + 1 + depth, title: name?.title ?? null, own: short ?? null };
  }
  return best;
}

function mayStandInside(text: string, i: number, sign: string): boolean {
  if (sign === ':') return text.slice(i - 5, i).endsWith('יסוד');
  if (sign === '"') return isWordSign(text.charAt(i - 1)) && isWordSign(text.charAt(i + 1));
  if (sign === "'") return isWordSign(text.charAt(i - 1));
  return ' \n,-/'.includes(sign);
}

/** Whether two names of one skeleton are one statute in two spellings (שירות ביטחון, שרות בטחון). */
export function isSameName(one: string, other: string): boolean {
  const found = letters(one);
  return distance(found, letters(other)) < 2 + Math.floor(found.length / 10);
}

function letters(name: string): string {
  return name.replace(/[^א-ת\d]|ה/g, '');
}

/** Levenshtein. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = (row[j - 1] ?? 0) + (one.charAt(i - 1) === other.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

function isWordSign(sign: string): boolean {
  return (sign >= 'א' && sign <= 'ת') || (sign >= '0' && sign <= '9');
}

function endsWord(text: string, i: number): boolean {
  const next = text.charAt(i + 1);
  if (next === '"' || next === "'") return !isWordSign(text.charAt(i + 2));
  return !isWordSign(next);
}
