import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { advisoryLocks, one, openClient, until } from './testing/database.ts';
import { LIBRARY, SCHEMA, withStep } from './testing/library.ts';
import { outcomeOf, startProcess } from './testing/processes.ts';

const order = { schema: SCHEMA, migrations: LIBRARY };

/** Recorded steps and steps that left their effect are the same, whenever one looks. */
const LEDGER_IS_TRUE = `
  select coalesce((select jsonb_agg(number order by number) from library.schema_migration), '[]')
       = coalesce((select jsonb_agg(step order by step) from library.effect), '[]')`;

test('SIGKILL at every boundary between two statements: the next start finishes, and nothing is half done', {
  timeout: 300_000,
}, async () => {
  let deaths = 0;
  for (let dieAt = 0; ; dieAt += 1) {
    const url = await testDatabase();
    const db = await openClient(url);
    const first = await startProcess({ ...order, url, dieAt }).ended;
    if (first.signal !== 'SIGKILL') {
      expect(outcomeOf(first)).toBe('applied');
      break;
    }
    deaths += 1;
    const hasEffects = await one(db, `select to_regclass('library.effect') is not null`);
    if (hasEffects) expect(await one(db, LEDGER_IS_TRUE), `after death at event ${dieAt}`).toBe(true);

    const second = await startProcess({ ...order, url }).ended;
    expect(['applied', 'current'], `after death at event ${dieAt}`).toContain(outcomeOf(second));
    expect(await one(db, 'select jsonb_agg(step order by step) from library.effect')).toEqual([1, 2, 3]);
    expect(await one(db, LEDGER_IS_TRUE)).toBe(true);
    expect(await advisoryLocks(db)).toBe(0);
  }
  // lock taken, pending, and for each step: started, its statements, committing, applied; then released
  expect(deaths).toBe(2 + 3 * 3 + (4 + 3 + 2) + 1);
});

test('SIGKILL in the middle of a long statement: the server notices within seconds and the next start finishes', {
  timeout: 60_000,
}, async () => {
  const url = await testDatabase();
  const db = await openClient(url);
  await db.query('create table long_day (is_long boolean not null)');
  await db.query('insert into long_day values (true)');
  const migrations = withStep(
    'insert into effect (step) values (4);\nselect pg_sleep(600) from public.long_day where is_long;',
  );
  const first = startProcess({ ...order, url, migrations });
  await until(
    db,
    `select exists (select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database())`,
  );
  await db.query('update long_day set is_long = false');

  const second = startProcess({ ...order, url, migrations, gated: true });
  await second.report((report) => report.kind === 'ready');
  first.kill();
  expect((await first.ended).signal).toBe('SIGKILL');
  const killed = performance.now();
  second.go();
  expect(outcomeOf(await second.ended)).toBe('applied');
  expect(performance.now() - killed).toBeLessThan(5_000);
  expect(await one(db, 'select jsonb_agg(step order by step) from library.effect')).toEqual([1, 2, 3, 4]);
  expect(await one(db, LEDGER_IS_TRUE)).toBe(true);
  expect(await advisoryLocks(db)).toBe(0);
});

test('SIGKILL of an idle holder: the waiting process goes on at once', { timeout: 60_000 }, async () => {
  const url = await testDatabase();
  const db = await openClient(url);
  await db.query('create table gate ()');
  await db.query('begin; lock table gate');
  // The holder yields at the gate again and again; between two tries it holds the lock and no transaction.
  const migrations = withStep('table public.gate; insert into effect (step) values (4);');
  const first = startProcess({ ...order, url, migrations });
  await first.report((report) => report.kind === 'step-yielded');
  const second = startProcess({ ...order, url, migrations });
  await second.report((report) => report.kind === 'waiting');
  first.kill();
  await first.ended;
  await second.report((report) => report.kind === 'lock-taken');
  await db.query('commit');
  expect(outcomeOf(await second.ended)).toBe('applied');
  expect(await one(db, LEDGER_IS_TRUE)).toBe(true);
});
