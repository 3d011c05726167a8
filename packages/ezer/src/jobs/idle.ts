import { RULES_ENGINE } from 'hebrew-law';
import type pg from 'pg';
import { type DeriveOptions, type Idle, nothingToDo } from 'pg-drains';
import { TOKENIZER_VERSION } from '../search/tokenizer-version.ts';
import { SCHEMA } from '../store/pool.ts';
import type { JobFacts } from './job.ts';
import { DECISIONS_TO_READ } from './texts.ts';
import type { JobName } from './timetable.ts';

/** What a drain that reads decisions works on. */
export function decisionsToRead(queue: 'metadata' | 'halacha'): DeriveOptions {
  const engine = `${RULES_ENGINE.name}/${RULES_ENGINE.version} words/${TOKENIZER_VERSION}`;
  return { schema: SCHEMA, queue, select: DECISIONS_TO_READ, values: [engine] };
}

/** The summary of a drain whose queue was empty. */
export const NOTHING_TO_DO: JobFacts = {
  outcome: 'nothing-to-do',
  reason: null,
  claimed: 0,
  done: 0,
  retried: 0,
  held: 0,
  dead: 0,
  lost: 0,
  released: 0,
  cost: 0,
};

/** Lies here and not with the work, because it is asked before the work is loaded. */
export const idleReader = (queue: 'metadata' | 'halacha', facts: object = {}, unless?: string): Idle<JobFacts> =>
  nothingToDo(decisionsToRead(queue), { ...NOTHING_TO_DO, ...facts }, unless);

/** The question on its own, for a job that must do something else before it can be asked. */
export async function isIdle(pool: pg.Pool, { sql, values }: Idle<JobFacts>): Promise<boolean> {
  const { rows } = await pool.query<{ idle: boolean }>(`select ${sql} as idle`, values);
  return rows[0]?.idle ?? false;
}

/**
 * Did a run of this job die, or fail, between its work and its linking, and has none linked since? A run that linked
 * says so in its summary. One that died gets its end from the next start.
 */
export const linkingOwed = (job: JobName): string => `(
  with recent as (
    select outcome, summary ? 'linked' as linked, started_at, ended_at
      from ezer.job_run where job = '${job}' order by started_at desc limit 50
  )
  select exists (
    select from recent r where not coalesce(r.linked, false) and r.outcome in ('vanished', 'failures')
       and r.ended_at > coalesce((select max(l.started_at) from recent l where l.linked), '-infinity')
  ))`;

/** The same question, asked alone. */
export async function isLinkingOwed(pool: pg.Pool, job: JobName): Promise<boolean> {
  const { rows } = await pool.query<{ owed: boolean }>(`select ${linkingOwed(job)} as owed`);
  return rows[0]?.owed ?? true;
}
