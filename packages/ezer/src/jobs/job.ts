import { DatabaseNewer, type JobReport, type JobResult, migrate, runJob, SchemaBehindError } from 'pg-drains';
import type { Config } from '../config/index.ts';
import { openDatabase } from '../embedded/index.ts';
import { type ContentStore, folderContent } from '../store/content.ts';
import { openStore, SCHEMA, type Store } from '../store/database.ts';
import { contentFolder } from '../store/library.ts';
import { migrations } from '../store/migrations.gen.ts';

/** What a job works with. */
export interface JobContext {
  config: Config;
  store: Store;
  /** a connection past any pooler, for what must be heard at once */
  directUrl?: string;
  content: ContentStore;
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
  /** The work itself, loaded only when the job really runs: start cost is module loading. */
  load(): Promise<{ work(context: JobContext): Promise<JobFacts> }>;
}

// Three for the drain itself (claims, completions, heartbeat), the rest for its handlers.
const CONNECTIONS = 8;

/**
 * Runs one job as this process: database, schema, `job_run` row, work, one summary line.
 *
 * @returns the exit code (`EXIT` of pg-drains)
 */
export async function runAsProcess(name: string, job: Job, config: Config): Promise<number> {
  const database = await openDatabase(config);
  const store = openStore(database.url, { applicationName: `ezer ${name}`, max: CONNECTIONS });
  try {
    const report = await runJob({
      name,
      pool: store.pool,
      schema: SCHEMA,
      concurrency: job.concurrency ?? undefined,
      prepare: () => bringSchemaUpToDate(database.migrationUrl, store, name),
      work: async ({ id, signal }) => {
        const { work } = await job.load();
        const { EZER_JOB_SECONDS: seconds, EZER_JOB_ITEMS: items } = config.values;
        const content = folderContent(contentFolder(config));
        return work({
          config,
          store,
          directUrl: database.migrationUrl,
          content,
          runId: id,
          signal,
          budget: { seconds, items },
        });
      },
    });
    await leaveNumbers(config, report);
    return report.exitCode;
  } finally {
    await store.close();
    await database.release();
  }
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

async function bringSchemaUpToDate(migrationUrl: string, store: Store, name: string): Promise<void> {
  try {
    await migrate(migrationUrl, { migrations, schema: SCHEMA, applicationName: `ezer ${name}`, queryable: store.pool });
  } catch (error) {
    if (error instanceof DatabaseNewer) throw new SchemaBehindError(error.message, { cause: error });
    throw error;
  }
}
