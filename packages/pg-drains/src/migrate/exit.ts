import { BadMigrations } from './bad-migrations.ts';
import {
  AuthenticationFailed,
  ChecksumChanged,
  ConnectionLost,
  DatabaseNewer,
  DatabaseUnreachable,
  LockLost,
  LockWaitExceeded,
  OrderChanged,
  PermissionMissing,
  PoolerRefused,
  ReadOnlyDatabase,
} from './errors.ts';
import { IndexDuplicates, IndexInvalid, IndexNameTaken, StepFailed, StepStarved } from './step-errors.ts';

/** The exit codes of a program that migrates, by name. 3 is also what a job says of a database newer than its code. */
export const MIGRATE_EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  'database-newer': 3,
  pending: 10,
  drift: 11,
  'lock-wait': 12,
  'step-failed': 13,
  'step-starved': 14,
  tampered: 15,
  pooler: 16,
  permission: 17,
  'read-only': 18,
  unreachable: 19,
  authentication: 20,
  'bad-migrations': 21,
} as const;

export type MigrateExit = keyof typeof MIGRATE_EXIT;

/** @example process.exitCode = MIGRATE_EXIT[migrateExit(error)]; */
export function migrateExit(error: unknown): MigrateExit {
  return EXITS.find(([, errors]) => errors.some((type) => error instanceof type))?.[0] ?? 'failed';
}

const EXITS: readonly [MigrateExit, readonly (abstract new (...args: never[]) => Error)[]][] = [
  ['database-newer', [DatabaseNewer]],
  ['lock-wait', [LockWaitExceeded]],
  ['step-failed', [StepFailed, IndexDuplicates, IndexInvalid, IndexNameTaken]],
  ['step-starved', [StepStarved]],
  ['tampered', [ChecksumChanged, OrderChanged]],
  ['pooler', [PoolerRefused, LockLost]],
  ['permission', [PermissionMissing]],
  ['read-only', [ReadOnlyDatabase]],
  ['unreachable', [DatabaseUnreachable, ConnectionLost]],
  ['authentication', [AuthenticationFailed]],
  ['bad-migrations', [BadMigrations]],
];
