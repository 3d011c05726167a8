import { expect, test } from 'vitest';
import { CHAIN } from '../packages/ezer/src/jobs/index.ts';
import { openWire } from '../packages/pg-drains/src/migrate/testing/wire.ts';
import { libraryOf } from './catalogue.ts';
import { runEzer, temporaryFolder } from './process.ts';
import { folderOf, RULE, ruling } from './rulings.ts';

/**
 * What each job says to the server when there is nothing to do, its row in `job_run` included. A drain asks one question.
 * Who walks a folder begins and ends a run, and asks what is known of the files (500 in one question); the supervisor
 * looks at everything.
 */
const STATEMENTS = {
  'metadata-drain': 1,
  'halacha-drain': 1,
  digest: 6,
  'court-fetch': 6,
  'halacha-supervisor': 13,
};

test('every job at once on a library that is up to date: no herd', { timeout: 300_000 }, async () => {
  const folders = {
    EZER_LIBRARY: await folderOf({ 'a.txt': ruling({ reasons: [RULE] }), 'b.txt': ruling({ docket: 'ע"א 9002/33' }) }),
    EZER_DIGESTS: await folderOf({ 'issue.txt': 'עלון פסיקה\n\nע"א 9002/33: הערעור התקבל.' }),
  };
  const { store, url, run } = await libraryOf(null, folders);
  for (const job of CHAIN) await run(job);
  const env = { ...folders, EZER_DATA: await temporaryFolder() };

  const starts = await Promise.all(
    CHAIN.map(async (job) => {
      const wire = await openWire(url);
      const { code, output } = await runEzer(['run', job], { ...env, DATABASE_URL: wire.url });
      return { job, code, output, statements: wire.statements.reduce((sum, n) => sum + n, 0) };
    }),
  );
  for (const { code, output } of starts) expect(code, output).toBe(0);
  expect(Object.fromEntries(starts.map(({ job, statements }) => [job, statements]))).toEqual(STATEMENTS);
  // Each of them is a run that the pages, the supervisor and the metrics know of.
  const { rows } = await store.pool.query('select job, outcome from ezer.job_run order by job');
  expect(rows).toEqual([
    { job: 'court-fetch', outcome: 'nothing-to-do' },
    { job: 'digest', outcome: 'nothing-to-do' },
    { job: 'halacha-drain', outcome: 'nothing-to-do' },
    { job: 'halacha-supervisor', outcome: 'drained' },
    { job: 'metadata-drain', outcome: 'nothing-to-do' },
  ]);
});
