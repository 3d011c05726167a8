import type pg from 'pg';
import { deriveWork, runDrain } from 'pg-drains';
import { SCHEMA } from '../../store/pool.ts';
import { decisionsToRead, linkingOwed } from '../idle.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { onceLoaded } from '../once-loaded.ts';

const QUEUE = 'metadata';

/** Catalogues every decision whose metadata is missing or stale, then links the citations. */
export async function work({ pool, directUrl, signal, budget }: JobContext): Promise<JobFacts> {
  const derived = await deriveWork(pool, decisionsToRead(QUEUE));
  const catalogue = onceLoaded(async () => (await import('./catalogue.ts')).cataloguer(pool));
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
    signal,
  });
  if (summary.claimed === 0 && derived.removed === 0 && !(await isLinkingOwed(pool))) return { ...summary };
  const { finish } = await import('./finish.ts');
  return { ...summary, ...(await finish(pool, summary.done > 0)) };
}

/** Did a run die, or fail, between its work and its linking, and has none linked since? */
async function isLinkingOwed(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ owed: boolean }>(`select ${linkingOwed('metadata-drain')} as owed`);
  return rows[0]?.owed ?? true;
}
