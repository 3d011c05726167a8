import { queryTokens, tokenize } from 'hebrew-law';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { tsqueryOf } from './query.ts';

export interface SearchOptions {
  only?: 'decisions' | 'halachot';
  /** also halachot that no person has approved; they are marked, and are not to be cited (G10) */
  unapproved?: boolean;
  limit?: number;
}

export interface Hit {
  kind: 'decision' | 'halacha';
  id: string;
  decisionId: string;
  /** the state of a halacha; null for a decision */
  state: string | null;
  title: string | null;
  court: string | null;
  dateGiven: string | null;
  dockets: string[];
  /** words around the first match; `marks` are [start, end) in code points of it */
  snippet: { text: string; marks: [number, number][] };
}

export interface SearchAnswer {
  /** how many there are in all */
  count: number;
  hits: Hit[];
}

const CITABLE = ['approved', 'published'];

/**
 * Finds decisions and halachot. Approved halachot come first, then by how well and how often the words match, then the
 * newest decision.
 *
 * @throws EmptyQuery
 */
export async function search(db: Database, query: string, options: SearchOptions = {}): Promise<SearchAnswer> {
  const tsquery = tsqueryOf(query);
  const { limit = 20, unapproved = false } = options;
  const matching = db
    .selectFrom('search_entry')
    .innerJoin('decision', 'decision.id', 'search_entry.decision_id')
    .leftJoin('halacha', (join) =>
      join.onRef('halacha.id', '=', 'search_entry.subject_id').on('search_entry.kind', '=', 'halacha'),
    )
    .where(sql<boolean>`search_entry.words @@ ${tsquery}::tsquery`)
    .where('decision.status', '=', 'visible')
    .$if(options.only === 'decisions', (qb) => qb.where('search_entry.kind', '=', 'decision'))
    .$if(options.only === 'halachot', (qb) => qb.where('search_entry.kind', '=', 'halacha'))
    .where((eb) =>
      eb.or([
        eb('search_entry.kind', '=', 'decision'),
        unapproved ? eb('halacha.state', '<>', 'rejected') : eb('halacha.state', 'in', CITABLE),
      ]),
    );
  const total = await matching.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  const rows = await matching
    .innerJoin('decision_version', 'decision_version.id', 'decision.current_version_id')
    .select([
      'search_entry.kind',
      'search_entry.subject_id as id',
      'decision.id as decisionId',
      'halacha.state',
      'decision.title',
      'decision.court',
      'decision.date_given as dateGiven',
      sql<string>`coalesce(halacha.quote, decision_version.text)`.as('text'),
    ])
    .select((eb) =>
      eb
        .selectFrom('decision_docket')
        .innerJoin('docket', 'docket.id', 'decision_docket.docket_id')
        .select(sql<string[]>`coalesce(array_agg(docket.canonical order by decision_docket.position), '{}')`.as('list'))
        .whereRef('decision_docket.decision_id', '=', 'decision.id')
        .as('dockets'),
    )
    .orderBy(sql`coalesce(halacha.state in ('approved', 'published'), false)`, 'desc')
    .orderBy(sql`ts_rank(search_entry.words, ${tsquery}::tsquery, 1)`, 'desc')
    .orderBy('decision.date_given', (order) => order.desc().nullsLast())
    .orderBy('search_entry.subject_id')
    .limit(limit)
    .execute();
  return {
    count: Number(total.count),
    hits: rows.map(({ text, kind, dockets, ...row }) => ({
      ...row,
      kind: kind === 'halacha' ? 'halacha' : 'decision',
      dockets: dockets ?? [],
      snippet: snippetOf(text, query),
    })),
  };
}

const AROUND = 120;

/** The first place where a word of the query stands, with what is around it, and every match in that piece. */
function snippetOf(text: string, query: string): Hit['snippet'] {
  const forms = new Set(queryTokens(query).flatMap((term) => term.forms));
  const letters = [...text];
  const matches: [number, number][] = [];
  for (const { token, span } of tokenize(text)) {
    if (!forms.has(token)) continue;
    if (matches.at(-1)?.[0] !== span.start) matches.push([span.start, span.end]);
  }
  const first = matches[0]?.[0] ?? 0;
  const start = wordStart(letters, Math.max(0, first - AROUND));
  const end = Math.min(letters.length, first + 2 * AROUND);
  return {
    text: letters.slice(start, end).join(''),
    marks: matches.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start, to - start]),
  };
}

function wordStart(letters: readonly string[], from: number): number {
  if (from === 0) return 0;
  const space = letters.findIndex((letter, i) => i >= from && /\s/.test(letter));
  return space < 0 || space > from + 30 ? from : space + 1;
}
