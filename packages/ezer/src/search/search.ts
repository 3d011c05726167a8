import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { type Cursor, cursorOf, placeAfter } from './cursor.ts';
import { describe, type Hit } from './describe.ts';
import { ownDecisions } from './docket.ts';
import { type Facets, facetsOf } from './facets.ts';
import { conditionsOf, type SearchFilters, searchKey } from './filters.ts';
import { type FoundRow, found } from './found.ts';
import { EmptyQuery, tsqueryOf } from './query.ts';

export interface SearchOptions extends SearchFilters {
  /** `relevance` by default; with no word to rank by, the newest come first whatever is asked */
  sort?: SearchSort | undefined;
  /** hits of one page */
  limit?: number | undefined;
  /** `next` or `previous` of an answer to the same search */
  cursor?: string | undefined;
}

export type SearchSort = 'relevance' | 'newest';

export interface SearchAnswer {
  /** how many there are in all */
  count: number;
  hits: Hit[];
  /** the place of the first hit among all, from 1; 0 when there is none */
  first: number;
  /** cursors of the pages around this one; null: there is none */
  next: string | null;
  previous: string | null;
  facets: Facets;
}

/**
 * Finds decisions and halachot. The decision whose docket is asked for comes first, then approved halachot, then by how
 * well and how often the words match, then the newest. Of more than 500 matches the newest 500 are ranked and the
 * others follow by date; the counts are those of all.
 *
 * Pages follow each other by place and not by number: what is added to the library while somebody turns pages neither
 * repeats a hit nor hides one. A filter may stand without any word.
 *
 * @throws EmptyQuery  neither a word nor a filter
 * @throws BrokenCursor  the cursor is of another search, or was changed
 */
export async function search(db: Database, query: string, options: SearchOptions = {}): Promise<SearchAnswer> {
  const { limit = 20, sort = 'relevance', cursor, ...filters } = options;
  const tsquery = wordsOrFilter(query, filters);
  const byRank = sort === 'relevance' && tsquery !== null;
  const key = searchKey(query, filters, byRank);
  const place = cursor === undefined ? null : placeAfter(cursor, key);
  return db.transaction().execute(async (tx) => {
    // The planner does not know that looking into an entry means reading its words from outside the row, and would
    // rather read them all than use the index (measured on 5,193 entries: 110 ms for a docket that one decision has).
    if (tsquery !== null) await sql`set local enable_seqscan = off`.execute(tx);
    const own = await ownDecisions(tx, query);
    const { grid, rows, bound } = await found(tx, {
      tsquery,
      own,
      byRank,
      limit,
      place,
      conditions: await conditionsOf(tx, filters),
      filters,
    });
    return {
      ...turned(rows, { limit, place, key, bound }),
      ...facetsOf(grid, filters),
      hits: await describe(tx, shown(rows, limit, place), query),
    };
  });
}

function wordsOrFilter(query: string, { only, court, from, to, law }: SearchFilters): string | null {
  try {
    return tsqueryOf(query);
  } catch (error) {
    const isFiltered = [only, court, from, to, law].some((filter) => filter !== undefined);
    if (error instanceof EmptyQuery && query.trim() === '' && isFiltered) return null;
    throw error;
  }
}

/** One row more than a page is read, to know whether there is another page; it is not shown. */
const shown = (rows: readonly FoundRow[], limit: number, place: Cursor | null): FoundRow[] =>
  place?.direction === 'before' ? rows.slice(-limit) : rows.slice(0, limit);

function turned(
  rows: readonly FoundRow[],
  { limit, place, key, bound }: { limit: number; place: Cursor | null; key: string; bound: Cursor['bound'] },
): Pick<SearchAnswer, 'first' | 'next' | 'previous'> {
  const page = shown(rows, limit, place);
  const [top, bottom] = [page[0], page.at(-1)];
  if (top === undefined || bottom === undefined) return { first: 0, next: null, previous: null };
  const isMore = rows.length > limit;
  const isBack = place?.direction === 'before';
  const before = place === null ? 0 : isBack ? Math.max(0, place.seen - page.length) : place.seen;
  const there = (direction: Cursor['direction'], row: FoundRow, seen: number) =>
    cursorOf({ direction, place: row.place, bound, seen }, key);
  return {
    first: before + 1,
    next: isBack || isMore ? there('after', bottom, before + page.length) : null,
    previous: (isBack ? isMore : place !== null) ? there('before', top, before) : null,
  };
}
