import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config/index.ts';
import type { Database } from '../store/database.ts';
import type { DirectoryOptions } from './directory.ts';

export interface ConfiguredFolder {
  path: string;
  options: Partial<DirectoryOptions>;
}

/** The folders that the settings name: of decisions, and of digest issues. Without any, the sample library. */
export function configuredFolders(config: Config): { decisions: ConfiguredFolder[]; digests: ConfiguredFolder[] } {
  const { EZER_LIBRARY, EZER_DIGESTS, EZER_SAMPLES, EZER_TEXT_FIELD, EZER_ID_FIELD } = config.values;
  const options = { textField: EZER_TEXT_FIELD, idField: EZER_ID_FIELD };
  const own = EZER_LIBRARY !== undefined || EZER_DIGESTS !== undefined;
  const samples = !own && EZER_SAMPLES ? samplesFolder() : null;
  const folder = (path: string | undefined, sample: string): ConfiguredFolder[] => {
    const chosen = path ?? (samples === null ? undefined : join(samples, sample));
    return chosen === undefined ? [] : [{ path: chosen, options }];
  };
  return { decisions: folder(EZER_LIBRARY, 'library'), digests: folder(EZER_DIGESTS, 'digests') };
}

/**
 * The folders to read into this library. Invented decisions are not mixed into one that has real ones: the samples are
 * left out as soon as anything came from elsewhere, also when the settings no longer name where from.
 */
export async function foldersToRead(config: Config, db: Database): Promise<ReturnType<typeof configuredFolders>> {
  const folders = configuredFolders(config);
  const samples = samplesFolder();
  if (samples === null || !folders.decisions.some((folder) => folder.path === join(samples, 'library'))) return folders;
  const elsewhere = await db
    .selectFrom('source_item')
    .innerJoin('source', 'source.id', 'source_item.source_id')
    .select('source.name')
    .where('source.name', 'not like', `%:${samples}/%`)
    .where('source_item.state', '=', 'ingested')
    .limit(1)
    .executeTakeFirst();
  return elsewhere === undefined ? folders : { decisions: [], digests: [] };
}

/** `samples/` of the checkout: beside the packages in source and in the bundle alike; null in an installation without. */
function samplesFolder(): string | null {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, 'samples', 'library'))) return join(at, 'samples');
  }
  return null;
}
