import { Counter, Gauge, Registry } from 'prom-client';
import { type Numbers, RUN_SECONDS } from './numbers.ts';

/**
 * The numbers in the text format of Prometheus. Seconds and items, never milliseconds; what only grows ends in `_total`.
 *
 * @example
 * await metricsText(await readNumbers(store.db)); // '# HELP ezer_queue_items …'
 */
export async function metricsText(numbers: Numbers): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name: `ezer_${name}`, help, labelNames, registers });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `ezer_${name}`, help, labelNames, registers });

  const items = gauge('queue_items', 'Items of a queue by state.', ['queue', 'state']);
  const oldest = gauge('queue_oldest_seconds', 'How long the oldest item has stood in this state.', ['queue', 'state']);
  const attempts = gauge('queue_most_attempts', 'Attempts of the item that was tried most often.', ['queue', 'state']);
  for (const { queue, state, items: count, oldestSeconds, mostAttempts } of numbers.queues) {
    items.set({ queue, state }, count);
    attempts.set({ queue, state }, mostAttempts);
    if (oldestSeconds !== null) oldest.set({ queue, state }, oldestSeconds);
  }

  const runs = counter('job_runs_total', 'Runs of a job by outcome.', ['job', 'outcome']);
  const worked = counter(
    'job_items_total',
    'Items by what became of them: claimed (attempts), done (completions), retried, held, dead, lost (leases), released.',
    ['job', 'fate'],
  );
  const lastStart = gauge('job_last_start_timestamp_seconds', 'When the newest run started.', ['job']);
  const lastSeconds = gauge('job_last_run_seconds', 'How long the newest run took; absent while it runs.', ['job']);
  for (const job of numbers.jobs) {
    for (const [outcome, count] of Object.entries(job.runs)) runs.inc({ job: job.job, outcome }, count);
    for (const [fate, count] of Object.entries({ ...NONE, ...job.counts }))
      if (count >= 0) worked.inc({ job: job.job, fate }, count);
    lastStart.set({ job: job.job }, job.lastStart);
    if (job.lastSeconds !== null) lastSeconds.set({ job: job.job }, job.lastSeconds);
  }

  const alarms = gauge('alarms_open', 'Open alarms by severity.', ['severity']);
  for (const severity of ['info', 'warning', 'critical']) alarms.set({ severity }, numbers.alarms[severity] ?? 0);
  const halachot = gauge('halachot', 'Halachot by state.', ['state']);
  for (const [state, count] of Object.entries(numbers.halachot)) halachot.set({ state }, count);
  const decisions = gauge('decisions', 'Decisions by status.', ['status']);
  for (const [status, count] of Object.entries(numbers.decisions)) decisions.set({ status }, count);

  counter('database_deadlocks_total', 'Deadlocks that Postgres ended in this database.', []).inc(
    numbers.server.deadlocks,
  );
  gauge('database_lock_waits', 'Connections that wait for a lock this moment.', []).set(numbers.server.lockWaits);
  gauge('database_connections', 'Connections to this database.', []).set(numbers.server.connections);
  return `${await registry.metrics()}${runLengths(numbers)}`;
}

/** A series that begins with its first lost lease would hide that one from whoever asks for an increase. */
const NONE = { claimed: 0, done: 0, retried: 0, held: 0, dead: 0, lost: 0, released: 0 };

/** A histogram whose counts are known already: the library makes one of single observations only. */
function runLengths({ jobs }: Numbers): string {
  const name = 'ezer_job_run_seconds';
  const lines = jobs.flatMap(({ job, within, runs, seconds }) => {
    const all = Object.values(runs).reduce((sum, count) => sum + count, 0);
    const label = `job="${job.replaceAll(/["\\\n]/g, '_')}"`;
    return [
      ...RUN_SECONDS.map((limit, i) => `${name}_bucket{${label},le="${limit}"} ${within[i] ?? 0}`),
      `${name}_bucket{${label},le="+Inf"} ${all}`,
      `${name}_sum{${label}} ${seconds}`,
      `${name}_count{${label}} ${all}`,
    ];
  });
  return [`# HELP ${name} How long runs of a job took.`, `# TYPE ${name} histogram`, ...lines, ''].join('\n');
}
