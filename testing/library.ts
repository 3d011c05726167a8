import { migrate } from 'pg-drains';
import { onTestFinished } from 'vitest';
import { openStore, SCHEMA, type Store } from '../packages/ezer/src/store/database.ts';
import { migrations } from '../packages/ezer/src/store/migrations.gen.ts';
import { testDatabase } from './database.ts';

/** An empty library with the current schema: the store, and the URL for processes of the test's own. */
export async function testLibrary(): Promise<{ store: Store; url: string }> {
  const url = await testDatabase();
  await migrate(url, { migrations, schema: SCHEMA });
  const store = openStore(url, { applicationName: 'test' });
  onTestFinished(() => store.close());
  return { store, url };
}
