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

// Ranking reads each entry's words from disk: 0.1 ms each. Beyond this many matches the newest are ranked.
const MOST_RANKED = 2_000;

/**
 * Finds decisions and halachot. Approved halachot come first, then by how well and how often the words match, then the
 * newest decision. Of more than 2,000 matches the newest 2,000 are ranked; the count is that of all.
 *
 * @throws EmptyQuery
 */
export async function search(db: Database, query: string, options: SearchOptions = {}): Promise<SearchAnswer> {
  const tsquery = tsqueryOf(query);
  const { limit = 20, unapproved = false } = options;
  const kinds = KINDS[options.only ?? 'all'];
  const states = unapproved ? ['approved', 'published', 'proposed', 'deferred'] : ['approved', 'published'];
  const rows = await db.transaction().execute(async (tx) => {
    // The planner does not know that looking into an entry means reading its words from outside the row, and would
    // rather read them all than use the index (measured on 5,193 entries: 110 ms for a docket that one decision has).
    // For the same reason `entry` asks for the words alone: another condition would bring in another index.
    await sql`set local enable_seqscan = off`.execute(tx);
    return (await found(tsquery, kinds, states, limit).execute(tx)).rows;
  });
  return {
    count: rows[0]?.total ?? 0,
    hits: rows.map(({ text, total: _, ...row }) => ({ ...row, snippet: snippetOf(text, query) })),
  };
}

const KINDS = { all: ['decision', 'halacha'], decisions: ['decision'], halachot: ['halacha'] } as const;

type Found = Omit<Hit, 'snippet'> & { text: string; total: number };

const found = (tsquery: string, kinds: readonly string[], states: readonly string[], limit: number) => sql<Found>`
  with entry as materialized (
    select kind, subject_id, decision_id from ezer.search_entry where words @@ ${tsquery}::tsquery
  ), matching as materialized (
    select e.kind, e.subject_id, d.id as decision_id, d.date_given, h.state,
           coalesce(h.state in ('approved', 'published'), false) as approved
      from entry e
      join ezer.decision d on d.id = e.decision_id and d.status = 'visible'
      left join ezer.halacha h on e.kind = 'halacha' and h.id = e.subject_id
     where e.kind = any(${kinds}::text[]) and (e.kind = 'decision' or h.state = any(${states}::text[]))
  ), candidate as (
    select * from matching order by approved desc, date_given desc nulls last, subject_id limit ${MOST_RANKED}
  ), best as (
    select c.*, ts_rank(e.words, ${tsquery}::tsquery, 1) as rank
      from candidate c join ezer.search_entry e on e.kind = c.kind and e.subject_id = c.subject_id
     order by c.approved desc, rank desc, c.date_given desc nulls last, c.subject_id
     limit ${limit}
  )
  select best.kind, best.subject_id as id, best.decision_id as "decisionId", best.state, d.title, d.court,
         best.date_given as "dateGiven", coalesce(h.quote, v.text) as text,
         (select count(*)::int from matching) as total,
         array(select k.canonical from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id
                where dd.decision_id = d.id order by dd.position) as dockets
    from best
    join ezer.decision d on d.id = best.decision_id
    join ezer.decision_version v on v.id = d.current_version_id
    left join ezer.halacha h on best.kind = 'halacha' and h.id = best.subject_id
   order by best.approved desc, best.rank desc, best.date_given desc nulls last, best.subject_id`;

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
