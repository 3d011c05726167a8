export {
  closeAlarm,
  openAlarm,
  type RunRequest,
  requestRun,
  type Severity,
  type Switches,
  setControl,
  takeRunRequests,
} from './control.ts';
export { inTransaction, type Queryable, type Tx } from './database.ts';
export { type Derived, type DeriveOptions, deriveWork } from './derive.ts';
export { runDrain } from './drain.ts';
export {
  BadSelectionError,
  DrainError,
  LostLeaseError,
  NeedsPersonError,
  PermanentError,
  SchemaBehindError,
  TransientError,
} from './errors.ts';
export { nothingToDo } from './idle.ts';
export { EXIT, type Idle, type JobOptions, type JobReport, type JobResult, runJob } from './job.ts';
export {
  type QueueDepth,
  queueDepths,
  type Redrivable,
  type RedriveOptions,
  reclaimExpired,
  redrive,
} from './operate.ts';
export { workSchema } from './schema/work-schema.gen.ts';
export type {
  Answer,
  Budget,
  Counts,
  DrainOptions,
  DrainSummary,
  Handle,
  Item,
  ItemContext,
  Outcome,
} from './types.ts';
