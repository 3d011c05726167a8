import { deriveWork, runDrain } from 'pg-drains';
import { SCHEMA } from '../../store/pool.ts';
import { decisionsToRead, isLinkingOwed } from '../idle.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { onceLoaded } from '../once-loaded.ts';

const QUEUE = 'metadata';

/** Catalogues every decision whose metadata is missing or stale, then links the citations. */
export async function work({ pool, directUrl, signal, budget }: JobContext): Promise<JobFacts> {
  const derived = await deriveWork(pool, decisionsToRead(QUEUE));
  const dockets = new Set<string>();
  const catalogue = onceLoaded(async () => (await import('./catalogue.ts')).cataloguer(pool, dockets));
  const summary = await runDrain({
    pool,
    directUrl,
    schema: SCHEMA,
    queue: QUEUE,
    job: 'metadata-drain',
    handle: async (item, context) => (await catalogue())(item, context),
    batch: 100,
    parallel: 5,
    budget,
    itemSeconds: budget.seconds,
    signal,
  });
  // What a decision that went away had cited, and what a run that died had read, nobody knows any more.
  const isWhole = derived.removed > 0 || (await isLinkingOwed(pool, 'metadata-drain'));
  if (summary.claimed === 0 && !isWhole) return { ...summary };
  const { finish } = await import('./finish.ts');
  return { ...summary, ...(await finish(pool, { hasNewWords: summary.done > 0, dockets: isWhole ? null : dockets })) };
}
