import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { isUuid, seenOf } from './act.ts';
import { halachotOf, inOrder, matching, type QueueFilter, type QueueItem, queueItems } from './queue.ts';
import { HalachaMissing } from './refusals.ts';

/** One halacha on the desk of a reader, and where it stands in the queue. */
export interface Desk {
  item: DeskItem;
  /** how many stand in this queue, and how many of them before this one */
  total: number;
  before: number;
  previousId: string | null;
  /** what comes next, a few of them */
  next: Upcoming[];
}

export interface DeskItem extends QueueItem {
  /** names what is on the screen: an act on anything else is refused */
  seen: string;
  /** what spoke for and against it, in the words of the engine */
  reasons: Sign[];
  authority: string | null;
  engine: string;
  engineVersion: string;
  principleSource: string | null;
  /** the quote stands in an older text of the decision */
  isOldText: boolean;
  /** the last act of a person on it */
  last: LastAct | null;
}

export interface LastAct {
  id: string;
  act: string;
  reader: string;
  /** of the reader's account; null: acted on a terminal */
  name: string | null;
  reason: string | null;
  at: string;
}

export interface Sign {
  feature: string;
  evidence: string;
  points: number;
  hebrew: string;
}

export interface Upcoming {
  id: string;
  quote: string;
  principle: string | null;
  docket: string | null;
  flags: string[];
  reverify: boolean;
}

const SURROUNDINGS = 2_000;
const UPCOMING = 5;

/** The first halacha of a queue; null: it is empty. */
export async function firstInQueue(db: Database, filter: QueueFilter): Promise<string | null> {
  const row = await inOrder(matching(halachotOf(db), filter))
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * One halacha with everything that is needed to judge it. It need not stand in the queue itself: what was just decided
 * keeps its place between its neighbours.
 *
 * @throws HalachaMissing
 */
export async function openDesk(db: Database, halachaId: string, filter: QueueFilter): Promise<Desk> {
  if (!isUuid(halachaId)) throw new HalachaMissing(halachaId);
  const [item, { nextIds, ...place }] = await Promise.all([
    deskItem(db, halachaId),
    placeInQueue(db, halachaId, filter, UPCOMING),
  ]);
  return { item, ...place, next: await upcoming(db, nextIds) };
}

/** The halacha after this one, or the first that is left when there is none. Asked before an act moves it. */
export async function nextInQueue(db: Database, halachaId: string, filter: QueueFilter): Promise<string | null> {
  const { nextIds } = await placeInQueue(db, halachaId, filter, 1);
  if (nextIds[0] !== undefined) return nextIds[0];
  const first = await firstInQueue(db, filter);
  return first === halachaId ? null : first;
}

async function deskItem(db: Database, halachaId: string): Promise<DeskItem> {
  const [items, row] = await Promise.all([
    queueItems(db, [halachaId], SURROUNDINGS),
    db
      .selectFrom('halacha')
      .innerJoin('decision', 'decision.id', 'halacha.decision_id')
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('halacha_review')
            .select(['halacha_review.id as reviewId', 'act', 'reader', 'reason', 'at'])
            .whereRef('halacha_review.halacha_id', '=', 'halacha.id')
            .orderBy('halacha_review.id', 'desc')
            .limit(1)
            .as('last'),
        (join) => join.onTrue(),
      )
      .leftJoin('person', 'person.email', 'last.reader')
      .select(['reasons', 'authority', 'engine', 'engine_version as engineVersion', 'decision.status'])
      .select([
        'principle_source as principleSource',
        'last.reviewId',
        'last.act',
        'last.reader',
        'last.reason',
        'last.at',
        'person.name',
      ])
      .select(sql<boolean>`halacha.decision_version_id <> decision.current_version_id`.as('isOldText'))
      .where('halacha.id', '=', halachaId)
      .executeTakeFirst(),
  ]);
  const [item] = items;
  if (item === undefined || row === undefined) throw new HalachaMissing(halachaId);
  if (row.status === 'removed') throw new HalachaMissing(halachaId, { removed: true });
  const { reviewId, act, reader, name, reason, at } = row;
  return {
    ...item,
    seen: seenOf(reviewId),
    reasons: signsOf(row.reasons),
    authority: row.authority,
    engine: row.engine,
    engineVersion: row.engineVersion,
    principleSource: row.principleSource,
    isOldText: row.isOldText,
    last:
      reviewId === null || act === null || reader === null || at === null
        ? null
        : { id: reviewId, act, reader, name, reason, at: at.toISOString() },
  };
}

