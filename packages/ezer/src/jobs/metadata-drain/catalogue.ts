import type pg from 'pg';
import type { Handle, Tx } from 'pg-drains';
import { preparedOn } from '../../store/prepared.ts';
import { textOf } from '../texts.ts';
import { inLibrarySpelling, readCatalogueEntry } from './read.ts';
import { nameKeeper, storeCatalogueEntry } from './store.ts';

/** Reads one decision after another. Loaded with the first one, because reading needs the whole of the law's words. */
export async function cataloguer(pool: pg.Pool): Promise<Handle> {
  const ensureNames = nameKeeper(pool);
  const query = await preparedOn(pool);
  return async ({ subject: decisionId, input: versionId }) => {
    const text = await textOf(pool, versionId);
    const entry = inLibrarySpelling(readCatalogueEntry(text));
    await ensureNames(entry);
    return {
      write: (tx: Tx) => storeCatalogueEntry(tx, query, { decisionId, versionId, text, entry }),
      result: {
        dockets: entry.metadata.dockets.length,
        citations: entry.cases.length,
        statutes: entry.statutes.length,
      },
    };
  };
}
