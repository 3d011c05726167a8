import { sql } from 'kysely';
import { queueDepths } from 'pg-drains';
import { workingDaysBetween } from '../../calendar/index.ts';
import { SCHEMA, type Store } from '../../store/database.ts';
import { TIMETABLE } from '../timetable.ts';
import type { Snapshot } from './decide.ts';

const QUEUE_OF: Readonly<Record<string, string>> = {
  'metadata-drain': 'metadata',
  'halacha-drain': 'halacha',
  digest: 'digest',
};

/**
 * Reads everything that `decide` decides by.
 *
 * @param limits  `dailyCap`: what each provider may cost in a day, in dollars; null: no cap
 */
export async function look(store: Store, limits: { dailyCap: number | null }): Promise<Snapshot> {
  const { db } = store;
  const alarms = await db.selectFrom('alarm').select('key').where('closed_at', 'is', null).execute();
  return {
    queues: await queues(store),
    jobs: await jobs(store),
    sources: await sources(store),
    providers: await providers(store, limits.dailyCap),
    openAlarms: alarms.map((alarm) => alarm.key),
    ...(await law(store)),
  };
}

async function queues({ pool, db }: Store): Promise<Snapshot['queues']> {
  const depths = await queueDepths(pool, { schema: SCHEMA });
  const { rows } = await sql<{ queue: string; failing: number; shrunk: number }>`
    select queue,
           count(*) filter (where attempts >= 3 and state in ('ready', 'leased', 'waiting'))::int as failing,
           count(*) filter (where state = 'done' and done_at > now() - interval '1 day'
             and (result ->> 'before')::int > 2 * (result ->> 'found')::int)::int as shrunk
      from ezer.work group by queue`.execute(db);
  return depths.map((queue) => {
    const signs = rows.find((row) => row.queue === queue.queue);
    return {
      ...queue,
      progressSeconds: queue.progressAt === null ? null : (Date.now() - queue.progressAt.getTime()) / 1000,
      failingAgain: signs?.failing ?? 0,
      shrunk: signs?.shrunk ?? 0,
    };
  });
}

async function jobs({ db }: Store): Promise<Snapshot['jobs']> {
  // Each by the index on (job, started_at), however many runs there were.
  const { rows: runs } = await sql<{
    job: string;
    seconds: number | null;
    lost: boolean | null;
    outcome: string | null;
    refusal: string | null;
  }>`
    select names.job, newest.seconds, newest.lost, ended.outcome, switches.refusal
      from unnest(${TIMETABLE.map(({ job }) => job)}::text[]) as names (job)
      left join lateral (
        select extract(epoch from now() - started_at)::float8 as seconds, ended_at is null and alive_until < now() as lost
          from ezer.job_run r where r.job = names.job order by started_at desc limit 1) newest on true
      left join lateral (
        select outcome from ezer.job_run r
         where r.job = names.job and outcome <> 'already-running' order by started_at desc limit 1) ended on true
      left join ezer.job_allowed switches on switches.job = names.job`.execute(db);
  return TIMETABLE.map(({ job, minutes }) => {
    const last = runs.find((run) => run.job === job);
    return {
      job,
      queue: QUEUE_OF[job] ?? null,
      lastStartSeconds: last?.seconds ?? null,
      lastOutcome: last?.outcome ?? null,
      lost: last?.lost ?? false,
      expectedEverySeconds: 3600 / minutes.length,
      refusal: last?.refusal ?? null,
    };
  });
}

async function sources({ db }: Store): Promise<Snapshot['sources']> {
  const { rows } = await sql<{ name: string; last: string; today: string }>`
    select s.name, (coalesce(max(i.seen_at), s.created_at) at time zone 'Asia/Jerusalem')::date as last,
           (now() at time zone 'Asia/Jerusalem')::date as today
      from ezer.source s left join ezer.source_item i on i.source_id = s.id and i.state = 'ingested'
     where s.adapter not in ('directory', 'upload') group by s.id`.execute(db);
  return rows.map(({ name, last, today }) => ({ name, silentWorkingDays: workingDaysBetween(last, today) }));
}

/**
 * A fresh refusal from a real call is the truth; without a time of its own it holds for a quarter of an hour. A day on
 * which clocks are put back has 25 hours.
 */
async function providers({ db }: Store, dailyCap: number | null): Promise<Snapshot['providers']> {
  const { rows } = await sql<{ engine: string; limitedUntil: Date | null; spentToday: number; dayEnds: Date }>`
    select engine, max(at + interval '15 minutes') filter (where outcome = 'rate-limited' and at > now() - interval '15 minutes')
             as "limitedUntil",
           coalesce(sum(cost_micros) filter (where at >= date_trunc('day', now(), 'Asia/Jerusalem')), 0)::float8 / 1e6 as "spentToday",
           date_trunc('day', now() at time zone 'Asia/Jerusalem' + interval '1 day') at time zone 'Asia/Jerusalem' as "dayEnds"
      from ezer.engine_call where at > now() - interval '25 hours' group by engine`.execute(db);
  return rows.map((row) => ({ ...row, dailyCap }));
}

const NEWEST = 1000;

async function law({ db }: Store): Promise<Pick<Snapshot, 'ungrounded' | 'withdrawnInIndex' | 'refusedDocuments'>> {
  const grounded = await db
    .selectFrom('halacha')
    .innerJoin('decision_version', 'decision_version.id', 'halacha.decision_version_id')
    .select((eb) => eb.fn.countAll<string>().as('ungrounded'))
    .where(sql<boolean>`substr(decision_version.text, quote_start + 1, quote_end - quote_start) <> quote`)
    // The newest are enough to notice that the guard is gone; all of them would be read from disk every 15 minutes.
    .where('halacha.id', 'in', (eb) => eb.selectFrom('halacha').select('id').orderBy('id', 'desc').limit(NEWEST))
    .executeTakeFirstOrThrow();
  const withdrawn = await db
    .selectFrom('search_entry')
    .innerJoin('decision', 'decision.id', 'search_entry.decision_id')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('decision.status', '=', 'removed')
    .executeTakeFirstOrThrow();
  const refused = await db
    .selectFrom('source_item')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('state', '=', 'refused')
    .executeTakeFirstOrThrow();
  return {
    ungrounded: Number(grounded.ungrounded),
    withdrawnInIndex: Number(withdrawn.count),
    refusedDocuments: Number(refused.count),
  };
}
