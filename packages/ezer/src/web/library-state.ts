import { sql } from 'kysely';
import { nextStart, type Timetable } from 'pg-drains';
import { readStatus, type Status } from '../status/index.ts';
import type { Database } from '../store/database.ts';

/** What the status page shows and `/status.json` says. */
export interface LibraryState extends Omit<Status, 'jobs'> {
  at: string;
  /** in the order of the timetable; `last` null: never run */
  jobs: { job: string; minutes: readonly number[]; nextStart: string; last: Status['jobs'][number] | null }[];
  latest: LatestHalacha[];
}

export interface LatestHalacha {
  id: string;
  quote: string;
  principle: string | null;
  role: string;
  decisionId: string;
  decisionTitle: string | null;
  court: string | null;
  dateGiven: string | null;
  dockets: string[];
  createdAt: string;
}

const LATEST = 8;

export async function readLibraryState(db: Database, timetable: Timetable, now = new Date()): Promise<LibraryState> {
  const [status, latest] = await Promise.all([readStatus(db), latestHalachot(db)]);
  return {
    ...status,
    at: now.toISOString(),
    jobs: timetable.map((entry) => ({
      job: entry.job,
      minutes: entry.minutes,
      nextStart: nextStart(entry, now).toISOString(),
      last: status.jobs.find((run) => run.job === entry.job) ?? null,
    })),
    latest,
  };
}

/** The newest proposals, of decisions that may be shown. */
async function latestHalachot(db: Database): Promise<LatestHalacha[]> {
  const rows = await db
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'halacha.decision_id')
    .select([
      'halacha.id',
      'quote',
      'principle',
      'role',
      'halacha.decision_id as decisionId',
      'decision.title as decisionTitle',
      'court',
      'date_given as dateGiven',
      'halacha.created_at as createdAt',
    ])
    .select((eb) =>
      eb
        .selectFrom('decision_docket')
        .innerJoin('docket', 'docket.id', 'decision_docket.docket_id')
        .select(sql<string[] | null>`array_agg(docket.canonical order by decision_docket.position)`.as('list'))
        .whereRef('decision_docket.decision_id', '=', 'decision.id')
        .as('dockets'),
    )
    .where('halacha.state', '=', 'proposed')
    .where('decision.status', '=', 'visible')
    .orderBy('halacha.id', 'desc')
    .limit(LATEST)
    .execute();
  return rows.map((row) => ({ ...row, dockets: row.dockets ?? [], createdAt: row.createdAt.toISOString() }));
}
