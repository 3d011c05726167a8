import type { LedgerPlace } from './ledger.ts';
import type { LockKey } from './lock.ts';
import type { MigrateProgress } from './progress.ts';

/** What a step of either kind is given. */
export interface StepContext {
  readonly place: LedgerPlace;
  readonly lock: LockKey;
  /** The server's own, read from it. */
  readonly deadlockTimeoutMs: number;
  /** How long one step may go on giving way. */
  readonly stepMs: number;
  onProgress(event: MigrateProgress): void;
}
