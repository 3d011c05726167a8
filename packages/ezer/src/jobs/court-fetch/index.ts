import { closeSandbox } from 'hebrew-documents';
import { foldersToRead } from '../../sources/configured.ts';
import { SourceMissing, walkDirectory } from '../../sources/directory.ts';
import { type IngestCounts, ingestAll } from '../../sources/ingest-all.ts';
import { noteHealth, sourceNamed } from '../../sources/source.ts';
import { folderContent } from '../../store/content.ts';
import { storeOn } from '../../store/database.ts';
import { contentFolder } from '../../store/library.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { answerFetchRequests } from './requests.ts';

/** Takes in what the sources have that the library has not, and ends every open fetch request. */
export async function work(context: JobContext): Promise<JobFacts> {
  const { config, pool, signal, budget } = context;
  const [store, content] = [storeOn(pool), folderContent(contentFolder(config))];
  const deadline = AbortSignal.timeout(budget.seconds * 1000);
  const stop = AbortSignal.any([signal, deadline]);
  let counts: IngestCounts | undefined;
  const problems: string[] = [];
  try {
    for (const folder of (await foldersToRead(config, store.db)).decisions) {
      if (stop.aborted) break;
      const sourceId = await sourceNamed(store.db, `directory:${folder.path}`, 'directory');
      try {
        const offers = walkDirectory(folder.path, { ...folder.options, signal: stop });
        counts = await ingestAll(offers, { store, content, sourceId }, { counts, signal: stop });
        await noteHealth(store.db, sourceId, null);
      } catch (error) {
        if (!(error instanceof SourceMissing)) throw error;
        problems.push(error.message);
        await noteHealth(store.db, sourceId, error.message);
      }
    }
    const requests = await answerFetchRequests(store.db);
    const { ingested = 0, duplicate = 0, unchanged = 0, refused = 0 } = counts?.states ?? {};
    const outcome = outcomeOf(signal, deadline, problems, ingested + refused + requests);
    return { outcome, reason: problems[0] ?? null, ingested, duplicate, unchanged, refused, requests };
  } finally {
    await closeSandbox();
  }
}

function outcomeOf(signal: AbortSignal, deadline: AbortSignal, problems: string[], done: number): JobFacts['outcome'] {
  if (problems.length > 0) return 'failures';
  if (signal.aborted) return 'stopped';
  if (deadline.aborted) return 'budget-reached';
  return done > 0 ? 'drained' : 'nothing-to-do';
}
