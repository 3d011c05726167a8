import { sql } from 'kysely';
import { closeAlarm, openAlarm, queueDepths, reclaimExpired, requestRun } from 'pg-drains';
import { SCHEMA, type Store } from '../../store/database.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { QUEUE_OF } from '../queues.ts';
import { TIMETABLE } from '../timetable.ts';
import { type Action, decide, type Snapshot } from './decide.ts';

/** Heals what can be healed, and tells a person about the rest. Uses no model, deletes nothing, approves nothing. */
export async function work({ store }: JobContext): Promise<JobFacts> {
  const reclaimed = await reclaimExpired(store.pool, { schema: SCHEMA });
  const actions = decide(await look(store));
  for (const action of actions) await carryOut(store, action);
  const count = (kind: Action['kind']) => actions.filter((action) => action.kind === kind).length;
  return {
    outcome: 'drained',
    reclaimed: reclaimed.length,
    alarms: count('open-alarm'),
    closed: count('close-alarm'),
    requested: count('request-run'),
  };
}

const NEWEST = 1000;

async function look({ pool, db }: Store): Promise<Snapshot> {
  const queues = await queueDepths(pool, { schema: SCHEMA });
  // Each by the index on (job, started_at), however many runs there were.
  const { rows: runs } = await sql<{ job: string; seconds: number; lost: boolean; outcome: string | null }>`
    select names.job, newest.seconds, newest.lost, ended.outcome
      from unnest(${TIMETABLE.map(({ job }) => job)}::text[]) as names (job)
     cross join lateral (
        select extract(epoch from now() - started_at)::float8 as seconds, ended_at is null and alive_until < now() as lost
          from ezer.job_run r where r.job = names.job order by started_at desc limit 1) newest
      left join lateral (
        select outcome from ezer.job_run r
         where r.job = names.job and ended_at is not null order by started_at desc limit 1) ended on true`.execute(db);
  const alarms = await db.selectFrom('alarm').select('key').where('closed_at', 'is', null).execute();
  const law = await db
    .selectFrom('halacha')
    .innerJoin('decision_version', 'decision_version.id', 'halacha.decision_version_id')
    .select((eb) => eb.fn.countAll<string>().as('ungrounded'))
    .where(sql<boolean>`substr(decision_version.text, quote_start + 1, quote_end - quote_start) <> quote`)
    // The newest are enough to notice that the guard is gone; all of them would be read from disk every 15 minutes.
    .where('halacha.id', 'in', (eb) => eb.selectFrom('halacha').select('id').orderBy('id', 'desc').limit(NEWEST))
    .executeTakeFirstOrThrow();
  const refused = await db
    .selectFrom('source_item')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('state', '=', 'refused')
    .executeTakeFirstOrThrow();
  return {
    queues: queues.map((queue) => ({
      ...queue,
      progressSeconds: queue.progressAt === null ? null : (Date.now() - queue.progressAt.getTime()) / 1000,
    })),
    jobs: TIMETABLE.map(({ job, minutes }) => {
      const last = runs.find((run) => run.job === job);
      return {
        job,
        queue: QUEUE_OF[job] ?? null,
        lastStartSeconds: last?.seconds ?? null,
        lastOutcome: last?.outcome ?? null,
        lost: last?.lost ?? false,
        expectedEverySeconds: 3600 / minutes.length,
      };
    }),
    openAlarms: alarms.map((alarm) => alarm.key),
    ungrounded: Number(law.ungrounded),
    refusedDocuments: Number(refused.count),
  };
}

async function carryOut({ pool }: Store, action: Action): Promise<void> {
  if (action.kind === 'close-alarm') await closeAlarm(pool, { schema: SCHEMA, key: action.key });
  else if (action.kind === 'request-run')
    await requestRun(pool, { schema: SCHEMA, job: action.job, reason: action.reason, by: 'halacha-supervisor' });
  else {
    const { key, job, severity, reason } = action;
    await openAlarm(pool, { schema: SCHEMA, key, job: job ?? undefined, severity, reason });
  }
}
