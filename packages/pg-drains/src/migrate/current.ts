import pg from 'pg';
import { findStanding, type LedgerPlace, ledgerPlace, type Standing } from './ledger.ts';
import { type LinkedMigration, linkMigrations, type Migration } from './migration.ts';
import { withPermission } from './permission.ts';
import type { Queryable, Session } from './session.ts';

/** Which history, and where it is kept. */
export interface HistoryOptions {
  readonly migrations: readonly Migration[];
  /** The Postgres schema of the product; created when missing. */
  readonly schema: string;
  /** Name of the ledger table in it. Default `schema_migration`. */
  readonly ledger?: string;
}

/** The options with their defaults, and the list linked, once for the whole call. */
export interface History {
  readonly steps: readonly LinkedMigration[];
  readonly head: LinkedMigration;
  readonly place: LedgerPlace;
}

/**
 * The fast path alone: one read on the caller's own connection or pool. Do not call it inside a transaction: when
 * there is no ledger yet, the answer is an error that would abort it.
 *
 * It lies apart from `migrate`, so that a bundle can load the rest of the engine only when there is something to do.
 *
 * @returns true when the database has all of this code's migrations
 * @throws {DatabaseNewer} when it also has later ones that break this code
 */
export async function isCurrent(queryable: Queryable, options: HistoryOptions): Promise<boolean> {
  return (await readStanding(queryable, historyOf(options))).is === 'current';
}

/**
 * The same question as SQL that is true or false, for a statement that asks more at once: is all of this code's history
 * there, and no later step that breaks it? Where there is no ledger yet, that statement ends with 42P01 (no such table).
 *
 * @example
 * await pool.query(`select ${isCurrentSql({ migrations, schema: 'library' })} as current`);
 */
export function isCurrentSql(options: HistoryOptions): string {
  const { head, place } = historyOf(options);
  return `(select coalesce(bool_or(number = ${head.number} and chain = ${pg.escapeLiteral(head.chain)}), false)
    and not coalesce(bool_or(number > ${head.number} and breaking), false) from ${place.table})`;
}

export function historyOf(options: HistoryOptions): History {
  const steps = linkMigrations(options.migrations);
  return {
    steps,
    head: steps[steps.length - 1] ?? never('linkMigrations refuses an empty list'),
    place: ledgerPlace(options.schema, options.ledger ?? 'schema_migration'),
  };
}

/** @throws {DatabaseNewer} {PermissionMissing} */
export async function readStanding(
  db: Queryable | Session,
  { place, head }: History,
  role = 'of this connection',
): Promise<Standing> {
  return withPermission(role, 'read the ledger', GRANT_READING, () => findStanding(db, place, head));
}

export const GRANT_READING = 'Let the owner of the schema grant the role usage on it and select on its ledger.';

function never(reason: string): never {
  throw new Error(reason);
}
