import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { type Migration, migrate } from './index.ts';
import { startChild } from './testing/child.ts';
import { deadlocks, one, openClient } from './testing/database.ts';
import { INDEXED, indexStep, SCHEMA } from './testing/library.ts';

const ROUNDS = process.env.TEST_LONG ? 1000 : 12;

/** Each round changes both tables in the order in which the drains do not; each tenth builds an index besides. */
function steps(rounds: number): Migration[] {
  return Array.from({ length: rounds }, (_, index): Migration => {
    const number = INDEXED.length + index + 1;
    if (index % 10 === 9) {
      const sql = `create index concurrently round_${index} on loan (reader)`;
      return indexStep(number, { name: `round_${index}`, sql });
    }
    const column = `r${index % 10}`;
    const change = (table: string) =>
      `alter table ${table} drop column if exists ${column}; alter table ${table} add column ${column} int;`;
    const old = index > 20 ? `drop index if exists round_${index - 12};` : '';
    return { number, name: `round_${index}`, breaking: false, sql: `${change('book')} ${change('loan')} ${old}` };
  });
}

test.each([
  ['light', 1, 20],
  ['busy: six connections always in a transaction', 6, 0],
])(
  `${ROUNDS} migrations while drains cross them (%s): no drain is killed, and every round comes through`,
  {
    timeout: 1_800_000,
  },
  async (_, connections, pauseMs) => {
    const url = await testDatabase();
    await migrate(url, { schema: SCHEMA, migrations: INDEXED });
    const db = await openClient(url);
    await db.query(`insert into library.book (title) select 'b' || n from generate_series(1, 10) n`);
    await db.query(`insert into library.loan select id, 'r' from library.book`);
    const traffic = startChild(
      new URL('./testing/traffic.ts', import.meta.url),
      url,
      String(connections),
      String(pauseMs),
    );
    expect(await traffic.next()).toEqual({ atWork: true });

    const all = [...INDEXED, ...steps(ROUNDS)];
    for (let known = INDEXED.length + 1; known <= all.length; known += 1) {
      const { outcome } = await migrate(url, { schema: SCHEMA, migrations: all.slice(0, known) });
      expect(outcome).toBe('applied');
    }
    traffic.say('stop');
    const { committed, errors } = await traffic.next();
    await traffic.ended;
    expect(errors).toEqual([]);
    expect(committed).toBeGreaterThan(connections);
    expect(await deadlocks(db)).toBe(0);
    expect(await one(db, 'select max(number) from library.schema_migration')).toBe(all.length);
  },
);
