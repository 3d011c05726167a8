import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import {
  DatabaseNewer,
  type Idle,
  isCurrent,
  isCurrentSql,
  type JobReport,
  type JobResult,
  runJob,
  SchemaBehindError,
} from 'pg-drains';
import type { Config } from '../config/index.ts';
import { givenDatabase } from '../embedded/given.ts';
import type { DatabaseHandle } from '../embedded/index.ts';
import { migrations } from '../store/migrations.gen.ts';
import { openPool, SCHEMA } from '../store/pool.ts';
import { onceLoaded } from './once-loaded.ts';

/** What a job works with. */
export interface JobContext {
  config: Config;
  /** plain SQL; `storeOn(pool)` gives typed queries to who loads them */
  pool: pg.Pool;
  /** a connection past any pooler, for what must be heard at once */
  directUrl?: string;
  runId: string;
  /** aborts when the job is to stop: a signal, a switch, a lost run */
  signal: AbortSignal;
  budget: { seconds: number; items?: number };
}

/** How the work ended, with whatever numbers are worth a place on the summary line. */
export type JobFacts = JobResult & Record<string, unknown>;

export interface Job {
  /** most runs at once in the whole installation; null: no limit */
  concurrency: number | null;
  /** what shows without the work that there is none; else the work finds out */
  idle?: Idle<JobFacts>;
  /** The work itself, loaded only when the job really runs: start cost is module loading. */
  load(): Promise<{ work(context: JobContext): Promise<JobFacts> }>;
}

/** For the statements of a handler that was given up: they end, or they are left. */
const HELD_MS = 2_000;

// Three for the drain itself (claims, completions, heartbeat), the rest for its handlers.
const CONNECTIONS = 8;

/**
 * Runs one job as this process: database, schema, `job_run` row, work, one summary line.
 *
 * @returns the exit code (`EXIT` of pg-drains)
 */
export async function runAsProcess(name: string, job: Job, config: Config): Promise<number> {
  const load = onceLoaded(() => job.load());
  // Beside the connection, unless it may turn out that nothing is to be done. What fails is reported where it is awaited.
  if (!job.idle) load().catch(() => undefined);
  const database = givenDatabase(config) ?? (await openEmbedded(config));
  const pool = openPool(database.url, { applicationName: `ezer ${name}`, max: CONNECTIONS });
  try {
    const report = await runJob({
      name,
      pool,
      schema: SCHEMA,
      concurrency: job.concurrency ?? undefined,
      prepared: isCurrentSql({ migrations, schema: SCHEMA }),
      idle: job.idle,
      prepare: () => bringSchemaUpToDate(database.migrationUrl, pool, name),
      work: async ({ id, signal }) => {
        const { work } = await load();
        const { EZER_JOB_SECONDS: seconds, EZER_JOB_ITEMS: items } = config.values;
        const budget = { seconds, items };
        return work({ config, pool, directUrl: database.migrationUrl, runId: id, signal, budget });
      },
    });
    await leaveNumbers(config, report);
    return report.exitCode;
  } finally {
    const isFree = await Promise.race([pool.end().then(() => true), pause(HELD_MS, false, { ref: false })]);
    await database.release();
    // A handler that never returned still holds a connection, which would keep this process alive: all is recorded.
    if (!isFree) setImmediate(() => process.exit());
  }
}

async function openEmbedded(config: Config): Promise<DatabaseHandle> {
  const { openDatabase } = await import('../embedded/index.ts');
  return openDatabase(config);
}

/** The numbers of this run for whoever watches. A full disk must not turn a good run into a bad one. */
async function leaveNumbers(config: Config, report: JobReport): Promise<void> {
  const folder = config.values.EZER_METRICS_DIR;
  if (folder === undefined) return;
  try {
    const { writeTextfile } = await import('../metrics/textfile.ts');
    await writeTextfile(folder, report);
  } catch (error) {
    process.stderr.write(
      `${report.job}: numbers not written to ${folder}: ${error instanceof Error ? error.message : error}\n`,
    );
  }
}

async function bringSchemaUpToDate(migrationUrl: string, pool: pg.Pool, name: string): Promise<void> {
  try {
    if (await isCurrent(pool, { migrations, schema: SCHEMA })) return;
    const { migrate } = await import('../store/migrate.ts');
    await migrate(migrationUrl, { migrations, schema: SCHEMA, applicationName: `ezer ${name}` });
  } catch (error) {
    if (error instanceof DatabaseNewer) throw new SchemaBehindError(error.message, { cause: error });
    throw error;
  }
}
