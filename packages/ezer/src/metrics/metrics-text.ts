import { Counter, Gauge, Registry } from 'prom-client';
import type { Numbers } from './numbers.ts';

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
  for (const { queue, state, items: count, oldestSeconds } of numbers.queues) {
    items.set({ queue, state }, count);
    if (oldestSeconds !== null) oldest.set({ queue, state }, oldestSeconds);
  }

  const runs = counter('job_runs_total', 'Runs of a job by outcome.', ['job', 'outcome']);
  const seconds = counter('job_run_seconds_total', 'Seconds that all runs of a job took.', ['job']);
  const worked = counter(
    'job_items_total',
    'Items by what became of them: claimed (attempts), done (completions), retried, held, dead, lost (leases), released.',
    ['job', 'fate'],
  );
  const lastStart = gauge('job_last_start_timestamp_seconds', 'When the newest run started.', ['job']);
  const lastSeconds = gauge('job_last_run_seconds', 'How long the newest run took; absent while it runs.', ['job']);
  for (const job of numbers.jobs) {
    for (const [outcome, count] of Object.entries(job.runs)) runs.inc({ job: job.job, outcome }, count);
    for (const [fate, count] of Object.entries(job.counts)) if (count >= 0) worked.inc({ job: job.job, fate }, count);
    seconds.inc({ job: job.job }, job.seconds);
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
  return registry.metrics();
}
