import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { LockLost, PermissionMissing, StepFailed, StepStarved } from './errors.ts';
import { type LedgerPlace, recordStep } from './ledger.ts';
import { type LockKey, pauseMs } from './lock.ts';
import type { LinkedMigration } from './migration.ts';
import { PERMISSION_DENIED, withPermission } from './permission.ts';
import type { MigrateProgress } from './progress.ts';
import { isConnectionLoss, type Session } from './session.ts';
import { lineAt, type Statement, splitStatements } from './statements.ts';

/** A step that this call applied. */
export interface AppliedStep {
  readonly number: number;
  readonly name: string;
  readonly durationMs: number;
  /** 1 unless it had to give way to other transactions. */
  readonly tries: number;
}

export interface StepContext {
  readonly place: LedgerPlace;
  readonly lock: LockKey;
  readonly lockTimeoutMs: number;
  /** How long one step may go on giving way. */
  readonly stepMs: number;
  onProgress(event: MigrateProgress): void;
}

/**
 * How long a step waits for a table lock before it gives way: below the server's `deadlock_timeout`, so that it is
 * always the migrator that yields. With 3 s (above the default 1 s) the deadlock detector came first and killed the
 * drains, 33 in 100 starts and up to 15 in one; with 200 ms and with 50 ms none.
 */
export function lockTimeoutBelow(deadlockTimeoutMs: number): number {
  return Math.max(1, Math.min(200, Math.floor(deadlockTimeoutMs / 2)));
}

/**
 * Applies one step and writes its ledger row in the same transaction; gives way and tries again while other
 * transactions hold its tables.
 *
 * A step is its own transaction because a whole schema in one starves under load: 25 tries, all in vain.
 *
 * @throws {StepFailed} {StepStarved} {PermissionMissing} {LockLost}
 */
export async function applyStep(session: Session, step: LinkedMigration, context: StepContext): Promise<AppliedStep> {
  const start = performance.now();
  for (let tries = 1; ; tries += 1) {
    context.onProgress({ kind: 'step-started', file: step.file, tries });
    try {
      const durationMs = await runInTransaction(session, step, context);
      return { number: step.number, name: step.name, durationMs, tries };
    } catch (error) {
      const sqlState = yieldCode(error);
      if (sqlState === undefined || !(error instanceof Error)) throw error;
      const elapsedMs = performance.now() - start;
      if (elapsedMs >= context.stepMs) {
        throw new StepStarved({ file: step.file, tries, elapsedMs, sqlState }, error);
      }
      context.onProgress({ kind: 'step-yielded', file: step.file, tries, sqlState });
      await sleep(pauseMs(tries, 25, 1_000));
    }
  }
}

/** The step was in somebody's way or somebody in its way; it was rolled back and may come again. */
const YIELD_CODES = new Set([
  '55P03', // lock_not_available: lock_timeout, or NOWAIT
  '40P01', // deadlock_detected: should not happen with lock_timeout below deadlock_timeout
]);

function yieldCode(error: unknown): string | undefined {
  const cause = error instanceof StepFailed ? error.sqlState : sqlStateOf(error);
  return cause !== undefined && YIELD_CODES.has(cause) ? cause : undefined;
}

function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

async function runInTransaction(session: Session, step: LinkedMigration, context: StepContext): Promise<number> {
  const start = performance.now();
  await session.query(beginStep(context));
  try {
    if (step.locks) await runStatement(session, step, { text: lockTables(step.locks), line: 1, words: ['lock'] });
    for (const statement of splitStatements(step.sql)) {
      context.onProgress({ kind: 'statement', file: step.file, line: statement.line });
      await runStatement(session, step, statement);
    }
    const durationMs = performance.now() - start;
    const isRecorded = await withPermission(session.role, 'write the ledger', OWN_THE_LEDGER, () =>
      recordStep(session, context.place, step, context.lock, durationMs),
    );
    if (!isRecorded) throw new LockLost();
    context.onProgress({ kind: 'step-committing', file: step.file });
    await runStatement(session, step, { text: 'commit', line: lineAt(step.sql, step.sql.length), words: ['commit'] });
    context.onProgress({ kind: 'step-applied', file: step.file, durationMs });
    return durationMs;
  } catch (error) {
    // When the rollback fails, the session is broken and the server rolls back by itself: the first error is the news.
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}

/**
 * Files use plain names, so the product's schema is found through the search path. The path has nothing else in it on
 * purpose. `pg_catalog` is not listed and therefore searched first: a table or function in the schema can never stand
 * in for a built-in. `pg_temp` is listed last, because otherwise it is searched before everything: a temporary table
 * of the same name would receive the change. `public` is left out, since others may write there.
 */
const beginStep = ({ place, lockTimeoutMs }: StepContext) => `
  begin;
  set local search_path to ${place.schema}, pg_temp;
  set local lock_timeout = ${lockTimeoutMs}`;

/**
 * One statement, before any other lock is held. With locks taken one after another, what was held while waiting for
 * the second killed 8 of 8 drains even at lock_timeout 200 ms; all locks first: 0 of 8.
 */
const lockTables = (tables: readonly string[]) =>
  `lock table ${tables.map((table) => pg.escapeIdentifier(table)).join(', ')} in access exclusive mode`;

async function runStatement(session: Session, step: LinkedMigration, statement: Statement): Promise<void> {
  try {
    await session.query(statement.text);
  } catch (error) {
    if (isConnectionLoss(error) || !(error instanceof Error)) throw error;
    const line = errorLine(statement, error);
    const sqlState = sqlStateOf(error);
    if (sqlState === PERMISSION_DENIED) {
      throw new PermissionMissing({ role: session.role, doing: `${step.file}:${line}`, remedy: OWN_THE_SCHEMA }, error);
    }
    throw new StepFailed({ file: step.file, line, statement: statement.text, sqlState }, error);
  }
}

const OWN_THE_SCHEMA =
  'Run migrations as the owner of the schema, or have the owner grant the right, then start again.';
const OWN_THE_LEDGER = 'Run migrations as the role that made the ledger, or let it grant insert on the ledger.';

/** Postgres names a position (in characters, from 1) for errors of parsing and naming, none for errors at run time. */
function errorLine(statement: Statement, error: Error): number {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  if (!Number.isInteger(position)) return statement.line;
  const before = Array.from(statement.text)
    .slice(0, position - 1)
    .join('');
  return statement.line + lineAt(statement.text, before.length) - 1;
}
