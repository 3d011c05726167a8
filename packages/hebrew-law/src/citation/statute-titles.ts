import { STATUTE_TITLES, STATUTE_VARIANTS } from '../data/statutes.gen.ts';
import { foldFinals } from '../text/normalise.ts';
import { NameTrie } from './name-trie.ts';

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
 *
 * @example statuteSkeleton('חוק התכנון והבנייה') === statuteSkeleton('חוק תכנון-ובניה') // true
 */
export function statuteSkeleton(name: string): string {
  return foldFinals(name.replace(/\[[^[\]]*\]/g, '')).replace(/[^א-ת\d]|[הוי]/g, '');
}

/**
 * The official title for a written name, or null when unknown or ambiguous (`חוק החוזים`). The name alone, without year
 * and without prefix letters.
 *
 * @example statuteTitle('חוק בוררות')?.name // 'חוק הבוררות'
 */
export function statuteTitle(name: string): StatuteTitle | null {
  return closest(statuteNames().get(statuteSkeleton(name)) ?? [], name)?.title ?? null;
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

/** A name by which text may call a statute: its title, its title without brackets, or another. */
export interface Name {
  written: string;
  /** `written` without blanks, signs and the article; made when first compared. */
  letters: string | null;
  /** Null when several statutes are called so. */
  title: StatuteTitle | null;
}

let built: NameTrie<Name[]> | undefined;

/** Every known name by its skeleton; built at the first use, in some 40 ms. */
export function statuteNames(): NameTrie<Name[]> {
  built ??= buildNames();
  return built;
}

function buildNames(): NameTrie<Name[]> {
  const titles = new NameTrie<Name[]>();
  const byName = new Map<string, StatuteTitle>();
  const add = (written: string, title: StatuteTitle | null): void => {
    const key = statuteSkeleton(written);
    const names = titles.get(key);
    const name = { written, letters: null, title };
    if (names) names.push(name);
    else titles.set(key, [name]);
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
  return titles;
}

/**
 * Names may share their bones and be two statutes (פקודת העיריות, פקודת היערות): the closest in letters is meant, and
 * besides the article one letter in ten may differ.
 */
export function closest(names: readonly Name[], written: string): Name | null {
  const exact = names.length === 1 ? names[0] : undefined;
  if (exact?.written === written) return exact;
  const found = lettersOf(written);
  let best: Name | null = null;
  let least = 2 + Math.floor(found.length / 10);
  for (const name of names) {
    name.letters ??= lettersOf(name.written);
    const apart = found === name.letters ? 0 : distance(found, name.letters);
    if (apart >= least) continue;
    best = name;
    least = apart;
  }
  return best;
}

/** Whether two names of one skeleton are one statute in two spellings (שירות ביטחון, שרות בטחון). */
export function isSameName(one: string, other: string): boolean {
  const found = lettersOf(one);
  return distance(found, lettersOf(other)) < 2 + Math.floor(found.length / 10);
}

function lettersOf(name: string): string {
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
