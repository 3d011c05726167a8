export { type Act, act, HalachaMissing, NotAllowed, type ReviewInput } from './act.ts';
export { type QueueItem, queueCounts, reviewQueue } from './queue.ts';
