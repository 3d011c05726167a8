import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** What is said of a decision wherever one is named. */
export interface NamedDecision {
  id: string;
  title: string | null;
  court: string | null;
  dateGiven: string | null;
  dockets: string[];
  sourceKind: string;
}

/** The decisions of these ids in the same order, without those that were removed. */
export async function namedDecisions(db: Database, ids: readonly string[]): Promise<NamedDecision[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('decision')
    .select(['decision.id', 'title', 'court', 'date_given as dateGiven', 'source_kind as sourceKind'])
    .select((eb) =>
      eb
        .selectFrom('decision_docket')
        .innerJoin('docket', 'docket.id', 'decision_docket.docket_id')
        .select(sql<string[]>`coalesce(array_agg(docket.canonical order by decision_docket.position), '{}')`.as('list'))
        .whereRef('decision_docket.decision_id', '=', 'decision.id')
        .as('dockets'),
    )
    .where('decision.id', 'in', [...ids])
    .where('status', '<>', 'removed')
    .execute();
  const byId = new Map(rows.map((row) => [row.id, { ...row, dockets: row.dockets ?? [] }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
