import { setTimeout as sleep } from 'node:timers/promises';
import { GRANT_READING, type History, type HistoryOptions, historyOf, readStanding } from './current.ts';
import { ConnectionLost, DatabaseUnreachable, type LockHolder } from './errors.ts';
import { requireKind } from './kind.ts';
import { type AppliedMigration, createLedger, findPending, readLedger } from './ledger.ts';
import { findHolder, type LockKey, lockKeyFor, pauseMs, releaseLock, signHolder, waitForTurn } from './lock.ts';
import type { LinkedMigration, Migration } from './migration.ts';
import { withPermission } from './permission.ts';
import type { MigrateProgress } from './progress.ts';
import {
  enterSession,
  isConnectionLoss,
  openSession,
  prepareSession,
  type Queryable,
  type Session,
  type Target,
} from './session.ts';
import { type AppliedStep, applyStep } from './step.ts';

export interface MigrateOptions extends HistoryOptions {
  /** Key of the advisory lock. Default: derived from the schema's name. */
  readonly lockKey?: bigint | number;
  /** How long to wait for another process that migrates. Default 60,000. */
  readonly waitMs?: number;
  /** How long one step may go on giving way to other transactions. Default 60,000. */
  readonly stepMs?: number;
  /** Shown in pg_stat_activity and in other processes' errors. Default `pg-drains migrate`. */
  readonly applicationName?: string;
  /** Trust a pooler to keep one client on one backend. Default false. */
  readonly assumeSessionPooling?: boolean;
  /** A connection or pool that the caller has anyway: the fast path then needs no connection of its own. */
  readonly queryable?: Queryable;
  readonly onProgress?: (event: MigrateProgress) => void;
}

export interface MigrateResult {
  /** `current`: nothing to do; `waited`: another process did it meanwhile; `applied`: this one did. */
  readonly outcome: 'current' | 'waited' | 'applied';
  readonly applied: readonly AppliedStep[];
  /** How many (not breaking) steps the database has beyond this code. */
  readonly ahead: number;
  readonly waitedMs: number;
  /** 0 when the lock was not taken. */
  readonly lockHeldMs: number;
}

/**
 * Brings the schema up to the given migrations: the only code that changes it, called first by every process.
 *
 * On a current schema this is one read and no lock. Otherwise one process works and the others wait outside SQL; see
 * the README beside this file for what is guaranteed and why.
 *
 * @param target a direct connection (not a transaction pooler): a URL or `pg`'s settings. A session of its own is
 *   opened there and ended, never one from a pool: what it holds must go with it
 * @throws {MigrateError} one subclass for each situation, see `errors.ts`
 * @example
 * const result = await migrate('postgres://ezer@db.example/ezer', {
 *   migrations: await loadMigrations('migrations'),
 *   schema: 'library',
 * });
 * console.log(result.outcome); // 'current', 'waited' or 'applied'
 */
export async function migrate(target: Target, options: MigrateOptions): Promise<MigrateResult> {
  const run = beginRun(options);
  if (options.queryable) {
    const standing = await readStanding(options.queryable, run);
    if (standing.is === 'current') return { ...NOTHING_DONE, ahead: standing.ahead };
  }
  for (let losses = 0; ; ) {
    const session = await openAgain(target, run, losses);
    try {
      const result = await migrateOn(session, run);
      // It holds nothing any more. The server takes 2.7 ms to close a session, more than it took to answer, and would
      // take the processor from the caller to do it.
      setImmediate(() => void session.end());
      return result;
    } catch (error) {
      await session.end();
      if (!isConnectionLoss(error)) throw error;
      losses += 1;
      run.onProgress({ kind: 'connection-lost', error });
      if (losses >= MOST_LOSSES) throw new ConnectionLost(losses, error);
    }
  }
}

export interface MigrationStatus {
  readonly applied: readonly AppliedMigration[];
  readonly pending: readonly Migration[];
  readonly holder: LockHolder | null;
}

/**
 * What is applied, what is pending, and who is migrating now. Reads only.
 *
 * @throws {ChecksumChanged} {OrderChanged} {DatabaseNewer}
 */
export async function readStatus(
  queryable: Queryable,
  options: HistoryOptions & Pick<MigrateOptions, 'lockKey'>,
): Promise<MigrationStatus> {
  const { place, steps } = historyOf(options);
  const lock = lockKeyFor(options.schema, options.lockKey);
  const applied = await readLedger(queryable, place);
  return { applied, pending: findPending(applied, steps), holder: await findHolder(queryable, lock) };
}

/** A server that dies of a step would die of it for ever. */
const MOST_LOSSES = 3;

