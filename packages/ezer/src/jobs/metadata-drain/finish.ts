import type pg from 'pg';
import { linkLibrary } from '../../citator/index.ts';
import { storeOn } from '../../store/database.ts';
import { TIDY_SEARCH } from './statements.ts';

/**
 * What follows on decisions that were read or went away: the search index is tidied, citations are linked.
 *
 * @param dockets  what is to be linked again; null: the whole library
 */
export async function finish(
  pool: pg.Pool,
  { hasNewWords, dockets }: { hasNewWords: boolean; dockets: ReadonlySet<string> | null },
): Promise<{ linked: number; gaps: number }> {
  if (hasNewWords) await pool.query(TIDY_SEARCH);
  const linked = await linkLibrary(storeOn(pool).db, dockets ?? undefined);
  return { linked: linked.citations, gaps: linked.gapsOpened };
}
