import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { JOB_NAMES } from './jobs.ts';

/** What `/status.json` and `ezer status` say: one shape for both (G2). */
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
  jobs: {
    job: string;
    startedAt: string;
    endedAt: string | null;
    outcome: string | null;
    reason: string | null;
    counts: unknown;
  }[];
  alarms: { key: string; severity: string; reason: string; openedAt: string }[];
}

/**
 * Reads the whole state of the library: one statement, so one snapshot and one way to the server and back. (It takes
 * about half of what eleven statements in a transaction took: medians of 40 in turn on a library of 1,893 decisions.)
 */
export async function readStatus(db: Database): Promise<Status> {
  const { rows } = await sql<{ status: Status }>`select json_build_object(
    'decisions', (${DECISIONS}),
    'documents', (${DOCUMENTS}),
    'sources', (${listOf(FAILING_SOURCES)}),
    'refusals', (${listOf(REFUSALS)}),
    'citations', (${countsOf(sql`ezer.citation`)}),
    'halachot', (${countsOf(sql`ezer.halacha`)}),
    'digests', (${DIGESTS}),
    'gaps', json_build_object('open', (select count(*) from ezer.gap where closed_at is null),
                              'mostWanted', (${listOf(MOST_WANTED)})),
    'queues', (${listOf(QUEUES)}),
    'jobs', (${listOf(LATEST_RUNS)}),
    'alarms', (${listOf(OPEN_ALARMS)})) as status`.execute(db);
  const status = rows[0]?.status;
  if (status === undefined) throw new Error('a select without a table gave no row; this is a defect');
  return status;
}

type Fragment = ReturnType<typeof sql>;

const listOf = (query: Fragment): Fragment =>
  sql`select coalesce(json_agg(row_to_json(listed)), '[]') from (${query}) listed`;

const countsOf = (table: Fragment): Fragment =>
  sql`select coalesce(json_object_agg(state, count order by state), '{}')
        from (select state, count(*) as count from ${table} group by state) counted`;

/** As `Date.toISOString()` writes it. */
const iso = (time: string): Fragment =>
  sql`to_char(${sql.raw(time)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const DECISIONS = sql`
  select json_build_object(
    'visible', count(*) filter (where status = 'visible'),
    'held', count(*) filter (where status = 'held'),
    'removed', count(*) filter (where status = 'removed'),
    'catalogued', (select count(*) from ezer.work where queue = 'metadata' and done_input is not null),
    'withoutDocket', (
      select count(*) from ezer.decision bare
       where bare.status <> 'removed'
         and not exists (select from ezer.decision_docket k where k.decision_id = bare.id)
         and exists (select from ezer.work w
                      where w.queue = 'metadata' and w.subject = bare.id::text and w.done_input is not null)))
    from ezer.decision`;

const DOCUMENTS = sql`
  select json_build_object('read', count(*) filter (where state = 'read'),
                           'refused', count(*) filter (where state = 'refused'))
    from ezer.document`;

const FAILING_SOURCES = sql`
  select name, coalesce(last_error, '') as error, ${iso('last_error_at')} as since, ${iso('last_good_at')} as "lastGood"
    from ezer.source
   where last_error_at is not null and (last_good_at is null or last_error_at > last_good_at)
   order by name`;

const REFUSALS = sql`
  select r.reason, r.count, l.ref as latest, l.detail
    from (select reason, count(*)::int as count, max(seen_at) as seen_at
            from ezer.source_item where state = 'refused' group by reason) r
   cross join lateral (select ref, detail from ezer.source_item i
                        where i.state = 'refused' and i.reason = r.reason and i.seen_at = r.seen_at limit 1) l
   order by r.reason`;

const DIGESTS = sql`
  select json_build_object('issues', count(*), 'read', count(read_at), 'items', (${countsOf(sql`ezer.digest_item`)}))
    from ezer.digest_issue`;

const MOST_WANTED = sql`
  select wanted, demand from ezer.gap where closed_at is null order by demand desc, opened_at limit 10`;

const QUEUES = sql`
  select queue, json_object_agg(state, count order by state) as states,
         ${iso(`min(oldest) filter (where state = 'ready')`)} as "oldestReady"
    from (select queue, state, count(*) as count, min(ready_at) as oldest from ezer.work group by queue, state) counted
   group by queue order by queue`;

const LATEST_RUNS = sql`
  ${JOB_NAMES}
  select r.* from names cross join lateral (
    select job, ${iso('started_at')} as "startedAt", ${iso('ended_at')} as "endedAt", outcome,
           summary ->> 'reason' as reason, counts
      from ezer.job_run where job_run.job = names.job order by started_at desc limit 1) r
   order by r.job`;

const OPEN_ALARMS = sql`
  select key, severity, reason, ${iso('opened_at')} as "openedAt"
    from ezer.alarm where closed_at is null order by opened_at`;
