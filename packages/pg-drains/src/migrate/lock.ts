import { hash } from 'node:crypto';
import pg from 'pg';
import { type LockHolder, LockLost, LockWaitExceeded } from './errors.ts';
import type { Queryable, Session } from './session.ts';

/** The key of the session-level advisory lock, and the two halves under which pg_locks shows it. */
export interface LockKey {
  readonly key: string;
  readonly classId: string;
  readonly objectId: string;
  /** On which who releases the lock says so. */
  readonly channel: string;
}

/** @param key any 64-bit number; by default one derived from the schema, so that two products never share a lock */
export function lockKeyFor(schema: string, key: bigint | number | undefined): LockKey {
  const chosen =
    key === undefined ? hash('sha256', `pg-drains migrate ${schema}`, 'buffer').readBigInt64BE() : BigInt(key);
  const text = BigInt.asIntN(64, chosen).toString();
  return {
    key: text,
    channel: `pg_drains_migrate_${text}`,
    classId: BigInt.asUintN(32, chosen >> 32n).toString(),
    objectId: BigInt.asUintN(32, chosen).toString(),
  };
}

/**
 * Waits for the lock by asking for it again and again, each time in a statement of its own.
 *
 * Waiting inside SQL (`pg_advisory_lock`) would be a running statement and hold a snapshot. `CREATE INDEX
 * CONCURRENTLY` in the holder waits for that snapshot while we wait for the holder: 8 of 8 runs deadlocked, and
 * `lock_timeout` does not help. Asking inside an open transaction is worse: 8 of 8 hung without being detected. Asking
 * in autocommit: 0 of 8.
 *
 * Between two turns the session listens for the holder's word that it is done: idle, with no statement and no snapshot.
 * The pauses are there for a holder that dies, which says nothing. Short ones cost more than they bring: 32 starts on an
 * empty database and two cores took 972 ms with pauses from 300 ms on and 1366 ms with pauses from 25 ms on (middle of 6
 * and of 8 runs, 32 bare connections 571 and 625 ms), because those who asked kept the holder from working.
 *
 * After every pause `isDone` asks whether the work has been finished by somebody else; then nobody needs the lock, so
 * the waiters all leave at once and do not queue. Before the first pause the caller has just looked, and been refused.
 *
 * @returns `taken`, or `done` when the lock is not needed any more
 * @throws {LockWaitExceeded}
 */
export async function waitForTurn(
  session: Session,
  lock: LockKey,
  limits: { waitMs: number; isDone(): Promise<boolean>; onWait(waitedMs: number): void },
): Promise<'taken' | 'done'> {
  const start = performance.now();
  await session.query(`listen ${pg.escapeIdentifier(lock.channel)}`);
  for (let turn = 0; ; turn += 1) {
    if (turn > 0 && (await limits.isDone())) return 'done';
    // Who listens asks once more before it waits: what was said before is not heard.
    if (await tryLock(session, lock)) return 'taken';
    const waitedMs = performance.now() - start;
    if (waitedMs >= limits.waitMs) throw new LockWaitExceeded(waitedMs, await findHolder(session, lock));
    limits.onWait(waitedMs);
    await session.heard(Math.min(pauseMs(turn, FIRST_PAUSE_MS, LONGEST_PAUSE_MS), limits.waitMs - waitedMs));
  }
}

const FIRST_PAUSE_MS = 300;
/** With it the next process follows one that was killed in less than a second. */
const LONGEST_PAUSE_MS = 600;

/** Doubles with each turn up to the longest; the random half keeps processes of one minute from asking in step. */
export function pauseMs(turn: number, first: number, longest: number): number {
  const full = Math.min(longest, first * 2 ** turn);
  return full / 2 + Math.random() * (full / 2);
}

async function tryLock(db: Queryable, { key }: LockKey): Promise<boolean> {
  const { rows } = await db.query<{ taken: boolean }>('select pg_try_advisory_lock($1::bigint) as taken', [key]);
  return rows[0]?.taken === true;
}

/**
 * Says in the session's name since when it holds the lock: Postgres records that nowhere, and the name is the one
 * column of pg_stat_activity that every role may read.
 */
export async function signHolder(db: Queryable, applicationName: string): Promise<void> {
  await db.query(
    `select set_config('application_name',
       $1::text || to_char(clock_timestamp() at time zone 'UTC', '" @"YYYY-MM-DD"T"HH24:MI:SS"Z"'), false)`,
    [applicationName.slice(0, LONGEST_NAME - SIGNATURE_LENGTH)],
  );
}

/** NAMEDATALEN - 1: Postgres cuts longer names. */
const LONGEST_NAME = 63;
const SIGNATURE = / @(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;
const SIGNATURE_LENGTH = ' @2026-01-01T00:00:00Z'.length;

/** Who holds the lock now; null when nobody does. */
export async function findHolder(db: Queryable, lock: LockKey): Promise<LockHolder | null> {
  const { rows } = await db.query<{ pid: number; name: string | null; sessionStart: Date | null }>(SELECT_HOLDER, [
    lock.classId,
    lock.objectId,
  ]);
  const row = rows[0];
  if (!row) return null;
  const name = row.name ?? '';
  const [, since] = SIGNATURE.exec(name) ?? [];
  return {
    pid: row.pid,
    applicationName: name.replace(SIGNATURE, ''),
    since: since === undefined ? row.sessionStart : new Date(since),
  };
}

const SELECT_HOLDER = `
  select lock.pid, activity.application_name as name, activity.backend_start as "sessionStart"
  from pg_catalog.pg_locks lock
  left join pg_catalog.pg_stat_activity activity on activity.pid = lock.pid
  where lock.locktype = 'advisory' and lock.granted
    and lock.database = (select oid from pg_catalog.pg_database where datname = current_database())
    and lock.classid = $1::oid and lock.objid = $2::oid and lock.objsubid = 1`;

/**
 * Releases the lock and tells those who wait, in one statement. The word goes out after the lock is free.
 *
 * @throws {LockLost} when the lock was not ours to release
 */
export async function releaseLock(db: Queryable, { key, channel }: LockKey): Promise<void> {
  const { rows } = await db.query<{ released: boolean }>(
    `select pg_advisory_unlock($1::bigint) as released, pg_notify($2, '')`,
    [key, channel],
  );
  if (rows[0]?.released !== true) throw new LockLost();
}
