import pg from 'pg';
import { LockLost } from './errors.ts';
import { type IndexStatement, readIndexStatement } from './index-statement.ts';
import { type LedgerPlace, recordStep } from './ledger.ts';
import { lockTimeoutBelow } from './locking.ts';
import type { LinkedMigration, Migration } from './migration.ts';
import { withPermission } from './permission.ts';
import { OWN_THE_SCHEMA, runStatement } from './run-statement.ts';
import type { Queryable, Session } from './session.ts';
import type { StepContext } from './step-context.ts';
import { IndexDuplicates, IndexInvalid, IndexNameTaken, StepFailed } from './step-errors.ts';

/**
 * Builds an index without stopping its table's writers, and writes the ledger row.
 *
 * It cannot be one transaction, so it is made of parts each of which may be the last: the index grows under another
 * name (`name__building`), and only the rename and the ledger row are one transaction. Whoever comes after a kill finds
 * either an unfinished index of that other name, which is dropped, or a finished one with this step's mark, which is
 * taken over. An index half built under its final name is how other runners skip it for ever (`IF NOT EXISTS`) or fail
 * at every start.
 *
 * `lock_timeout` stays 0 for the build: its waits for older transactions count too, and a timeout leaves an INVALID
 * index behind. It cannot stop a drain: its lock (SHARE UPDATE EXCLUSIVE) conflicts with no write.
 *
 * @throws {IndexDuplicates} {IndexNameTaken} {IndexInvalid} {StepFailed} {PermissionMissing} {LockLost}
 */
export async function buildIndex(session: Session, step: LinkedMigration, context: StepContext): Promise<number> {
  const start = performance.now();
  const index = readIndexStatement(step);
  await session.query(`set search_path to ${context.place.schema}, pg_temp`);
  try {
    if (await findRelation(session, context.place, index.name))
      throw new IndexNameTaken({ file: step.file, index: index.name });
    if (!(await takeOverLeftover(session, step, index, context))) {
      context.onProgress({ kind: 'statement', file: step.file, line: index.line });
      await build(session, step, index);
      await runStatement(session, step, { text: mark(index, step.checksum), line: index.line });
    }
    const built = await findRelation(session, context.place, index.building);
    if (built?.isValid !== true) throw new IndexInvalid({ file: step.file, index: index.building });
    context.onProgress({ kind: 'index-built', file: step.file, index: index.building });
    return await finish(session, step, index, context, start);
  } finally {
    // When this fails, the session is broken and its search path gone with it.
    await session.query('reset search_path').catch(() => undefined);
  }
}

/** True when a finished index of this very step was left by a process that died before it could say so. */
async function takeOverLeftover(
  session: Session,
  step: LinkedMigration,
  index: IndexStatement,
  context: StepContext,
): Promise<boolean> {
  const leftover = await findRelation(session, context.place, index.building);
  if (!leftover) return false;
  if (leftover.isValid && leftover.comment === step.checksum) return true;
  await runStatement(session, step, { text: dropBuilding(index), line: index.line });
  context.onProgress({ kind: 'index-dropped', file: step.file, index: index.building });
  return false;
}

async function build(session: Session, step: LinkedMigration, index: IndexStatement): Promise<void> {
  try {
    await runStatement(session, step, { text: index.buildSql, line: index.line });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    // An unfinished unique index refuses new rows already; the next start would drop it too, if this fails.
    await session.query(dropBuilding(index)).catch(() => undefined);
    if (error.sqlState !== UNIQUE_VIOLATION) throw error;
    const detail = error.cause instanceof pg.DatabaseError ? error.cause.detail : undefined;
    const [, columns] = /^Key \((.*)\)=\(/s.exec(detail ?? '') ?? [];
    throw new IndexDuplicates(
      { file: step.file, line: index.line, index: index.name, table: index.table, columns },
      error,
    );
  }
}

const UNIQUE_VIOLATION = '23505';

/** Only a rename and a row: the one moment at which the step is done. */
async function finish(
  session: Session,
  step: LinkedMigration,
  index: IndexStatement,
  { place, lock, deadlockTimeoutMs, onProgress }: StepContext,
  start: number,
): Promise<number> {
  await session.query(`begin; set local lock_timeout = ${lockTimeoutBelow(deadlockTimeoutMs, 1)}`);
  try {
    await runStatement(session, step, { text: rename(index), line: index.line });
    const durationMs = performance.now() - start;
    const isRecorded = await withPermission(session.role, 'write the ledger', OWN_THE_SCHEMA, () =>
      recordStep(session, place, step, lock, durationMs),
    );
    if (!isRecorded) throw new LockLost();
    onProgress({ kind: 'step-committing', file: step.file });
    await session.query('commit');
    onProgress({ kind: 'step-applied', file: step.file, durationMs });
    return durationMs;
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** What a step of this kind sends, in order, when nothing is in its way: for who wants to read it first. */
export function indexStatements(migration: Migration & { checksum: string }): string[] {
  const index = readIndexStatement(migration);
  return [index.buildSql, mark(index, migration.checksum), 'begin', rename(index)];
}

const quoted = (name: string) => pg.escapeIdentifier(name);
const dropBuilding = ({ building }: IndexStatement) => `drop index concurrently if exists ${quoted(building)}`;
const mark = ({ building }: IndexStatement, checksum: string) =>
  `comment on index ${quoted(building)} is ${pg.escapeLiteral(checksum)}`;
const rename = ({ building, name }: IndexStatement) =>
  `comment on index ${quoted(building)} is null; alter index ${quoted(building)} rename to ${quoted(name)}`;

interface FoundRelation {
  isValid: boolean | null;
  comment: string | null;
}

async function findRelation(db: Queryable, { schema }: LedgerPlace, name: string): Promise<FoundRelation | undefined> {
  const { rows } = await db.query<FoundRelation>(
    `select indisvalid as "isValid", obj_description(pg_class.oid, 'pg_class') as comment
     from pg_class left join pg_index on indexrelid = pg_class.oid
     where pg_class.oid = to_regclass($1)`,
    [`${schema}.${quoted(name)}`],
  );
  return rows[0];
}
