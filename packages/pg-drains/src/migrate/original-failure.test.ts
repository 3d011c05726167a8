import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { type Migration, migrate } from './index.ts';
import { startChild } from './testing/child.ts';
import { advisoryLocks, deadlocks, one, openClient, until } from './testing/database.ts';
import { LIBRARY, SCHEMA } from './testing/library.ts';
import { outcomeOf, startProcess } from './testing/processes.ts';

const ROUNDS = process.env.TEST_LONG ? 100 : 4;
const TABLES = ['author', 'book_copy', 'branch'];
/** Three jobs of one minute; each starts with another table, so that all of them together go in a circle. */
const JOBS = TABLES.map((_, job) => TABLES.map((_, place) => TABLES[(job + place) % TABLES.length] ?? ''));
const ddl = (table: string) => `alter table library.${table} add column if not exists seen_at timestamptz`;

async function threeTables() {
  const url = await testDatabase();
  await migrate(url, { schema: SCHEMA, migrations: LIBRARY });
  const db = await openClient(url);
  for (const table of TABLES) await db.query(`create table library.${table} (id int)`);
  return { url, db };
}

test('the original failure: three jobs that apply their DDL at the start, in opposite order, kill each other', async () => {
  const { url, db } = await threeTables();
  const jobs = JOBS.map((tables) =>
    startChild(new URL('./testing/bare-job.ts', import.meta.url), url, ...tables.map(ddl)),
  );
  for (const job of jobs) expect(await job.next()).toEqual({ did: 'first' });
  for (const job of jobs) job.say('go on');
  const ends = await Promise.all(jobs.map((job) => job.next()));
  expect(ends).toContainEqual({ sqlState: '40P01' });
  await Promise.all(jobs.map((job) => job.ended));
  await until(db, `select deadlocks > 0 from pg_stat_database where datname = current_database()`);
});

test(`the same three jobs under the migration lock: ${ROUNDS} rounds without a deadlock, and no lock is left`, {
  timeout: 600_000,
}, async () => {
  const { url, db } = await threeTables();
  for (let round = 1; round <= ROUNDS; round += 1) {
    // A ledger for each job and round: they are three programs that know nothing of each other but the lock.
    const jobs = JOBS.map((tables, job) => {
      const sql = tables.map((table) => `alter table ${table} add column r${round}_${job} int`).join(';\n');
      const migrations: Migration[] = [{ number: 1, name: 'opposite', breaking: false, sql }];
      return startProcess({ url, schema: SCHEMA, ledger: `ledger_${round}_${job}`, migrations, gated: true });
    });
    await Promise.all(jobs.map((job) => job.report(({ kind }) => kind === 'ready')));
    for (const job of jobs) job.go();
    const ends = await Promise.all(jobs.map((job) => job.ended));
    expect(ends.map(outcomeOf)).toEqual(['applied', 'applied', 'applied']);
    expect(await advisoryLocks(db)).toBe(0);
  }
  expect(await deadlocks(db)).toBe(0);
  expect(await one(db, `select count(*)::int from pg_locks where relation::regclass::text like 'library.%'`)).toBe(0);
});
