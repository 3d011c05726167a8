import type { Head, Identity } from './law-names.ts';
import { stick } from './section-list.ts';
import { ShortNames } from './statute-names.ts';
import { statuteSkeleton } from './statute-titles.ts';

interface Place {
  at: number;
  identity: Identity;
}

/** What one decision has named so far, in text order; positions are UTF-16 in normalised text. */
export interface NamedLaws {
  /** Names set by `(להלן: חוק החמניות)`. */
  short: ShortNames<Identity>;
  abbreviations: Map<string, Identity>;
  /** By title, or by skeleton where the list has none. */
  identities: Map<string, Identity>;
  /** What was called `החוק`, and what was named, by kind of statute: a definition wins over a mere mention. */
  defined: Map<Head, Place[]>;
  mentioned: Map<Head, Place[]>;
}

export function nothingNamed(): NamedLaws {
  return {
    short: new ShortNames(),
    abbreviations: new Map(),
    identities: new Map(),
    defined: new Map(),
    mentioned: new Map(),
  };
}

const DEFINITION = /\s{0,3},?\s{0,2}[([]\s{0,2}(?:ו?להלן|מכאן ואילך|ייקרא להלן|(?="[א-ת]))([^()[\]]{1,120})[)\]]/y;

/**
 * One statute keeps the name under which the decision first writes it, and an ambiguous short name (`חוק החוזים`) is the
 * statute of that name that the decision has already named in full.
 */
export function known(identity: Identity, { identities }: NamedLaws): Identity {
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
export function define(text: string, end: number, identity: Identity, named: NamedLaws): number {
  const match = stick(DEFINITION, text, end);
  if (!match) return end;
  for (const short of (match[1] ?? '').split(/ או |[;,/]|ו\/או/)) {
    const name = short.replace(/^[\s:"'-]*(?:גם|ייקרא|בהתאמה)?[\s:"'-]*/, '').replace(/["'\s.]+$/, '');
    if (/^ה?(?:חוק|פקודה|תקנות|צו|כללים|תקנון)$/.test(name)) {
      speak(named.defined, end, identity);
    } else if (/^ה?(?:חוק|פקוד|תקנות|צו|כללי|תקנון)/.test(name)) named.short.define(name.replace(/^ה/, ''), identity);
    else if (/^[א-ת]{2,7}"[א-ת]$/.test(name)) named.abbreviations.set(name.replace(/^ה/, ''), identity);
  }
  return end + match[0].length;
}

const BARE = /(?:ל|ש?ב|מ|ש?ב?ה|של\s{1,2}ה?)?(חוק[ -]היסוד|חוק|פקודה|תקנות|צו|כללים|תקנון)(?![א-ת"'])/y;

/** The law meant by `לחוק`, `לפקודה` … at a place, and where the word ends; null when none is known. */
export function bareLaw(text: string, position: number, named: NamedLaws): { end: number; meant: Identity } | null {
  const match = stick(BARE, text, position);
  const word = match?.[1];
  if (!match || word === undefined) return null;
  const head = HEAD_OF_WORD.get(word.slice(0, 3) === 'חוק' ? 'חוק' : word);
  if (!head) return null;
  const meant = lastBefore(named.defined.get(head), position) ?? lastBefore(named.mentioned.get(head), position);
  return meant && { end: position + match[0].length, meant };
}

const HEAD_OF_WORD: ReadonlyMap<string, Head> = new Map(
  (['חוק', 'פקודה', 'תקנות', 'צו', 'כללים', 'תקנון'] as const).map((head) => [head, head]),
);

export function speak(places: Map<Head, Place[]>, at: number, identity: Identity): void {
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
