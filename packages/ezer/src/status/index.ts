/** What the library holds, what its jobs do and what needs a person: read by `ezer status` and the pages. */
export { type AlarmView, readAlarms } from './alarms.ts';
export {
  type DigestIssueLine,
  type DigestIssueView,
  type DigestItemView,
  digestIssues,
  viewDigestIssue,
} from './digests.ts';
export { type GapLine, type GapPointer, gaps } from './gaps.ts';
export { JOB_NAMES, type JobRunView, type JobSwitches, type JobView, jobRuns, readJobs } from './jobs.ts';
export { type Refusal, type RefusalsByReason, readRefusals, refusalsOf } from './refusals.ts';
export { readStatus, type Status } from './status.ts';
export {
  itemHistory,
  readTrouble,
  subjectsOf,
  type TroubleGroup,
  type TroubleItem,
  type TroubleState,
  troubleItems,
  type WorkItemView,
} from './trouble.ts';
export { type Reading, type UploadedItem, uploadedItems } from './uploads.ts';
