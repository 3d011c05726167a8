import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { ConnectionLost, type Migration, migrate, takeSnapshot } from './index.ts';
import { advisoryLocks, deadlocks, one, openClient } from './testing/database.ts';

const RUNS = process.env.TEST_LONG ? 60 : 4;
const schema = 'library';

/** One step over the tables that the steps before it have made. */
const change = fc.record({
  what: fc.constantFrom('table', 'column', 'index', 'concurrent', 'reference', 'rows', 'trigger'),
  table: fc.nat(),
  other: fc.nat(),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function history(changes: readonly Change[]): Migration[] {
  let tables = 0;
  return changes.map(({ what, table, other }, index): Migration => {
    const number = index + 1;
    const on = `t${table % Math.max(1, tables)}`;
    const make = () =>
      `create table t${tables++} (id int primary key, word text default 'a'); insert into t${tables - 1} values (1);`;
    const step = (sql: string): Migration => ({ number, name: `${what}_${number}`, breaking: false, sql });
    if (what === 'table' || tables === 0) return step(make());
    if (what === 'concurrent') {
      return { ...step(`create index concurrently i${number} on ${on} (word)`), kind: 'concurrent-index' };
    }
    if (what === 'reference') return step(`alter table ${on} add column r${number} int references t${other % tables}`);
    if (what === 'index')
      return step(`create index i${number} on ${on} (word); create index j${number} on t${other % tables} (id);`);
    if (what === 'rows')
      return step(`update ${on} set word = word || ${number}; insert into ${on} (id) values (${number + 1});`);
    if (what === 'trigger') {
      return step(`create function f${number}() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger g${number} before update on ${on} for each row execute function f${number}();`);
    }
    return step(
      `alter table ${on} add column c${number} int; alter table t${other % tables} add column d${number} int;`,
    );
  });
}

/** Several builds start at once, each knowing the history up to some step; some lose their connection at some event. */
const start = fc.record({ known: fc.nat(), cutAt: fc.option(fc.nat(12)) });

test('whatever the history, the builds and the moments at which connections break: the end is as if one had run alone', {
  timeout: 1_800_000,
}, async () => {
  const shape = fc.tuple(
    fc.array(change, { minLength: 2, maxLength: 9 }),
    fc.array(start, { minLength: 2, maxLength: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(shape, async ([changes, starts]) => {
      const all = history(changes);
      const alone = await testDatabase();
      await migrate(alone, { migrations: all, schema });
      const url = await testDatabase();
      const db = await openClient(url);

      await Promise.all(
        starts.map(async ({ known, cutAt }, index) => {
          const migrations = all.slice(0, 1 + (known % all.length));
          const applicationName = `start ${index}`;
          let events = 0;
          const onProgress = () => {
            if (events++ !== cutAt) return;
            const cut = `select pg_terminate_backend(pid) from pg_stat_activity where application_name like $1 and datname = current_database()`;
            void db.query(cut, [`${applicationName}%`]).catch(() => undefined);
          };
          await migrate(url, { migrations, schema, applicationName, onProgress }).catch((error: unknown) => {
            if (!(error instanceof ConnectionLost)) throw error;
          });
        }),
      );

      await migrate(url, { migrations: all, schema });
      expect(await takeSnapshot(url, { migrations: all, schema })).toEqual(
        await takeSnapshot(alone, { migrations: all, schema }),
      );
      expect(await one(db, 'select jsonb_agg(number order by number) from library.schema_migration')).toEqual(
        all.map(({ number }) => number),
      );
      expect(await deadlocks(db)).toBe(0);
      expect(await advisoryLocks(db)).toBe(0);
    }),
    { numRuns: RUNS },
  );
});
