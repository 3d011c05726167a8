import { inject, onTestFinished } from 'vitest';
import { openStore, type Store } from '../packages/ezer/src/store/database.ts';
import { testDatabase } from './database.ts';

/** An empty library with the current schema: the store, and the URL for processes of the test's own. */
export async function testLibrary(): Promise<{ store: Store; url: string }> {
  const url = await testDatabase(inject('libraryTemplate'));
  const store = openStore(url, { applicationName: 'test' });
  onTestFinished(() => store.close());
  return { store, url };
}