const NOTHING_DONE = { outcome: 'current', applied: [], ahead: 0, waitedMs: 0, lockHeldMs: 0 } as const;

interface Run extends History {
  readonly lockKey: MigrateOptions['lockKey'];
  readonly schema: string;
  readonly waitMs: number;
  readonly stepMs: number;
  readonly applicationName: string;
  readonly assumeSessionPooling: boolean;
  onProgress(event: MigrateProgress): void;
}

function beginRun(options: MigrateOptions): Run {
  return {
    ...historyOf(options),
    lockKey: options.lockKey,
    schema: options.schema,
    waitMs: options.waitMs ?? 60_000,
    stepMs: options.stepMs ?? 60_000,
    applicationName: options.applicationName ?? 'pg-drains migrate',
    assumeSessionPooling: options.assumeSessionPooling ?? false,
    onProgress: options.onProgress ?? (() => undefined),
  };
}

/** The first connection fails at once with its own error; after a loss the server may be starting again, so wait for it. */
async function openAgain(target: Target, run: Run, losses: number): Promise<Session> {
  const start = performance.now();
  for (let turn = 0; ; turn += 1) {
    try {
      return await openSession(target, run.applicationName);
    } catch (error) {
      const mayComeBack = losses > 0 && error instanceof DatabaseUnreachable;
      if (!mayComeBack || performance.now() - start >= run.waitMs) throw error;
      await sleep(pauseMs(turn, 100, 1_000));
    }
  }
}

async function migrateOn(session: Session, run: Run): Promise<MigrateResult> {
  const standing = await readStanding(session, run, session.role);
  if (standing.is === 'current') return { ...NOTHING_DONE, ahead: standing.ahead };

  run.steps.forEach(requireKind);
  // What was edited or reordered is found before the wait, and again under the lock.
  if (standing.is === 'behind') await readPending(session, run);
  const lock = lockKeyFor(run.schema, run.lockKey);
  const { hasLock, deadlockTimeoutMs } = await enterSession(session, lock, run.assumeSessionPooling);
  let waitedMs = 0;
  if (!hasLock) {
    const turn = await waitForTurn(session, lock, {
      waitMs: run.waitMs,
      isDone: async () => (await readStanding(session, run, session.role)).is === 'current',
      onWait: (ms) => {
        waitedMs = ms;
        run.onProgress({ kind: 'waiting', waitedMs: ms });
      },
    });
    if (turn === 'done') return { ...NOTHING_DONE, outcome: 'waited', waitedMs };
  }

  const taken = performance.now();
  const applied = await whileLocked(session, run, lock, () => applyPending(session, run, lock, deadlockTimeoutMs));
  const lockHeldMs = performance.now() - taken;
  run.onProgress({ kind: 'lock-released', heldMs: lockHeldMs });
  return { outcome: applied.length > 0 ? 'applied' : 'waited', applied, ahead: 0, waitedMs, lockHeldMs };
}

/** Releases the lock on every way out, and never lets a failure of that hide what went wrong before. */
async function whileLocked<T>(session: Session, run: Run, lock: LockKey, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await releaseLock(session, lock).catch((unlockError: unknown) =>
      run.onProgress({ kind: 'unlock-failed', error: unlockError }),
    );
    throw error;
  }
  await releaseLock(session, lock);
  return result;
}

async function applyPending(
  session: Session,
  run: Run,
  lock: LockKey,
  deadlockTimeoutMs: number,
): Promise<AppliedStep[]> {
  run.onProgress({ kind: 'lock-taken' });
  await prepareSession(session);
  await signHolder(session, run.applicationName);
  await withPermission(session.role, 'create the schema and its ledger', GRANT_CREATING, () =>
    createLedger(session, run.place),
  );
  const pending = await readPending(session, run);
  run.onProgress({ kind: 'pending', files: pending.map((step) => step.file) });
  const applied: AppliedStep[] = [];
  for (const step of pending) {
    applied.push(
      await applyStep(session, step, {
        place: run.place,
        lock,
        deadlockTimeoutMs,
        stepMs: run.stepMs,
        onProgress: run.onProgress,
      }),
    );
  }
  return applied;
}

/** Verifies what is applied and says what is not. */
async function readPending(session: Session, run: Run): Promise<LinkedMigration[]> {
  const applied = await withPermission(session.role, 'read the ledger', GRANT_READING, () =>
    readLedger(session, run.place),
  );
  return findPending(applied, run.steps);
}

const GRANT_CREATING =
  'Let an owner grant the role create on the database, or make the schema for it: create schema … authorization <role>.';
