import { inject, onTestFinished } from 'vitest';
import { createDatabaseOn, type TestDatabase } from './database-on.ts';

/**
 * A new, empty database on the test run's Postgres, dropped when the test that asked for it ends.
 *
 * @param template name of the database to copy; `template0` (empty) by default
 * @returns its connection URL
 */
export async function testDatabase(template = 'template0'): Promise<string> {
  const { url, drop } = await createDatabase(template);
  onTestFinished(drop);
  return url;
}

/** The same, for a whole file: the caller drops it (`afterAll(drop)`). */
export function createDatabase(template = 'template0'): Promise<TestDatabase> {
  return createDatabaseOn(inject('postgresUrl'), template);
}
