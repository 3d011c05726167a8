import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { runEzer, startEzer, temporaryFolder, until } from '../../../../testing/process.ts';
import type { Store } from '../store/database.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'samples');

describe('several at once', () => {
  test('two processes on one folder: everything once, and no error', { timeout: 120_000 }, async () => {
    const { url, store } = await testLibrary();
    const data = await temporaryFolder();
    const env = { DATABASE_URL: url, EZER_DATA: data };
    const runs = await Promise.all([1, 2].map(() => runEzer(['ingest', join(SAMPLES, 'library'), '--json'], env)));
    for (const run of runs) {
      expect(run.code, run.output).toBe(0);
      expect(run.output).toMatch(/"refused": 0/);
    }
    expect(await countOf(store, 'decision')).toBe(30);
    expect(await countOf(store, 'decision_version')).toBe(30);
    const ingested = await store.db
      .selectFrom('source_item')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('state', '=', 'ingested')
      .executeTakeFirstOrThrow();
    expect(Number(ingested.count)).toBe(30);
  });

  test('killed in the middle, the next run finishes the folder', { timeout: 120_000 }, async () => {
    const { url, store } = await testLibrary();
    const env = { DATABASE_URL: url, EZER_DATA: await temporaryFolder() };
    for (const atLeast of [3, 14]) {
      const { child, ended } = startEzer(['ingest', join(SAMPLES, 'library')], env);
      await until(`${atLeast} decisions`, async () => (await countOf(store, 'decision')) >= atLeast);
      child.kill('SIGKILL');
      await ended;
    }
    expect((await runEzer(['ingest', join(SAMPLES, 'library')], env)).code).toBe(0);
    expect(await countOf(store, 'decision')).toBe(30);
    expect(await countOf(store, 'decision_version')).toBe(30);
    expect(await countOf(store, 'document')).toBe(30);
  });
});

async function countOf(store: Store, table: 'decision' | 'decision_version' | 'document'): Promise<number> {
  const row = await store.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
