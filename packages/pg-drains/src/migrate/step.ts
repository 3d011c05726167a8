import { setTimeout as sleep } from 'node:timers/promises';
import { LockLost } from './errors.ts';
import { buildIndex } from './index-step.ts';
import { type LedgerPlace, recordStep } from './ledger.ts';
import { pauseMs } from './lock.ts';
import { blockedTable, findTables, inOrderOf, type LockedTable, lockTables, lockTimeoutBelow } from './locking.ts';
import type { LinkedMigration } from './migration.ts';
import { withPermission } from './permission.ts';
import { OWN_THE_SCHEMA, runStatement, sqlStateOf } from './run-statement.ts';
import type { Session } from './session.ts';
import { lineAt, splitStatements } from './statements.ts';
import type { StepContext } from './step-context.ts';
import { StepFailed, StepStarved } from './step-errors.ts';

/** A step that this call applied. */
export interface AppliedStep {
  readonly number: number;
  readonly name: string;
  readonly durationMs: number;
  /** 1 unless it had to give way to other transactions. */
  readonly tries: number;
}

/**
 * Applies one step and writes its ledger row in the same transaction (a concurrent index: with its rename); gives way
 * and tries again while other transactions hold its tables.
 *
 * A step is its own transaction because a whole schema in one starves under load: 25 tries, all in vain.
 *
 * @throws {StepFailed} {StepStarved} {PermissionMissing} {LockLost}
 */
export async function applyStep(session: Session, step: LinkedMigration, context: StepContext): Promise<AppliedStep> {
  const start = performance.now();
  const blocked: string[] = [];
  for (let tries = 1; ; tries += 1) {
    context.onProgress({ kind: 'step-started', file: step.file, tries });
    try {
      const durationMs = await (step.kind === 'concurrent-index'
        ? buildIndex(session, step, context)
        : runInTransaction(session, step, context, blocked));
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

async function runInTransaction(
  session: Session,
  step: LinkedMigration,
  context: StepContext,
  blocked: string[],
): Promise<number> {
  const start = performance.now();
  const statements = splitStatements(step.sql);
  const found = await withPermission(session.role, 'look up the tables of a step', OWN_THE_SCHEMA, () =>
    findTables(session, context.place, step, statements),
  );
  const tables = inOrderOf(blocked, found);
  await session.query(beginStep(context.place, lockTimeoutBelow(context.deadlockTimeoutMs, tables.length)));
  try {
    await lockFirst(session, step, tables, blocked);
    for (const statement of statements) {
      context.onProgress({ kind: 'statement', file: step.file, line: statement.line });
      await runStatement(session, step, statement);
    }
    const durationMs = performance.now() - start;
    const isRecorded = await withPermission(session.role, 'write the ledger', OWN_THE_LEDGER, () =>
      recordStep(session, context.place, step, context.lock, durationMs),
    );
    if (!isRecorded) throw new LockLost();
    context.onProgress({ kind: 'step-committing', file: step.file });
    await runStatement(session, step, { text: 'commit', line: lineAt(step.sql, step.sql.length) });
    context.onProgress({ kind: 'step-applied', file: step.file, durationMs });
    return durationMs;
  } catch (error) {
    // When the rollback fails, the session is broken and the server rolls back by itself: the first error is the news.
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Takes the step's locks; when one is not to be had, that table moves to the front of `blocked` for the next try. */
async function lockFirst(
  session: Session,
  step: LinkedMigration,
  tables: readonly LockedTable[],
  blocked: string[],
): Promise<void> {
  const [first] = tables;
  if (!first) return;
  try {
    await runStatement(session, step, { text: lockTables(tables), line: first.line });
  } catch (error) {
    const table = error instanceof StepFailed ? blockedTable(tables, error.cause) : undefined;
    if (table) blocked.splice(0, blocked.length, table, ...blocked.filter((other) => other !== table));
    throw error;
  }
}

/**
 * Files use plain names, so the product's schema is found through the search path. The path has nothing else in it on
 * purpose. `pg_catalog` is not listed and therefore searched first: a table or function in the schema can never stand
 * in for a built-in. `pg_temp` is listed last, because otherwise it is searched before everything: a temporary table
 * of the same name would receive the change. `public` is left out, since others may write there.
 */
export const beginStep = ({ schema }: Pick<LedgerPlace, 'schema'>, lockTimeoutMs: number): string => `
  begin;
  set local search_path to ${schema}, pg_temp;
  set local lock_timeout = ${lockTimeoutMs}`;

const OWN_THE_LEDGER = 'Run migrations as the role that made the ledger, or let it grant insert on the ledger.';
