import type { JobName } from './timetable.ts';

/** The queue that a job drains; the other jobs have none. */
export const QUEUE_OF: Readonly<Partial<Record<JobName, string>>> = {
  'metadata-drain': 'metadata',
  'halacha-drain': 'halacha',
  digest: 'digest',
};
