import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

export interface RefusalsByReason {
  reason: string;
  count: number;
  /** the newest of them, by their names at the source */
  latest: string[];
}

/** A document that could not be read. */
export interface Refusal {
  ref: string;
  source: string;
  detail: string | null;
  seenAt: Date;
}

const NAMED = 3;

/** The refused documents by reason, the most frequent first. */
export async function readRefusals(db: Database): Promise<RefusalsByReason[]> {
  const { rows } = await sql<RefusalsByReason>`
    select r.reason, r.count, l.latest
      from (select reason, count(*)::int as count from ezer.source_item where state = 'refused' group by reason) r
     cross join lateral (
        select array_agg(n.ref) as latest
          from (select ref from ezer.source_item i where i.state = 'refused' and i.reason = r.reason
                 order by seen_at desc limit ${NAMED}) n) l
     order by r.count desc, r.reason`.execute(db);
  return rows;
}

/** The documents that were refused for one reason, newest first, and how many there are in all. */
export async function refusalsOf(
  db: Database,
  reason: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ count: number; refusals: Refusal[] }> {
  const refused = db
    .selectFrom('source_item')
    .innerJoin('source', 'source.id', 'source_item.source_id')
    .where('state', '=', 'refused')
    .where('reason', '=', reason);
  const [counted, refusals] = await Promise.all([
    refused.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow(),
    refused
      .select(['ref', 'source.name as source', 'detail', 'seen_at as seenAt'])
      .orderBy('seen_at', 'desc')
      .orderBy('ref')
      .limit(limit)
      .offset(offset)
      .execute(),
  ]);
  return { count: Number(counted.count), refusals };
}
