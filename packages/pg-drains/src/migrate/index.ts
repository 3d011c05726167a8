export {
  AuthenticationFailed,
  BadMigrations,
  type BadMigrationsReason,
  ChecksumChanged,
  ConnectionLost,
  DatabaseNewer,
  DatabaseUnreachable,
  IndexDuplicates,
  IndexInvalid,
  IndexNameTaken,
  type LockHolder,
  LockLost,
  LockWaitExceeded,
  MigrateError,
  OrderChanged,
  PermissionMissing,
  PoolerRefused,
  ReadOnlyDatabase,
  StepFailed,
  StepStarved,
} from './errors.ts';
export { loadMigrations, renderMigrationsModule } from './folder.ts';
export type { AppliedMigration } from './ledger.ts';
export {
  type HistoryOptions,
  isCurrent,
  type MigrateOptions,
  type MigrateResult,
  type MigrationStatus,
  migrate,
  readStatus,
} from './migrate.ts';
export type { Migration, MigrationKind } from './migration.ts';
export type { MigrateProgress } from './progress.ts';
export type { Target } from './session.ts';
export type { AppliedStep } from './step.ts';
