import { deriveWork, runDrain } from 'pg-drains';
import { SCHEMA } from '../../store/pool.ts';
import { decisionsToRead } from '../idle.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { onceLoaded } from '../once-loaded.ts';

const QUEUE = 'halacha';

/** Proposes the halachot of every decision whose reading is missing or stale. */
export async function work({ pool, directUrl, signal, budget }: JobContext): Promise<JobFacts> {
  await deriveWork(pool, decisionsToRead(QUEUE));
  const reader = onceLoaded(async () => (await import('./read.ts')).halachaReader(pool, QUEUE));
  let proposed = 0;
  const summary = await runDrain({
    pool,
    directUrl,
    schema: SCHEMA,
    queue: QUEUE,
    job: 'halacha-drain',
    handle: async (item) => {
      const answer = await (await reader())(item);
      proposed += answer.result.found;
      return answer;
    },
    batch: 50,
    parallel: 3,
    budget,
    itemSeconds: budget.seconds, // whoever hangs for a whole run fails, and after some attempts is a person's
    signal,
  });
  if (summary.done > 0) await (await import('../../principles/index.ts')).placeUnplaced(pool);
  return { ...summary, proposed };
}
