import type pg from 'pg';
import { linkLibrary } from '../../citator/index.ts';
import { storeOn } from '../../store/database.ts';
import { TIDY_SEARCH } from './statements.ts';

/** What follows on decisions that were read or went away: the search index is tidied, citations are linked. */
export async function finish(pool: pg.Pool, hasNewWords: boolean): Promise<{ linked: number; gaps: number }> {
  if (hasNewWords) await pool.query(TIDY_SEARCH);
  const linked = await linkLibrary(storeOn(pool).db);
  return { linked: linked.citations, gaps: linked.gapsOpened };
}
