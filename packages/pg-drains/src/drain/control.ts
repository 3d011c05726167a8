import { prefix, type Queryable } from './database.ts';
import { DrainError } from './errors.ts';
import * as sql from './statements/control.ts';

/** What may be switched. An absent key stays as it is, null clears it. */
export interface Switches {
  enabled?: boolean;
  /** the job works only between these hours, `HH:MM`, over midnight when `end` is earlier */
  window?: { start: string; end: string; zone: string } | null;
  /** until then the window does not count */
  burstUntil?: Date | null;
  /** most runs at once in the whole installation */
  concurrency?: number | null;
  pausedUntil?: Date | null;
}

/**
 * Throws the switches of one job. Running drains see it with their next claim, completion or heartbeat.
 *
 * @throws DrainError when a value makes no sense (an unknown zone, a window without hours, concurrency 0)
 * @example await setControl(pool, { schema: 'library', job: 'read-drain', by: 'dana', reason: 'night only',
 *   window: { start: '23:00', end: '05:00', zone: 'Asia/Jerusalem' } });
 */
export async function setControl(
  db: Queryable,
  { schema, job, by, reason, ...switches }: Switches & { schema: string; job: string; by: string; reason: string },
): Promise<void> {
  const { enabled, window, burstUntil, concurrency, pausedUntil } = switches;
  const wish = {
    ...(enabled !== undefined && { enabled }),
    ...(window !== undefined && {
      window_start: window?.start ?? null,
      window_end: window?.end ?? null,
      window_zone: window?.zone ?? null,
    }),
    ...(burstUntil !== undefined && { burst_until: burstUntil }),
    ...(concurrency !== undefined && { concurrency }),
    ...(pausedUntil !== undefined && { paused_until: pausedUntil }),
  };
  try {
    await db.query(sql.setControl(prefix(schema)), [job, by, reason, JSON.stringify(wish), `${schema}.job_control`]);
  } catch (error) {
    const nonsense = ['22023', '22007', '22008', '22003', '23514', '22P02']; // bad zone, time, number, failed check
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!nonsense.includes(code)) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw new DrainError(
      `The switches of ${job} make no sense (${said}); nothing was changed. Correct them and try again.`,
      {
        cause: error,
      },
    );
  }
}

export interface RunRequest {
  id: string;
  job: string;
  reason: string;
  requestedBy: string;
  requestedAt: Date;
}

/** Asks that a job run now. False when such a wish is open already. There is no other way to start a job off its minute. */
export async function requestRun(
  db: Queryable,
  options: { schema: string; job: string; reason: string; by: string },
): Promise<boolean> {
  const { rows } = await db.query(sql.requestRun(prefix(options.schema)), [options.job, options.reason, options.by]);
  return rows.length > 0;
}

/** Takes the open wishes, of some jobs or of all, oldest first. Each wish is given to one taker only. */
export async function takeRunRequests(
  db: Queryable,
  options: { schema: string; jobs?: string[]; runId?: string },
): Promise<RunRequest[]> {
  const { rows } = await db.query<{
    id: string;
    job: string;
    reason: string;
    requested_by: string;
    requested_at: Date;
  }>(sql.takeRunRequests(prefix(options.schema)), [options.jobs ?? null, options.runId ?? null]);
  return rows
    .map(({ requested_by, requested_at, ...row }) => ({ ...row, requestedBy: requested_by, requestedAt: requested_at }))
    .sort((a, b) => Number(a.id) - Number(b.id));
}

export type Severity = 'info' | 'warning' | 'critical';

/** Opens an alarm, or brings the open one of this key up to date. True when it is new. */
export async function openAlarm(
  db: Queryable,
  options: { schema: string; key: string; job?: string; severity: Severity; reason: string },
): Promise<boolean> {
  const { rows } = await db.query<{ opened: boolean }>(sql.openAlarm(prefix(options.schema)), [
    options.key,
    options.job ?? null,
    options.severity,
    options.reason,
  ]);
  return rows[0]?.opened ?? false;
}

/** Closes the open alarm of this key. False when there is none. */
export async function closeAlarm(db: Queryable, options: { schema: string; key: string }): Promise<boolean> {
  const { rows } = await db.query(sql.closeAlarm(prefix(options.schema)), [options.key]);
  return rows.length > 0;
}
