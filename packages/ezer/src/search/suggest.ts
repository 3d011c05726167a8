import { queryTokens } from 'hebrew-law';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { docketOf } from './docket.ts';
import type { SearchFilters } from './filters.ts';
import { EmptyQuery, tsqueryOf } from './query.ts';
import { search } from './search.ts';

/** What may help somebody who found nothing. */
export interface Suggestions {
  /** filters without which there are hits, and how many; `all`: without any of them */
  without: { filter: NarrowingFilter | 'all'; count: number }[];
  /** hits when the words of phrases need not stand side by side; null: there is no phrase */
  apart: number | null;
  /** words that stand in no decision and no halacha that may be shown */
  unknown: string[];
  /** the docket that was asked for, when decisions or digests point at it and the library has not got it */
  missing: { docket: string; demand: number } | null;
}

export type NarrowingFilter = 'only' | 'court' | 'years' | 'law';

/** @param filters  those of the search that found nothing */
export async function suggest(db: Database, query: string, filters: SearchFilters): Promise<Suggestions> {
  return {
    without: await without(db, query, filters),
    apart: plain(query) === query ? null : await countOf(db, plain(query), filters),
    unknown: await unknownWords(db, query),
    missing: await missing(db, query),
  };
}

const DROPPED: Record<NarrowingFilter, SearchFilters> = {
  only: { only: undefined },
  court: { court: undefined },
  years: { from: undefined, to: undefined },
  law: { law: undefined },
};

async function without(db: Database, query: string, filters: SearchFilters): Promise<Suggestions['without']> {
  const isSet = (filter: SearchFilters) =>
    Object.keys(filter).some((name) => filters[name as keyof SearchFilters] !== undefined); // keys of SearchFilters
  const set = (['only', 'court', 'years', 'law'] as const).filter((name) => isSet(DROPPED[name]));
  const found: Suggestions['without'] = [];
  for (const filter of set) {
    const count = await countOf(db, query, { ...filters, ...DROPPED[filter] });
    if (count > 0) found.push({ filter, count });
  }
  if (found.length > 0 || set.length < 2) return found;
  const count = await countOf(db, query, { unapproved: filters.unapproved });
  return count > 0 ? [{ filter: 'all', count }] : [];
}

async function countOf(db: Database, query: string, filters: SearchFilters): Promise<number> {
  try {
    return (await search(db, query, { ...filters, limit: 1, sort: 'newest' })).count;
  } catch (error) {
    if (error instanceof EmptyQuery) return 0;
    throw error;
  }
}

/** A query without quotes around words; gershayim inside a word stay. */
const plain = (query: string): string => query.replace(/(?<![א-ת])["״“”„]|["״“”„](?![א-ת])/g, ' ');

const MOST_WORDS = 8;

async function unknownWords(db: Database, query: string): Promise<string[]> {
  const letters = Array.from(query);
  const words = queryTokens(query).map(({ span }) => letters.slice(span.start, span.end).join(''));
  const unknown: string[] = [];
  for (const word of new Set(words.slice(0, MOST_WORDS))) {
    const { rows } = await sql<{ known: boolean }>`
      select exists (select from ezer.search_entry e join ezer.decision d on d.id = e.decision_id and d.status = 'visible'
                      where e.words @@ ${tsqueryOf(word)}::tsquery) as known`.execute(db);
    if (rows[0]?.known === false) unknown.push(word);
  }
  return unknown;
}

async function missing(db: Database, query: string): Promise<Suggestions['missing']> {
  const docket = docketOf(query);
  if (docket === null || docket.prefix === '') return null;
  const gap = await db
    .selectFrom('gap')
    .select(['wanted', 'demand'])
    .where('wanted', '=', docket.canonical)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return gap === undefined ? null : { docket: gap.wanted, demand: gap.demand };
}
