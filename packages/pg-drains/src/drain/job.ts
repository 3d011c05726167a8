import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type pg from 'pg';
import { prefix } from './database.ts';
import { describe, SchemaBehindError } from './errors.ts';
import { endRun, NO_PLACE, refuseRun, renewRun, startRun } from './statements/run.ts';
import type { Outcome } from './types.ts';

/**
 * What each outcome means to whoever started the process. A cron daemon mails, and a cluster restarts, on anything but
 * 0; so everything that is as it should be is 0, also a start that found nothing to do or somebody else at work.
 */
export const EXIT: Readonly<Record<Outcome, number>> = {
  drained: 0,
  'nothing-to-do': 0,
  'budget-reached': 0,
  disabled: 0,
  stopped: 0,
  'already-running': 0,
  failures: 1,
  'schema-behind': 3,
};

/** What a job's work reports; its further fields are its facts. `runDrain`'s summary fits. */
export interface JobResult {
  outcome: Outcome;
  reason?: string | null;
}

export interface JobReport<R extends JobResult = JobResult> {
  job: string;
  runId: string;
  outcome: Outcome;
  exitCode: number;
  reason: string | null;
  seconds: number;
  /** the numbers of the result */
  counts: Record<string, number>;
  /** the whole result of the work, null when it did not start or threw */
  result: R | null;
  /** the summary as one line */
  line: string;
}

/** A question to the database that is true when a job has nothing to do; `nothingToDo` writes that of a queue. */
export interface Idle<R extends JobResult = JobResult> {
  /** SQL, true or false; `$1` … are its values */
  sql: string;
  values: unknown[];
  /** what such a run reports */
  result: R;
}

export interface JobOptions<R extends JobResult = JobResult> {
  name: string;
  pool: pg.Pool;
  schema: string;
  /** Makes sure of the schema; throws SchemaBehindError when it does not fit this build. Runs before anything else … */
  prepare?: () => Promise<void>;
  /** … unless this SQL is true (`isCurrentSql`): it is asked in the statement that begins the run. */
  prepared?: string;
  /** What shows that there is nothing to do: then the run ends with the statement that begins it, and `work` never runs. */
  idle?: Idle<R>;
  /** The work. `signal` aborts on SIGTERM, SIGINT, disable, and when the run was given up: hand it to `runDrain`. */
  work: (run: { id: string; signal: AbortSignal }) => Promise<R>;
  /** most runs at once in the whole installation, unless the control row names another number; default no limit */
  concurrency?: number;
  /** a run that is not renewed for so long is taken to be dead; default 30 */
  leaseSeconds?: number;
  /** where the summary line goes; default standard output */
  print?: (line: string, report: JobReport<R>) => void;
}

/**
 * Runs one job as this process: a `job_run` row, the global limit, signals, one summary line, an exit code.
 *
 * The first SIGTERM or SIGINT asks the work to stop; the second ends the process at once with 128 + the signal.
 * It never throws: what goes wrong is the outcome `failures`, with the reason in the report and on the line.
 *
 * @example
 * const { exitCode } = await runJob({
 *   name: 'read-drain', pool, schema: 'library', concurrency: 1,
 *   work: ({ signal }) => runDrain({ pool, schema: 'library', queue: 'read', job: 'read-drain', signal, handle }),
 * });
 * process.exit(exitCode);
 */
export async function runJob<R extends JobResult>(options: JobOptions<R>): Promise<JobReport<R>> {
  const started = process.hrtime.bigint(); // `performance` would load eight modules of Node's for one number
  const runId = randomUUID();
  const stop = new AbortController();
  const unlisten = listenForSignals(stop);
  const ignore = () => {}; // an idle connection that ends is noticed by whoever uses the pool next
  options.pool.on('error', ignore);
  let result: R | null = null;
  let ended: Ended;
  let isRecorded = false;
  try {
    const begun = await begin(options, runId);
    isRecorded = begun !== null;
    if (begun) {
      ended = begun;
      result = begun.outcome === 'nothing-to-do' ? (options.idle?.result ?? null) : null;
    } else {
      result = await work(options, runId, stop);
      ended = { outcome: result.outcome, reason: result.reason ?? null };
    }
  } catch (error) {
    ended = { outcome: error instanceof SchemaBehindError ? 'schema-behind' : 'failures', reason: describe(error) };
  }
  const report = write(options.name, runId, ended, result, Number(process.hrtime.bigint() - started) / 1e9);
  const notRecorded = isRecorded ? null : await record(options, report);
  if (notRecorded) report.line += ` not-recorded=${JSON.stringify(notRecorded)}`;
  unlisten();
  options.pool.off('error', ignore);
  (options.print ?? ((line) => process.stdout.write(`${line}\n`)))(report.line, report);
  return report;
}

interface Ended {
  outcome: Outcome;
  reason: string | null;
}

/** Begins the run: null. Or says, and has written down, how it ended before it began. */
async function begin<R extends JobResult>(options: JobOptions<R>, runId: string): Promise<Ended | null> {
  if (options.prepare && options.prepared !== undefined) {
    const answer = await start(options, runId, options.prepared).catch(unlessForeign);
    if (answer?.prepared) return endOf(answer);
  }
  await options.prepare?.();
  return endOf(await start(options, runId, 'true'));
}

