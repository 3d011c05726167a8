import { createHash } from 'node:crypto';
import { normalise } from 'hebrew-law';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** Kinds of hits. Courts and committees stay apart (G5). */
export const SEARCH_KINDS = ['decisions', 'committees', 'halachot'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export interface SearchFilters {
  only?: SearchKind | undefined;
  /** also halachot that no person has approved; they are marked, and are not to be cited (G10) */
  unapproved?: boolean | undefined;
  /** as the facets name it */
  court?: string | undefined;
  /** years in which decisions were given, both inclusive */
  from?: number | undefined;
  to?: number | undefined;
  /** a law that the decision cites: its name, or words that stand in it one after the other */
  law?: string | undefined;
}

/** What narrows every count of a search: years and law. Kind, court and approval are counted, so they come later. */
export interface Conditions {
  from: string | null;
  to: string | null;
  /** null: whatever it cites; empty: no law of that name is cited anywhere */
  statutes: string[] | null;
}

export async function conditionsOf(db: Database, { from, to, law }: SearchFilters): Promise<Conditions> {
  return {
    from: from === undefined ? null : `${year(from)}-01-01`,
    to: to === undefined ? null : `${year(to)}-12-31`,
    statutes: law === undefined ? null : await statutesNamed(db, law),
  };
}

const year = (number: number): string => String(Math.min(9999, Math.max(1, Math.trunc(number)))).padStart(4, '0');

/** The law of exactly that name, or else all whose names have it inside. A library knows a few thousand names. */
async function statutesNamed(db: Database, law: string): Promise<string[]> {
  const name = normalise(law).text.trim();
  if (name === '') return [];
  const { rows } = await sql<{ id: string; exact: boolean }>`
    select id, name = ${name} as exact from ezer.statute where strpos(name, ${name}) > 0`.execute(db);
  const exact = rows.filter((row) => row.exact);
  return (exact.length > 0 ? exact : rows).map((row) => row.id);
}

/** Tells one search from another: a cursor belongs to the search that it came from. */
export function searchKey(query: string, filters: SearchFilters, byRank: boolean): string {
  const { only, unapproved = false, court, from, to, law } = filters;
  const said = JSON.stringify([query.trim(), byRank, only, unapproved, court, from, to, law]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 8);
}
