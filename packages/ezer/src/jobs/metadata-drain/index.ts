import { RULES_ENGINE } from 'hebrew-law';
import type pg from 'pg';
import { deriveWork, runDrain } from 'pg-drains';
import { TOKENIZER_VERSION } from '../../search/tokenizer-version.ts';
import { SCHEMA } from '../../store/pool.ts';
import { isIdle, NOTHING_TO_DO } from '../idle.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { onceLoaded } from '../once-loaded.ts';
import { DECISIONS_TO_READ } from '../texts.ts';

const QUEUE = 'metadata';

/** Catalogues every decision whose metadata is missing or stale, then links the citations. */
export async function work({ pool, directUrl, signal, budget }: JobContext): Promise<JobFacts> {
  const engine = `${RULES_ENGINE.name}/${RULES_ENGINE.version} words/${TOKENIZER_VERSION}`;
  const derived = await deriveWork(pool, { schema: SCHEMA, queue: QUEUE, select: DECISIONS_TO_READ, values: [engine] });
  const mayEnd = derived.removed === 0 && (await isIdle(pool, QUEUE)) && !(await isLinkingOwed(pool));
  if (mayEnd) return NOTHING_TO_DO;
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
  const { rows } = await pool.query<{ owed: boolean }>(LINKING_OWED);
  return rows[0]?.owed ?? true;
}

// A run that linked says so in its summary. One that died gets its end from the next start.
const LINKING_OWED = `
  with recent as (
    select outcome, summary ? 'linked' as linked, started_at, ended_at
      from ezer.job_run where job = 'metadata-drain' and ended_at is not null order by started_at desc limit 50
  )
  select exists (
    select from recent r where not coalesce(r.linked, false) and r.outcome in ('vanished', 'failures')
       and r.ended_at > coalesce((select max(l.started_at) from recent l where l.linked), '-infinity')
  ) as owed`;
