import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { migrate } from './index.ts';
import { advisoryLocks, deadlocks, one, openClient } from './testing/database.ts';
import { effects, INDEXED, recorded, SCHEMA } from './testing/library.ts';
import { outcomeOf, startAtOnce, startProcess } from './testing/processes.ts';
import { openWire } from './testing/wire.ts';

const COUNTS = process.env.TEST_LONG ? [2, 8, 32, 64] : [2, 8, 32];
const ROUNDS = process.env.TEST_LONG ? 3 : 1;
const order = { schema: SCHEMA, migrations: INDEXED };

describe.each(COUNTS)('%i processes at the same instant', (count) => {
  test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
    'on an empty database all succeed, each step is applied once, nothing deadlocks, no lock is left (round %i)',
    { timeout: 120_000 },
    async () => {
      const url = await testDatabase();
      const db = await openClient(url);
      const ended = await startAtOnce(count, { ...order, url });

      const outcomes = ended.map(outcomeOf);
      expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
      expect(outcomes.filter((outcome) => !['applied', 'waited', 'current'].includes(outcome))).toEqual([]);
      expect(await one(db, 'select jsonb_agg(step order by step) from library.effect')).toEqual([1, 2, 3, 5]);
      expect(await one(db, `select ${effects()}`)).toEqual([1, 2, 3, 4, 5]);
      expect(await one(db, `select ${recorded}`)).toEqual([1, 2, 3, 4, 5]);
      expect(ended.flatMap(({ reports }) => reports.filter(({ kind }) => kind === 'step-yielded'))).toEqual([]);
      expect(await deadlocks(db)).toBe(0);
      expect(await advisoryLocks(db)).toBe(0);
    },
  );

  test('on a current database each sends one statement, and needs neither the migration lock nor one above AccessShare', {
    timeout: 120_000,
  }, async () => {
    const url = await testDatabase();
    await migrate(url, order);
    const db = await openClient(url);
    const wire = await openWire(url);
    // Exclusive conflicts with every table lock but AccessShare: who wanted more would wait here for ever.
    await db.query(
      `begin; lock table library.schema_migration, library.book, library.loan, library.effect in exclusive mode`,
    );
    await db.query('select pg_advisory_lock(4711)');
    const ended = await startAtOnce(count, { ...order, url: wire.url, lockKey: 4711 });

    expect(ended.map(outcomeOf)).toEqual(Array(count).fill('current'));
    expect(wire.statements).toEqual(Array(count).fill(1));
  });
});

test('who waits leaves as soon as the work is done, without ever taking the lock', async () => {
  const url = await testDatabase();
  const db = await openClient(url);
  await db.query('select pg_advisory_lock(4711)');
  const waiting = startProcess({ ...order, url, lockKey: 4711 });
  await waiting.report((report) => report.kind === 'waiting');
  await migrate(url, { ...order, lockKey: 4712 });
  const ended = await waiting.ended;
  expect(outcomeOf(ended)).toBe('waited');
  expect(ended.reports.map(({ kind }) => kind)).not.toContain('lock-taken');
});
