import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import type { FoundRow } from './found.ts';
import { markedWords, type Snippet, snippetOf } from './snippet.ts';

export interface Hit {
  kind: 'decision' | 'halacha';
  id: string;
  decisionId: string;
  /** `committee`: the decision is not a court's (G5) */
  sourceKind: string;
  /** the state of a halacha; null for a decision */
  state: string | null;
  /** the docket of this decision is what was asked for */
  isOwn: boolean;
  title: string | null;
  court: string | null;
  dateGiven: string | null;
  dockets: string[];
  judges: string[];
  /** the general sentence of a halacha */
  principle: Snippet | null;
  /** words of the text, or of the quote, around the best match; `marks` are [start, end) in code points of it */
  snippet: Snippet;
}

interface Described extends Omit<Hit, 'snippet' | 'principle' | 'isOwn'> {
  principle: string | null;
  text: string;
}

/** The hits of one page in their order, in words. What was hidden since they were found is left out. */
export async function describe(db: Database, rows: readonly FoundRow[], query: string): Promise<Hit[]> {
  if (rows.length === 0) return [];
  const { rows: described } = await sql<Described>`
    select r.kind, r.id, d.id as "decisionId", d.source_kind as "sourceKind", h.state, d.title, d.court,
           d.date_given as "dateGiven", h.principle, coalesce(h.quote, v.text) as text,
           array(select k.canonical from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id
                  where dd.decision_id = d.id order by dd.position) as dockets,
           array(select j.name from ezer.decision_judge dj join ezer.judge j on j.id = dj.judge_id
                  where dj.decision_id = d.id order by dj.position) as judges
      from unnest(${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.id)}::uuid[])
           with ordinality as r (kind, id, place)
      left join ezer.halacha h on r.kind = 'halacha' and h.id = r.id
      join ezer.decision d on d.id = coalesce(h.decision_id, r.id) and d.status = 'visible'
      join ezer.decision_version v on v.id = d.current_version_id
     order by r.place`.execute(db);
  const own = new Set(rows.filter(({ place }) => place.own).map((row) => row.id));
  return described.map(({ text, principle, ...hit }) => ({
    ...hit,
    isOwn: own.has(hit.id),
    principle: principle === null ? null : markedWords(principle, query),
    snippet: snippetOf(text, query),
  }));
}
