import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database } from '../store/database.ts';
import type { DB } from '../store/tables.gen.ts';

export interface QueueItem {
  id: string;
  state: string;
  quote: string;
  principle: string | null;
  role: string;
  restated: boolean;
  confidence: number;
  flags: string[];
  reverify: boolean;
  decisionId: string;
  decisionTitle: string | null;
  court: string | null;
  dateGiven: string | null;
  dockets: string[];
  /** the quote inside its surroundings, so that it is never judged alone */
  textBefore: string;
  textAfter: string;
}

/** Which halachot stand in the queue. */
export interface QueueFilter {
  /** `proposed` unless named; what must be verified again is there in any state */
  states?: readonly string[] | undefined;
  /** only those with a flag */
  flagged?: boolean | undefined;
  /** only those that must be verified again, because the text changed under an approval */
  reverify?: boolean | undefined;
  decisionId?: string | undefined;
  court?: string | undefined;
}

export interface QueueOptions extends QueueFilter {
  limit?: number;
  halachaId?: string;
  /** code points of text on each side of the quote */
  surroundings?: number;
}

type Halachot = SelectQueryBuilder<DB, 'halacha' | 'decision', { id: string }>;

/**
 * The review queue: what must be verified again first, then flagged and doubtful proposals, then the rest by age.
 */
export async function reviewQueue(db: Database, options: QueueOptions = {}): Promise<QueueItem[]> {
  const { limit = 50, surroundings = 300 } = options;
  // First which ones, then what stands around them: the text of every proposal would be read from disk to be sorted.
  const shown = options.halachaId
    ? halachotOf(db).where('halacha.id', '=', options.halachaId)
    : matching(halachotOf(db), options);
  const ids = (await inOrder(shown).limit(limit).execute()).map((row) => row.id);
  return queueItems(db, ids, surroundings);
}

/** Halachot of decisions that are still here. */
export const halachotOf = (db: Database): Halachot =>
  db
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'halacha.decision_id')
    .select('halacha.id')
    .where('decision.status', '<>', 'removed');

export function matching(halachot: Halachot, filter: QueueFilter): Halachot {
  const { states = ['proposed'], flagged, reverify, decisionId, court } = filter;
  let found = halachot.where((eb) =>
    reverify
      ? eb('halacha.reverify', '=', true)
      : eb.or([eb('halacha.state', 'in', states), eb('halacha.reverify', '=', true)]),
  );
  if (flagged) found = found.where(sql<boolean>`cardinality(halacha.flags) > 0`);
  if (decisionId) found = found.where('decision.id', '=', decisionId);
  if (court) found = found.where('decision.court', '=', court);
  return found;
}

/** The order of the queue. */
export const inOrder = (halachot: Halachot): Halachot =>
  halachot
    .orderBy(sql`not halacha.reverify`)
    .orderBy(sql`-cardinality(halacha.flags)`)
    .orderBy('halacha.confidence')
    .orderBy('halacha.id');

/** These halachot with what stands around their quotes, in the order of the ids. */
export async function queueItems(db: Database, ids: readonly string[], surroundings: number): Promise<QueueItem[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'halacha.decision_id')
    .innerJoin('decision_version', 'decision_version.id', 'halacha.decision_version_id')
    .select([
      'halacha.id',
      'halacha.state',
      'halacha.quote',
      'halacha.principle',
      'halacha.role',
      'halacha.restated',
      'halacha.confidence',
      'halacha.flags',
      'halacha.reverify',
      'decision.id as decisionId',
      'decision.title as decisionTitle',
      'decision.court',
      'decision.date_given as dateGiven',
      sql<string>`substr(decision_version.text, greatest(1, halacha.quote_start + 1 - ${surroundings}),
        least(halacha.quote_start, ${surroundings}))`.as('textBefore'),
      sql<string>`substr(decision_version.text, halacha.quote_end + 1, ${surroundings})`.as('textAfter'),
    ])
    .select((eb) =>
      eb
        .selectFrom('decision_docket')
        .innerJoin('docket', 'docket.id', 'decision_docket.docket_id')
        .select(sql<string[]>`coalesce(array_agg(docket.canonical order by decision_docket.position), '{}')`.as('list'))
        .whereRef('decision_docket.decision_id', '=', 'decision.id')
        .as('dockets'),
    )
    .where('halacha.id', 'in', ids)
    .orderBy(sql`array_position(${ids}::uuid[], halacha.id)`)
    .execute();
  return rows.map((row) => ({ ...row, dockets: row.dockets ?? [] }));
}

/** How many halachot stand in each state, and how many wait to be verified again. */
export async function queueCounts(db: Database): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('halacha')
    .select(['state', (eb) => eb.fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}
