import type { Timetable } from 'pg-drains';

/**
 * When each job starts: the one place that says so (G2). No two jobs share a minute, on any day of the year; a test
 * proves it, and `ezer docs scripts`, the scheduler and every deployment read it from here.
 */
export const TIMETABLE = [
  { job: 'metadata-drain', processName: 'legal-metadata-drain', minutes: [0, 15, 30, 45] },
  { job: 'halacha-supervisor', processName: 'legal-halacha-supervisor', minutes: [5, 20, 35, 50] },
  { job: 'halacha-drain', processName: 'legal-halacha-drain', minutes: [10, 25, 40, 55] },
  { job: 'digest', processName: 'legal-digest', minutes: [12] },
  { job: 'court-fetch', processName: 'legal-court-fetch', minutes: [17] },
] as const satisfies Timetable;

export type JobName = (typeof TIMETABLE)[number]['job'];

/** The order in which a first start runs every job once: what one produces, the next one reads. */
export const CHAIN: readonly JobName[] = [
  'digest',
  'court-fetch',
  'metadata-drain',
  'halacha-drain',
  'halacha-supervisor',
];

export class UnknownJob extends Error {
  override readonly name = 'UnknownJob';
  readonly job: string;
  readonly known: readonly string[] = CHAIN;

  constructor(job: string) {
    super(`there is no job ${job}; the jobs are: ${CHAIN.join(', ')}`);
    this.job = job;
  }
}

/** @throws UnknownJob */
export function assertKnownJob(name: string): asserts name is JobName {
  if (!CHAIN.some((job) => job === name)) throw new UnknownJob(name);
}
