/** What people decide about halachot: the queue, one act at a time, and the way back. */
export { type Acted, act, type ReviewInput, undo } from './act.ts';
export {
  type ActDone,
  actDone,
  type Desk,
  type DeskItem,
  firstInQueue,
  nextInQueue,
  openDesk,
  type QueueChoices,
  queueChoices,
} from './desk.ts';
export { type QueueFilter, type QueueItem, queueCounts, reviewQueue } from './queue.ts';
export { ActedMeanwhile, HalachaMissing, NothingToUndo } from './refusals.ts';
export { type Act, HALACHA_ROLES, type HalachaRole, NotAllowed } from './reviewed.ts';
