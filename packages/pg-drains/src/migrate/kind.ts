import { readIndexStatement } from './index-statement.ts';
import { type Migration, requireTransactional } from './migration.ts';

/**
 * Is the step what its kind says?
 *
 * @throws {BadMigrations}
 */
export function requireKind(migration: Migration): void {
  if (migration.kind === 'concurrent-index') readIndexStatement(migration);
  else requireTransactional(migration);
}
