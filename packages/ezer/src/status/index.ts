import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** What the status page and `ezer status` show: one shape for both (G2). */
export interface Status {
  /** `withoutDocket`: catalogued, and no docket was found in the text or entered by a person */
  decisions: { visible: number; held: number; removed: number; catalogued: number; withoutDocket: number };
  documents: { read: number; refused: number };
  /** sources whose last visit failed */
  sources: { name: string; error: string; since: string; lastGood: string | null }[];
  refusals: { reason: string; count: number; latest: string; detail: string | null }[];
  citations: Record<string, number>;
  halachot: Record<string, number>;
  digests: { issues: number; read: number; items: Record<string, number> };
  gaps: { open: number; mostWanted: { wanted: string; demand: number }[] };
  queues: { queue: string; states: Record<string, number>; oldestReady: string | null }[];
  jobs: { job: string; startedAt: string; endedAt: string | null; outcome: string | null; counts: unknown }[];
  alarms: { key: string; severity: string; reason: string; openedAt: string }[];
}

/** Reads the whole state of the library in one snapshot. */
export async function readStatus(db: Database): Promise<Status> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const snapshot = tx.withSchema('ezer');
      return {
        decisions: await decisionCounts(snapshot),
        documents: await documentCounts(snapshot),
        sources: await failingSources(snapshot),
        refusals: await refusals(snapshot),
        citations: await countsBy(snapshot, 'citation'),
        halachot: await countsBy(snapshot, 'halacha'),
        digests: await digestCounts(snapshot),
        gaps: await gaps(snapshot),
        queues: await queues(snapshot),
        jobs: await latestRuns(snapshot),
        alarms: await openAlarms(snapshot),
      };
    });
}

async function decisionCounts(db: Database): Promise<Status['decisions']> {
  const { rows } = await sql<{ visible: number; held: number; removed: number; catalogued: number; bare: number }>`
    select count(*) filter (where d.status = 'visible')::int as visible,
           count(*) filter (where d.status = 'held')::int as held,
           count(*) filter (where d.status = 'removed')::int as removed,
           count(w.subject)::int as catalogued,
           count(*) filter (where w.subject is not null and d.status <> 'removed' and k.decision_id is null)::int as bare
      from ezer.decision d
      left join ezer.work w on w.queue = 'metadata' and w.subject = d.id::text and w.done_input is not null
      left join (select distinct decision_id from ezer.decision_docket) k on k.decision_id = d.id`.execute(db);
  const { visible = 0, held = 0, removed = 0, catalogued = 0, bare = 0 } = rows[0] ?? {};
  return { visible, held, removed, catalogued, withoutDocket: bare };
}

async function failingSources(db: Database): Promise<Status['sources']> {
  const rows = await db
    .selectFrom('source')
    .select(['name', 'last_error', 'last_error_at', 'last_good_at'])
    .where('last_error_at', 'is not', null)
    .where((eb) => eb.or([eb('last_good_at', 'is', null), eb('last_error_at', '>', eb.ref('last_good_at'))]))
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    name: row.name,
    error: row.last_error ?? '',
    since: isoTime(row.last_error_at) ?? '',
    lastGood: isoTime(row.last_good_at),
  }));
}

async function documentCounts(db: Database): Promise<Status['documents']> {
  const rows = await db
    .selectFrom('document')
    .select(['state', (eb) => eb.fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  const counts = Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
  return { read: counts.read ?? 0, refused: counts.refused ?? 0 };
}

async function refusals(db: Database): Promise<Status['refusals']> {
  const { rows } = await sql<Status['refusals'][number]>`
    select r.reason, r.count, l.ref as latest, l.detail
      from (select reason, count(*)::int as count, max(seen_at) as seen_at
              from ezer.source_item where state = 'refused' group by reason) r
     cross join lateral (select ref, detail from ezer.source_item i
                          where i.state = 'refused' and i.reason = r.reason and i.seen_at = r.seen_at limit 1) l
     order by r.reason`.execute(db);
  return rows;
}

async function countsBy(db: Database, table: 'citation' | 'halacha'): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom(table)
    .select(['state', (eb) => eb.fn.countAll<string>().as('count')])
    .groupBy('state')
    .orderBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}

async function digestCounts(db: Database): Promise<Status['digests']> {
  const issues = await db
    .selectFrom('digest_issue')
    .select((eb) => [eb.fn.countAll<string>().as('issues'), eb.fn.count<string>('read_at').as('read')])
    .executeTakeFirstOrThrow();
  const items = await db
    .selectFrom('digest_item')
    .select(['state', (eb) => eb.fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  return {
    issues: Number(issues.issues),
    read: Number(issues.read),
    items: Object.fromEntries(items.map((row) => [row.state, Number(row.count)])),
  };
}

async function gaps(db: Database): Promise<Status['gaps']> {
  const open = db.selectFrom('gap').where('closed_at', 'is', null);
  const count = await open.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  const mostWanted = await open
    .select(['wanted', 'demand'])
    .orderBy('demand', 'desc')
    .orderBy('opened_at')
    .limit(10)
    .execute();
  return { open: Number(count.count), mostWanted };
}

async function queues(db: Database): Promise<Status['queues']> {
  const rows = await db
    .selectFrom('work')
    .select([
      'queue',
      'state',
      (eb) => eb.fn.countAll<string>().as('count'),
      (eb) => eb.fn.min('ready_at').as('oldest'),
    ])
    .groupBy(['queue', 'state'])
    .orderBy('queue')
    .execute();
  const byQueue = Map.groupBy(rows, (row) => row.queue);
  return [...byQueue].map(([queue, states]) => ({
    queue,
    states: Object.fromEntries(states.map((row) => [row.state, Number(row.count)])),
    oldestReady: isoTime(states.find((row) => row.state === 'ready')?.oldest),
  }));
}

async function latestRuns(db: Database): Promise<Status['jobs']> {
  const rows = await db
    .selectFrom('job_run')
    .select(['job', 'started_at', 'ended_at', 'outcome', 'counts'])
    .distinctOn('job')
    .orderBy('job')
    .orderBy('started_at', 'desc')
    .execute();
  return rows.map((row) => ({
    job: row.job,
    startedAt: row.started_at.toISOString(),
    endedAt: isoTime(row.ended_at),
    outcome: row.outcome,
    counts: row.counts,
  }));
}

async function openAlarms(db: Database): Promise<Status['alarms']> {
  const rows = await db
    .selectFrom('alarm')
    .select(['key', 'severity', 'reason', 'opened_at'])
    .where('closed_at', 'is', null)
    .orderBy('opened_at')
    .execute();
  return rows.map(({ opened_at, ...row }) => ({ ...row, openedAt: opened_at.toISOString() }));
}

const isoTime = (time: Date | null | undefined): string | null => time?.toISOString() ?? null;
