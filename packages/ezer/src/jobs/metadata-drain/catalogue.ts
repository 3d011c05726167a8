import type pg from 'pg';
import type { Handle, Tx } from 'pg-drains';
import { preparedOn } from '../../store/prepared.ts';
import { textOf } from '../texts.ts';
import { inLibrarySpelling, readCatalogueEntry } from './read.ts';
import { nameKeeper, storeCatalogueEntry } from './store.ts';

/**
 * Reads one decision after another. Loaded with the first one, because reading needs the whole of the law's words.
 *
 * @param dockets  gets those that are to be linked again
 */
export async function cataloguer(pool: pg.Pool, dockets: Set<string>): Promise<Handle> {
  const ensureNames = nameKeeper(pool);
  const query = await preparedOn(pool);
  return async ({ subject: decisionId, input: versionId }) => {
    const text = await textOf(pool, versionId);
    const entry = inLibrarySpelling(readCatalogueEntry(text));
    await ensureNames(entry);
    return {
      write: async (tx: Tx) => {
        const changed = await storeCatalogueEntry(tx, query, { decisionId, versionId, text, entry });
        for (const docket of changed) dockets.add(docket);
      },
      result: {
        dockets: entry.metadata.dockets.length,
        citations: entry.cases.length,
        statutes: entry.statutes.length,
      },
    };
  };
}
