import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Gauge, Registry } from 'prom-client';

export interface RunNumbers {
  job: string;
  outcome: string;
  exitCode: number;
  seconds: number;
  counts: Readonly<Record<string, number>>;
}

/**
 * Writes what one run did as `ezer-<job>.prom` in `folder`, for the textfile collector of the node exporter: a job that
 * lives for seconds cannot be scraped. The file is replaced whole; a collector never reads half of one.
 */
export async function writeTextfile(folder: string, run: RunNumbers, now = new Date()): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const { job } = run;
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name: `ezer_run_${name}`, help, labelNames: ['job'], registers }).set({ job }, value);
  gauge('end_timestamp_seconds', 'When this job last ended.', now.getTime() / 1000);
  gauge('seconds', 'How long its last run took.', run.seconds);
  gauge('exit_code', 'The exit code of its last run.', run.exitCode);
  new Gauge({ name: 'ezer_run_outcome', help: 'Its last outcome.', labelNames: ['job', 'outcome'], registers }).set(
    { job, outcome: run.outcome },
    1,
  );
  const items = new Gauge({
    name: 'ezer_run_items',
    help: 'What became of its items.',
    labelNames: ['job', 'fate'],
    registers,
  });
  for (const [fate, count] of Object.entries(run.counts)) items.set({ job, fate }, count);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `ezer-${job}.prom`);
  const half = `${file}.${process.pid}.tmp`;
  await writeFile(half, await registry.metrics());
  await rename(half, file);
  return file;
}