async function start<R extends JobResult>(options: JobOptions<R>, runId: string, prepared: string): Promise<Started> {
  const { pool, name, concurrency, leaseSeconds = 30, idle } = options;
  const values = idle?.values ?? [];
  const sql = startRun(prefix(options.schema), { prepared, idle: idle?.sql ?? 'false', values: values.length });
  const result = idle?.result ?? null;
  const own = [runId, name, process.pid, hostname(), leaseSeconds, concurrency ?? null, withoutZeros(countsOf(result))];
  const summary = JSON.stringify({ ...result, reason: result?.reason ?? null });
  for (;;) {
    const [answer] = (await pool.query<Started>(sql, [...values, ...own, summary])).rows;
    if (!answer) throw new Error('the statement that begins a run gave no row; this is a defect');
    // A place that was free and is not ours went to another start in the same moment: look for the next one.
    if (answer.recorded || !answer.prepared) return answer;
  }
}

interface Started {
  prepared: boolean;
  refusal: string | null;
  outcome: Extract<Outcome, 'disabled' | 'already-running' | 'nothing-to-do'> | null;
  recorded: boolean;
}

function endOf({ outcome, refusal }: Started): Ended | null {
  if (outcome === null) return null;
  return { outcome, reason: { disabled: refusal, 'already-running': NO_PLACE, 'nothing-to-do': null }[outcome] };
}

/** What the server says of a schema that is not there, is another, or may not be read; `prepare` finds out which. */
function unlessForeign(error: unknown): null {
  if (error instanceof Error && 'code' in error && /^(?:42|3F)/.test(String(error.code))) return null;
  throw error;
}

async function work<R extends JobResult>(options: JobOptions<R>, runId: string, stop: AbortController): Promise<R> {
  const { pool, name, leaseSeconds = 30 } = options;
  let renewing: Promise<void> | null = null;
  let refusal: string | null = null;
  const renew = async () => {
    const { rows } = await pool.query<{ refusal: string | null; alive: boolean }>(renewRun(prefix(options.schema)), [
      runId,
      leaseSeconds,
      name,
    ]);
    refusal ??= rows[0]?.refusal ?? null;
    if (refusal) stop.abort(refusal);
    if (rows[0]?.alive === false) stop.abort('this run was given up as dead; another may have taken its place');
  };
  const timer = setInterval(() => {
    renewing ??= renew()
      .catch(() => {}) // the next one comes in time; if none does, the run is given up and `alive` says so
      .finally(() => {
        renewing = null;
      });
  }, leaseSeconds * 333);
  try {
    const result = await options.work({ id: runId, signal: stop.signal });
    return refusal && result.outcome === 'stopped' ? { ...result, outcome: 'disabled', reason: refusal } : result;
  } finally {
    clearInterval(timer);
    await renewing;
  }
}

function listenForSignals(stop: AbortController): () => void {
  const numbers = { SIGINT: 2, SIGTERM: 15 } as const;
  let asked = false;
  const onSignal = (signal: 'SIGINT' | 'SIGTERM') => {
    if (asked) process.exit(128 + numbers[signal]);
    asked = true;
    stop.abort(signal);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
}

function write<R extends JobResult>(
  job: string,
  runId: string,
  { outcome, reason }: Ended,
  result: R | null,
  seconds: number,
): JobReport<R> {
  const counts = countsOf(result);
  const facts = Object.entries(counts).filter(([, n]) => n !== 0);
  const line = [
    `${job} ${outcome}`,
    ...facts.map(([key, n]) => `${key}=${n}`),
    `seconds=${seconds.toFixed(1)}`,
    ...(reason ? [`reason=${JSON.stringify(reason)}`] : []),
  ].join(' ');
  return { job, runId, outcome, exitCode: EXIT[outcome], reason, seconds, counts, result, line };
}

function countsOf(result: JobResult | null): Record<string, number> {
  return Object.fromEntries(
    Object.entries(result ?? {}).filter(([key, value]) => typeof value === 'number' && key !== 'seconds'),
  );
}

/** As the row keeps them: most runs have nothing to do, and whoever sums a year of them has nothing to read. */
const withoutZeros = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));

/** Writes how it ended. Returns why that was not possible: the summary line is then the only record. */
async function record<R extends JobResult>(options: JobOptions<R>, report: JobReport<R>): Promise<string | null> {
  const s = prefix(options.schema);
  const { runId, outcome, reason, counts, result } = report;
  const summary = JSON.stringify({ ...result, reason });
  try {
    // Nothing of a schema that is not ours is changed. One row is added, if it takes one, so that somebody sees it.
    const isOurs = outcome !== 'schema-behind';
    const { rowCount } = isOurs
      ? await options.pool.query(endRun(s), [runId, outcome, withoutZeros(counts), summary])
      : { rowCount: 0 };
    if (rowCount === 0)
      await options.pool.query(refuseRun(s), [runId, options.name, process.pid, hostname(), outcome, summary]);
    return null;
  } catch (error) {
    return describe(error);
  }
}
