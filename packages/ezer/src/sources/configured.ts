import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config/index.ts';
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

/** `samples/` of the checkout: beside the packages in source and in the bundle alike; null in an installation without. */
function samplesFolder(): string | null {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, 'samples', 'library'))) return join(at, 'samples');
  }
  return null;
}
