import type pg from 'pg';
import type { Item, Tx } from 'pg-drains';
import { rulesEngine } from '../../engines/index.ts';
import { preparedOn } from '../../store/prepared.ts';
import { textOf } from '../texts.ts';
import { storeHalachot } from './store.ts';

/** Reads one decision after another with the rules engine. Loaded with the first one. */
export async function halachaReader(pool: pg.Pool, queue: string) {
  const engine = rulesEngine;
  const query = await preparedOn(pool);
  return async ({ subject: decisionId, input: versionId }: Item) => {
    const candidates = await engine.extract(await textOf(pool, versionId));
    return {
      write: (tx: Tx) => storeHalachot(tx, query, { decisionId, versionId, engine, candidates }),
      // "Looked, and found none" is a result of its own: `found: 0` on a row that is done.
      result: { found: candidates.length, ...(await foundBefore(pool, queue, decisionId)) },
    };
  };
}

/** What the reading before found: the supervisor looks at readings that shrink. */
async function foundBefore(pool: pg.Pool, queue: string, decisionId: string): Promise<{ before?: number }> {
  const { rows } = await pool.query<{ found: number | null }>(FOUND_BEFORE, [queue, decisionId]);
  const before = rows[0]?.found ?? null;
  return before === null ? {} : { before };
}

const FOUND_BEFORE = `select (result ->> 'found')::int as found from ezer.work where queue = $1 and subject = $2`;
