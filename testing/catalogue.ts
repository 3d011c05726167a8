import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeSandbox } from 'hebrew-documents';
import { onTestFinished } from 'vitest';
import { type Config, loadConfig } from '../packages/ezer/src/config/index.ts';
import { JOBS, type JobContext, type JobName } from '../packages/ezer/src/jobs/index.ts';
import { walkDirectory } from '../packages/ezer/src/sources/directory.ts';
import { ingestAll } from '../packages/ezer/src/sources/ingest-all.ts';
import { sourceNamed } from '../packages/ezer/src/sources/source.ts';
import { type ContentStore, folderContent } from '../packages/ezer/src/store/content.ts';
import type { Store } from '../packages/ezer/src/store/database.ts';
import { contentFolder } from '../packages/ezer/src/store/library.ts';
import { testLibrary } from './library.ts';
import { temporaryFolder } from './process.ts';

export const SAMPLES = join(import.meta.dirname, '..', 'samples');

export interface SampleTruth {
  id: string;
  kind: string | null;
  court: string | null;
  dockets: string[];
  date: string | null;
  judges: string[];
  outcome: string | null;
}

/** What a faultless reader would find in each sample decision, by the name of its file without its ending. */
export function sampleTruth(): Map<string, SampleTruth> {
  const lines = readFileSync(join(SAMPLES, 'truth', 'decisions.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as SampleTruth).map((truth) => [truth.id, truth]));
}

/** A library of a test's own with what lies in `folder`, and a way to run a job's work on it in this process. */
export async function libraryOf(folder: string | null, env: Record<string, string> = {}) {
  const { store, url } = await testLibrary();
  const config: Config = loadConfig({
    EZER_SAMPLES: 'off',
    DATABASE_URL: url,
    EZER_DATA: await temporaryFolder(),
    ...env,
  });
  const content = folderContent(contentFolder(config));
  if (folder !== null) await takeIn(store, content, folder);
  const context = {
    config,
    pool: store.pool,
    runId: '',
    signal: new AbortController().signal,
    budget: { seconds: 300 },
  };
  const run = async (job: JobName, over: Partial<JobContext> = {}) =>
    (await JOBS[job].load()).work({ ...context, ...over });
  return { store, url, content, config, run, takeIn: (path: string) => takeIn(store, content, path) };
}

async function takeIn(store: Store, content: ContentStore, folder: string): Promise<void> {
  onTestFinished(closeSandbox);
  const sourceId = await sourceNamed(store.db, `directory:${folder}`, 'directory');
  await ingestAll(walkDirectory(folder), { store, content, sourceId });
}
