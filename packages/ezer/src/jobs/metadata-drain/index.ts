import { RULES_ENGINE } from 'hebrew-law';
import { deriveWork, type Item, runDrain, type Tx } from 'pg-drains';
import { linkLibrary } from '../../citator/index.ts';
import { TOKENIZER_VERSION } from '../../search/entry.ts';
import { SCHEMA, type Store } from '../../store/database.ts';
import { type Prepared, preparedOn } from '../../store/prepared.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { DECISIONS_TO_READ, textOf } from '../texts.ts';
import { inLibrarySpelling, readCatalogueEntry } from './read.ts';
import { TIDY_SEARCH } from './statements.ts';
import { nameKeeper, storeCatalogueEntry } from './store.ts';

const QUEUE = 'metadata';

/** Catalogues every decision whose metadata is missing or stale, then links the citations. */
export async function work({ store, directUrl, signal, budget }: JobContext): Promise<JobFacts> {
  const engine = `${RULES_ENGINE.name}/${RULES_ENGINE.version} words/${TOKENIZER_VERSION}`;
  await deriveWork(store.pool, { schema: SCHEMA, queue: QUEUE, select: DECISIONS_TO_READ, values: [engine] });
  const ensureNames = nameKeeper(store.pool);
  const query = await preparedOn(store.pool);
  const summary = await runDrain({
    pool: store.pool,
    directUrl,
    schema: SCHEMA,
    queue: QUEUE,
    job: 'metadata-drain',
    handle: (item) => catalogue(store, ensureNames, query, item),
    batch: 100,
    parallel: 5,
    budget,
    signal,
  });
  if (summary.done > 0) await store.pool.query(TIDY_SEARCH);
  const linked = await linkLibrary(store.db);
  return { ...summary, linked: linked.citations, gaps: linked.gapsOpened };
}

async function catalogue(
  store: Store,
  ensureNames: ReturnType<typeof nameKeeper>,
  query: Prepared,
  { subject: decisionId, input: versionId }: Item,
) {
  const text = await textOf(store, versionId);
  const entry = inLibrarySpelling(readCatalogueEntry(text));
  await ensureNames(entry);
  return {
    write: (tx: Tx) => storeCatalogueEntry(tx, query, { decisionId, versionId, text, entry }),
    result: { dockets: entry.metadata.dockets.length, citations: entry.cases.length, statutes: entry.statutes.length },
  };
}
