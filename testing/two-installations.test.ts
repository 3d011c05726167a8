import { expect, test } from 'vitest';
import { testLibrary } from './library.ts';
import { startEzer, temporaryFolder } from './process.ts';
import { folderOf, ruling } from './rulings.ts';

const DECISIONS = 20;

/**
 * Two data folders, two machines as far as the jobs know, and one database. It is one library then: what must not happen
 * twice is limited and fenced in the database, so the second installation is help and no danger.
 */
test('two installations on one database are one library: nothing is taken in or read twice', {
  timeout: 300_000,
}, async () => {
  const { store, url } = await testLibrary();
  const files = Array.from({ length: DECISIONS }, (_, i) => [`${i}.txt`, ruling({ docket: `ע"א ${9000 + i}/33` })]);
  const library = await folderOf(Object.fromEntries(files));
  const installations = await Promise.all(
    [1, 2].map(async () => ({ DATABASE_URL: url, EZER_DATA: await temporaryFolder(), EZER_LIBRARY: library })),
  );
  const inBoth = (job: string) => Promise.all(installations.map((env) => startEzer(['run', job], env).ended));

  for (const job of ['court-fetch', 'metadata-drain', 'halacha-drain']) {
    const ended = await inBoth(job);
    expect(ended.map(({ code, output }) => ({ code, output }))).toEqual([
      { code: 0, output: expect.any(String) },
      { code: 0, output: expect.any(String) },
    ]);
  }
  const { rows } = await store.pool.query(`
    select (select count(*)::int from ezer.decision) as decisions,
           (select count(*)::int from ezer.work where queue <> 'digest' and state = 'done') as done,
           (select count(*)::int from ezer.work where attempts <> 1 or deaths > 0) as again,
           (select count(*)::int from ezer.change where subject_kind = 'decision' and what = 'updated') as written,
           (select count(*)::int from ezer.job_run where outcome in ('failures', 'vanished')) as failed`);
  expect(rows).toEqual([{ decisions: DECISIONS, done: 2 * DECISIONS, again: 0, written: DECISIONS, failed: 0 }]);
});
