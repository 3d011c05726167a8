import { deriveWork, type Item, runDrain, type Tx } from 'pg-drains';
import { type Engine, rulesEngine } from '../../engines/index.ts';
import { TOKENIZER_VERSION } from '../../search/entry.ts';
import { SCHEMA, type Store } from '../../store/database.ts';
import { type Prepared, preparedOn } from '../../store/prepared.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { DECISIONS_TO_READ, textOf } from '../texts.ts';
import { storeHalachot } from './store.ts';

const QUEUE = 'halacha';

/** Proposes the halachot of every decision whose reading is missing or stale. */
export async function work({ store, directUrl, signal, budget }: JobContext): Promise<JobFacts> {
  const engine = rulesEngine;
  const fingerprint = `${engine.name}/${engine.version} words/${TOKENIZER_VERSION}`;
  await deriveWork(store.pool, { schema: SCHEMA, queue: QUEUE, select: DECISIONS_TO_READ, values: [fingerprint] });
  const query = await preparedOn(store.pool);
  let proposed = 0;
  const summary = await runDrain({
    pool: store.pool,
    directUrl,
    schema: SCHEMA,
    queue: QUEUE,
    job: 'halacha-drain',
    handle: async (item) => {
      const answer = await readHalachot(store, query, engine, item);
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

async function readHalachot(
  store: Store,
  query: Prepared,
  engine: Engine,
  { subject: decisionId, input: versionId }: Item,
) {
  const candidates = await engine.extract(await textOf(store, versionId));
  return {
    write: (tx: Tx) => storeHalachot(tx, query, { decisionId, versionId, engine, candidates }),
    // "Looked, and found none" is a result of its own: `found: 0` on a row that is done.
    result: { found: candidates.length, ...(await foundBefore(store, decisionId)) },
  };
}

/** What the reading before found: the supervisor looks at readings that shrink. */
async function foundBefore({ pool }: Store, decisionId: string): Promise<{ before?: number }> {
  const { rows } = await pool.query<{ found: number | null }>(FOUND_BEFORE, [QUEUE, decisionId]);
  const before = rows[0]?.found ?? null;
  return before === null ? {} : { before };
}

const FOUND_BEFORE = `select (result ->> 'found')::int as found from ezer.work where queue = $1 and subject = $2`;
