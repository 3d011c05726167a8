import { expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { runEzer } from '../../../../testing/process.ts';
import { folderOf, ruling } from '../../../../testing/rulings.ts';

test('a reading that never comes to an end costs one run and one attempt, not the job', {
  timeout: 120_000,
}, async () => {
  const { store, url } = await libraryOf(await folderOf({ 'a.txt': ruling() }));
  // What the handler reads is locked for as long as this test likes.
  const holder = await store.pool.connect();
  await holder.query('begin; lock table ezer.decision_version in access exclusive mode');
  const { code, output } = await runEzer(['run', 'halacha-drain'], { DATABASE_URL: url, EZER_JOB_SECONDS: '2' });
  expect(code).toBe(1);
  expect(output).toMatch(/^halacha-drain failures claimed=1 retried=1/);
  const { rows } = await store.pool.query(
    `select state, attempts, errors -> 0 ->> 'class' as class from ezer.work where queue = 'halacha'`,
  );
  expect(rows).toEqual([{ state: 'waiting', attempts: 1, class: 'timeout' }]);
  await holder.query('rollback');
  holder.release();
});
