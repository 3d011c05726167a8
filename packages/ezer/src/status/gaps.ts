import { parseDocket } from 'hebrew-law';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { libraryDocket } from '../store/docket.ts';

/** Somebody who points at a decision that is not here. */
export type GapPointer =
  | { kind: 'decision'; id: string; title: string | null; dockets: string[] }
  | { kind: 'digest'; id: string; title: string | null };

/** A decision that is cited and missing. */
export interface GapLine {
  /** its docket, or the reporter when no docket is known */
  wanted: string;
  /** how many decisions and digest issues point at it */
  demand: number;
  openedAt: Date;
  closedAt: Date | null;
  /** the decision that filled it, while it may be shown */
  closedBy: { id: string; title: string | null; dockets: string[] } | null;
  /** the first few of them */
  pointers: GapPointer[];
}

export interface GapQuery {
  state: 'open' | 'closed';
  /** a docket in any form, or a part of one */
  docket?: string | undefined;
  limit: number;
  offset: number;
}

const SHOWN = 3;

/** The gaps, the most wanted first (the closed ones: newest first), and how many there are in all. */
export async function gaps(
  db: Database,
  { state, docket, limit, offset }: GapQuery,
): Promise<{ count: number; gaps: GapLine[] }> {
  const open = state === 'open';
  const where = sql`${open ? sql`g.closed_at is null` : sql`g.closed_at is not null`} and ${named(docket)}`;
  const order = open ? sql`g.demand desc, g.opened_at, g.wanted` : sql`g.closed_at desc, g.wanted`;
  const [counted, { rows }] = await Promise.all([
    sql<{ count: number }>`select count(*)::int as count from ezer.gap g where ${where}`.execute(db),
    sql<GapLine>`
      select g.wanted, g.demand, g.opened_at as "openedAt", g.closed_at as "closedAt",
             case when d.id is not null then json_build_object('id', d.id, 'title', d.title, 'dockets', ${DOCKETS}) end as "closedBy",
             ${open ? POINTERS : sql`'[]'::json`} as pointers
        from (select * from ezer.gap g where ${where} order by ${order} limit ${limit} offset ${offset}) g
        left join ezer.decision d on d.id = g.closed_by_decision_id and d.status = 'visible'
       order by ${order}`.execute(db),
  ]);
  return { count: counted.rows[0]?.count ?? 0, gaps: rows };
}

/** The docket itself when the words are one, else whatever has these words in it. */
function named(words = ''): ReturnType<typeof sql> {
  const wanted = words.trim();
  if (wanted === '') return sql`true`;
  const docket = parseDocket(wanted);
  if (docket !== null) return sql`g.wanted = ${libraryDocket(docket.canonical)}`;
  return sql`strpos(g.wanted, ${wanted}) > 0`;
}

const DOCKETS = sql`(
  select coalesce(json_agg(k.canonical order by dd.position), '[]')
    from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id where dd.decision_id = d.id)`;

const POINTERS = sql`(
  select coalesce(json_agg(p.pointer), '[]') from (
    (select json_build_object('kind', 'digest', 'id', i.id, 'title', i.title) as pointer
       from ezer.digest_issue i
      where i.id in (select t.digest_issue_id from ezer.digest_item t
                      where t.docket = g.wanted and t.state in ('gap', 'requested'))
      order by i.issued_on desc nulls last limit ${SHOWN})
    union all
    (select json_build_object('kind', 'decision', 'id', d.id, 'title', d.title, 'dockets', ${DOCKETS})
       from ezer.decision d
      where d.status = 'visible'
        and d.id in (select c.decision_id from ezer.citation c where c.docket = g.wanted and c.state = 'missing')
      order by d.date_given desc nulls last limit ${SHOWN})
    limit ${SHOWN}) p)`;
