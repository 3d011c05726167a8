import { idleReader, linkingOwed } from './idle.ts';
import type { Job } from './job.ts';

export { type Job, type JobContext, runAsProcess } from './job.ts';
export { assertKnownJob, CHAIN, type JobName, TIMETABLE, UnknownJob } from './timetable.ts';

/** The jobs, in the order of the chain that a first start runs once. */
export const JOBS = {
  digest: { concurrency: 1, load: () => import('./digest/index.ts') },
  'court-fetch': { concurrency: 1, load: () => import('./court-fetch/index.ts') },
  'metadata-drain': {
    concurrency: null,
    idle: idleReader('metadata', {}, linkingOwed('metadata-drain')),
    load: () => import('./metadata-drain/index.ts'),
  },
  'halacha-drain': {
    concurrency: null,
    idle: idleReader('halacha', { proposed: 0 }),
    load: () => import('./halacha-drain/index.ts'),
  },
  'halacha-supervisor': { concurrency: 1, load: () => import('./halacha-supervisor/index.ts') },
} as const satisfies Record<string, Job>;
