export {
  BadMigrations,
  type BadMigrationsReason,
  DuplicateNumber,
  NoMigrations,
  NotUtf8,
  NumberGap,
} from './bad-migrations.ts';
export type { CatalogObjects } from './catalog.ts';
export { type HistoryOptions, isCurrent, isCurrentSql } from './current.ts';
export {
  type CatalogSnapshot,
  checkDrift,
  type Drift,
  type DriftDifference,
  renderSnapshotModule,
  takeSnapshot,
} from './drift.ts';
export {
  AuthenticationFailed,
  ChecksumChanged,
  ConnectionLost,
  DatabaseNewer,
  DatabaseUnreachable,
  type LockHolder,
  LockLost,
  LockWaitExceeded,
  MigrateError,
  OrderChanged,
  PermissionMissing,
  PoolerRefused,
  ReadOnlyDatabase,
} from './errors.ts';
export { MIGRATE_EXIT, type MigrateExit, migrateExit } from './exit.ts';
export { loadMigrations, renderMigrationsModule } from './folder.ts';
export type { AppliedMigration } from './ledger.ts';
export {
  type MigrateOptions,
  type MigrateResult,
  type MigrationStatus,
  migrate,
  readStatus,
} from './migrate.ts';
export type { Migration, MigrationKind } from './migration.ts';
export { type Plan, type PlannedStatement, type PlannedStep, plan } from './plan.ts';
export type { MigrateProgress } from './progress.ts';
export type { Target } from './session.ts';
export type { AppliedStep } from './step.ts';
export { IndexDuplicates, IndexInvalid, IndexNameTaken, StepFailed, StepStarved } from './step-errors.ts';
export type { LockMode } from './table-locks.ts';
