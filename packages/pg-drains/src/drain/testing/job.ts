import { runDrain } from '../drain.ts';
import { type JobOptions, type JobReport, runJob } from '../job.ts';
import type { DrainSummary, Handle } from '../types.ts';
import { type Library, schema } from './library.ts';

/** The drain of the pages as a job of its own, and what it printed. */
export async function job(
  { pool }: Library,
  handle: Handle,
  more: Partial<JobOptions<DrainSummary>> = {},
): Promise<JobReport<DrainSummary> & { lines: string[] }> {
  const lines: string[] = [];
  const report = await runJob({
    name: 'read-drain',
    pool,
    schema,
    work: ({ signal }) => runDrain({ pool, schema, queue: 'read', job: 'read-drain', signal, handle }),
    print: (line) => lines.push(line),
    ...more,
  });
  return { ...report, lines };
}

export const done: Handle = () => ({});
