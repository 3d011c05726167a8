/** The long-lived part of `ezer start`: starts the jobs by the timetable, each as a process of its own. */
export { type JobPattern, patternsOf } from './patterns.ts';
export type { JobEnd } from './process.ts';
export {
  type OpenRequest,
  type Scheduler,
  type SchedulerEvent,
  type SchedulerOptions,
  startScheduler,
} from './scheduler.ts';
export { AlreadyRunning, type Running, type Seat, takeSeat } from './seat.ts';
