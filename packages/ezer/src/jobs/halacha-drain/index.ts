import { RULES_ENGINE } from 'hebrew-law';
import { deriveWork, runDrain } from 'pg-drains';
import { TOKENIZER_VERSION } from '../../search/tokenizer-version.ts';
import { SCHEMA } from '../../store/pool.ts';
import { isIdle, NOTHING_TO_DO } from '../idle.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { onceLoaded } from '../once-loaded.ts';
import { DECISIONS_TO_READ } from '../texts.ts';

const QUEUE = 'halacha';

/** Proposes the halachot of every decision whose reading is missing or stale. */
export async function work({ pool, directUrl, signal, budget }: JobContext): Promise<JobFacts> {
  const fingerprint = `${RULES_ENGINE.name}/${RULES_ENGINE.version} words/${TOKENIZER_VERSION}`;
  await deriveWork(pool, { schema: SCHEMA, queue: QUEUE, select: DECISIONS_TO_READ, values: [fingerprint] });
  if (await isIdle(pool, QUEUE)) return { ...NOTHING_TO_DO, proposed: 0 };
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
    signal,
  });
  return { ...summary, proposed };
}
