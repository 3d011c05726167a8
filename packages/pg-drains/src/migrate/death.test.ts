import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { migrate } from './index.ts';
import { splitStatements } from './statements.ts';
import { advisoryLocks, one, openClient, until } from './testing/database.ts';
import { effects, INDEXED, indexStep, LIBRARY, recorded, SCHEMA, withStep } from './testing/library.ts';
import { outcomeOf, startProcess } from './testing/processes.ts';

const order = { schema: SCHEMA, migrations: LIBRARY };
/** One step of each kind has every sort of boundary; the others only add more of the same. */
const killed = process.env.TEST_LONG
  ? { schema: SCHEMA, migrations: INDEXED, index: 4 }
  : { schema: SCHEMA, migrations: [...LIBRARY.slice(0, 1), indexStep(2)], index: 2 };
const KILLED_STEPS = killed.migrations.map((step) => step.number);
const BOUNDARIES =
  2 + // lock taken, pending
  3 * KILLED_STEPS.length + // started, committing, applied
  killed.migrations.flatMap((step) => splitStatements(step.sql)).length +
  1 + // index built
  1; // lock released

/** Recorded steps and steps that left their effect are the same, whenever one looks. */
const ledgerIsTrue = (index = 4) => `select ${recorded} = ${effects(index)}`;

test('SIGKILL at every boundary between two statements: the next start finishes, and nothing is half done', {
  timeout: 1_800_000, // a process and a database for each of 35 boundaries; on a machine with a load of 80 ten seconds each
}, async () => {
  for (let dieAt = 0; dieAt < BOUNDARIES; dieAt += 1) {
    const url = await testDatabase();
    const db = await openClient(url);
    const first = await startProcess({ ...killed, url, dieAt }).ended;
    expect(first.signal, `at event ${dieAt}`).toBe('SIGKILL');
    const hasEffects = await one(db, `select to_regclass('library.effect') is not null`);
    if (hasEffects) expect(await one(db, ledgerIsTrue(killed.index)), `after death at event ${dieAt}`).toBe(true);

    const second = await migrate(url, killed);
    expect(['applied', 'current'], `after death at event ${dieAt}`).toContain(second.outcome);
    expect(await one(db, `select ${effects(killed.index)}`)).toEqual(KILLED_STEPS);
    expect(await one(db, ledgerIsTrue(killed.index))).toBe(true);
    expect(await advisoryLocks(db)).toBe(0);
  }
  const last = await startProcess({ ...killed, url: await testDatabase(), dieAt: BOUNDARIES }).ended;
  expect(outcomeOf(last), 'a boundary was left out').toBe('applied');
});

test('SIGKILL in the middle of a long statement: the server notices within seconds and the next start finishes', {
  timeout: 120_000,
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
  const killedAt = performance.now();
  second.go();
  expect(outcomeOf(await second.ended)).toBe('applied');
  expect(performance.now() - killedAt).toBeLessThan(30_000);
  expect(await one(db, 'select jsonb_agg(step order by step) from library.effect')).toEqual([1, 2, 3, 4]);
  expect(await one(db, ledgerIsTrue())).toBe(true);
  expect(await advisoryLocks(db)).toBe(0);
});

test('SIGKILL of an idle holder: the waiting process goes on at once', { timeout: 120_000 }, async () => {
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
  expect(await one(db, ledgerIsTrue())).toBe(true);
});
