import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { migrate } from './index.ts';
import { deadlocks, one, openClient, until } from './testing/database.ts';
import { LIBRARY, SCHEMA, withStep } from './testing/library.ts';
import { outcomeOf, startProcess } from './testing/processes.ts';

const ROUNDS = process.env.TEST_LONG ? 20 : 3;
const order = { schema: SCHEMA, migrations: LIBRARY };

test('a step whose tables a drain holds in the opposite order gives way: the drain commits, then the step comes through', {
  timeout: 600_000,
}, async () => {
  const url = await testDatabase();
  await migrate(url, order);
  const drain = await openClient(url);
  const watcher = await openClient(url);
  await drain.query(`insert into library.book (title) values ('a'); insert into library.loan values (1, 'b')`);
  let migrations = LIBRARY;
  for (let round = 1; round <= ROUNDS; round += 1) {
    migrations = withStep(
      // Were book locked by its own statement, the drain would have waited for most of deadlock_timeout (1 s) when
      // the wait for loan begins, and the server would kill the drain before the step gives way.
      `alter table book add column a${round} integer;
         select pg_sleep(0.9);
         alter table loan add column b${round} integer;`,
      {},
      migrations,
    );
    await drain.query(`begin; update library.loan set reader = 'x'`);
    const migrator = startProcess({ ...order, url, migrations });
    await until(
      watcher,
      `select exists (select from pg_locks where relation = 'library.book'::regclass and mode = 'AccessExclusiveLock' and granted)`,
    );
    // The migrator has book and needs loan, the drain has loan and needs book. An error here would be the drain's.
    await drain.query(`update library.book set title = 'y'`);
    await drain.query('commit');
    const ended = await migrator.ended;
    expect(outcomeOf(ended)).toBe('applied');
    expect(ended.reports).toContainEqual(expect.objectContaining({ kind: 'step-yielded', sqlState: '55P03' }));
  }
  expect(await deadlocks(watcher)).toBe(0);
  expect(await one(watcher, 'select count(*)::int from library.schema_migration')).toBe(3 + ROUNDS);
});

test('a step that never gets its tables ends with its own error and has changed nothing', async () => {
  const url = await testDatabase();
  await migrate(url, order);
  const writer = await openClient(url);
  await writer.query('begin; lock table library.loan in row exclusive mode');
  const migrations = withStep('alter table loan add column due date');
  const ended = await startProcess({ ...order, url, migrations, stepMs: 500 }).ended;
  expect(ended.code).toBe(1);
  expect(ended.reports.at(-1)).toMatchObject({
    name: 'StepStarved',
    detail: { file: '0004_more.sql', sqlState: '55P03' },
  });
  await writer.query('commit');
  expect(await one(writer, 'select max(number) from library.schema_migration')).toBe(3);
});