/** An engine may give reasons in another shape; those are not shown. */
function signsOf(reasons: unknown): Sign[] {
  if (!Array.isArray(reasons)) return [];
  return reasons
    .filter((reason): reason is Record<string, unknown> => typeof reason === 'object' && reason !== null)
    .map(({ feature, evidence, points, hebrew }) => ({
      feature: typeof feature === 'string' ? feature : '',
      evidence: typeof evidence === 'string' ? evidence : '',
      points: typeof points === 'number' ? points : 0,
      hebrew: typeof hebrew === 'string' ? hebrew : '',
    }))
    .filter(({ hebrew }) => hebrew !== '');
}

interface Place {
  total: number;
  before: number;
  previousId: string | null;
  nextIds: string[];
}

/**
 * One walk over the queue for all that is asked of it: four statements walked over it four times (3,422 halachot, of
 * which 2,994 wait: 45 ms of the server's time together, 12 ms so).
 */
async function placeInQueue(db: Database, halachaId: string, filter: QueueFilter, ahead: number): Promise<Place> {
  const queue = matching(halachotOf(db), filter).select([
    sql<boolean>`not halacha.reverify`.as('a'),
    sql<number>`-cardinality(halacha.flags)`.as('b'),
    'halacha.confidence as c',
  ]);
  const { rows } = await sql<Place>`
    with queue as materialized ${queue},
    here as materialized (
      select not reverify as a, -cardinality(flags) as b, confidence as c, id from ezer.halacha where id = ${halachaId}
    )
    select count(*)::int as total,
           (count(*) filter (where (q.a, q.b, q.c, q.id) < (select a, b, c, id from here)))::int as before,
           (select p.id from queue p where (p.a, p.b, p.c, p.id) < (select a, b, c, id from here)
             order by p.a desc, p.b desc, p.c desc, p.id desc limit 1) as "previousId",
           array(select n.id from queue n where (n.a, n.b, n.c, n.id) > (select a, b, c, id from here)
             order by n.a, n.b, n.c, n.id limit ${ahead}) as "nextIds"
      from queue q`.execute(db);
  return rows[0] ?? { total: 0, before: 0, previousId: null, nextIds: [] };
}

async function upcoming(db: Database, ids: readonly string[]): Promise<Upcoming[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('halacha')
    .select(['id', 'quote', 'principle', 'flags', 'reverify'])
    .select((eb) =>
      eb
        .selectFrom('decision_docket')
        .innerJoin('docket', 'docket.id', 'docket_id')
        .select('canonical')
        .whereRef('decision_docket.decision_id', '=', 'halacha.decision_id')
        .orderBy('position')
        .limit(1)
        .as('docket'),
    )
    .where('id', 'in', ids)
    .orderBy(sql`array_position(${ids}::uuid[], id)`)
    .execute();
}

/** What the filters of the queue offer: how many there are of each, and the courts there are. */
export interface QueueChoices {
  /** state → count */
  states: Record<string, number>;
  flagged: number;
  reverify: number;
  courts: string[];
}

export async function queueChoices(db: Database): Promise<QueueChoices> {
  const [rows, courts] = await Promise.all([
    halachotOf(db)
      .clearSelect()
      .select(['halacha.state', sql<number>`count(*)::int`.as('count')])
      .select([
        sql<number>`(count(*) filter (where cardinality(halacha.flags) > 0))::int`.as('flagged'),
        sql<number>`(count(*) filter (where halacha.reverify))::int`.as('reverify'),
      ])
      .groupBy('halacha.state')
      .execute(),
    db
      .selectFrom('decision')
      .select('court')
      .distinct()
      .where('court', 'is not', null)
      .where('status', '<>', 'removed')
      .orderBy('court')
      .$narrowType<{ court: string }>()
      .execute(),
  ]);
  return {
    states: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
    flagged: rows.find(({ state }) => state === 'proposed')?.flagged ?? 0,
    reverify: rows.reduce((sum, row) => sum + row.reverify, 0),
    courts: courts.map(({ court }) => court),
  };
}

/** One act as a notice about it needs it; null: there is none, or it is not of this reader. */
export interface ActDone {
  reviewId: string;
  halachaId: string;
  act: string;
  quote: string;
  state: string;
  /** it is still the last act on its halacha */
  canUndo: boolean;
}

export async function actDone(db: Database, reviewId: string, reader: string): Promise<ActDone | null> {
  if (!isUuid(reviewId)) return null;
  const row = await halachotOf(db)
    .innerJoin('halacha_review', 'halacha_review.halacha_id', 'halacha.id')
    .select(['halacha_review.id as reviewId', 'halacha.id as halachaId', 'act', 'quote', 'state'])
    .select(
      sql<boolean>`not exists (select from ezer.halacha_review later
        where later.halacha_id = halacha.id and later.id > halacha_review.id)`.as('canUndo'),
    )
    .where('halacha_review.id', '=', reviewId)
    .where('reader', '=', reader)
    .executeTakeFirst();
  return row ?? null;
}
