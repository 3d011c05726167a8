import { join } from 'node:path';
import { migrate } from 'pg-drains';
import type { Config } from '../config/index.ts';
import { openDatabase } from '../embedded/index.ts';
import { type ContentStore, folderContent } from './content.ts';
import { openStore, SCHEMA, type Store } from './database.ts';
import { migrations } from './migrations.gen.ts';

export interface OpenLibrary {
  url: string;
  store: Store;
  content: ContentStore;
  close(): Promise<void>;
}

/**
 * Everything a command works on: the database (embedded or `DATABASE_URL`), its schema made current by the one
 * migration path, and the content store.
 */
export async function openLibrary(
  config: Config,
  { applicationName = 'ezer', connections = 4 } = {},
): Promise<OpenLibrary> {
  const database = await openDatabase(config);
  const store = openStore(database.url, { applicationName, max: connections });
  const close = async () => {
    await store.close();
    await database.release();
  };
  try {
    await migrate(database.migrationUrl, { migrations, schema: SCHEMA, applicationName, queryable: store.pool });
  } catch (error) {
    await close();
    throw error;
  }
  return { url: database.url, store, content: folderContent(contentFolder(config)), close };
}

export const contentFolder = (config: Config): string => join(config.values.EZER_DATA, 'content');
