import fc from 'fast-check';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { ConnectionLost, type Migration, migrate, takeSnapshot } from './index.ts';
import { advisoryLocks, deadlocks, one, openClient } from './testing/database.ts';
import { outcomeOf, startAllAtOnce } from './testing/processes.ts';

const RUNS = process.env.TEST_LONG ? 60 : 4;
const KILLED_RUNS = process.env.TEST_LONG ? 40 : 3;
const schema = 'library';
// What a race broke does not break again at will: the first failure is the one to read, not what shrinking comes to.
const FIRST_FAILURE = { endOnFailure: true };

/** One step over the tables that the steps before it have made. */
const change = fc.record({
  what: fc.constantFrom('table', 'column', 'index', 'concurrent', 'reference', 'rows', 'trigger'),
  table: fc.nat(),
  other: fc.nat(),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
const changes = fc.array(change, { minLength: 2, maxLength: 9 });

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
  const shape = fc.tuple(changes, fc.array(start, { minLength: 2, maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(shape, async ([changes, starts]) => {
      const all = history(changes);
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

      await expectAsIfAlone(url, db, all);
      await db.end();
    }),
    { numRuns: RUNS, ...FIRST_FAILURE },
  );
});

/** The same with real processes, some of which kill themselves with SIGKILL at some event. */
const killable = fc.record({ known: fc.nat(), dieAt: fc.option(fc.nat(30), { freq: 3 }) });
type Killable = typeof killable extends fc.Arbitrary<infer T> ? T : never;
/** Nobody is left when the index stands and is not recorded. */
const BUILT_AND_NOT_RECORDED: [[Change[], Killable[]]] = [
  [
    [
      { what: 'table', table: 0, other: 0 },
      { what: 'concurrent', table: 0, other: 0 },
    ],
    [{ known: 1, dieAt: 9 }],
  ],
];

test('whatever the history, and at whatever events processes are killed: the end is as if one had run alone', {
  timeout: 1_800_000,
}, async () => {
  const shape = fc.tuple(changes, fc.array(killable, { minLength: 2, maxLength: 5 }));
  await fc.assert(
    fc.asyncProperty(shape, async ([changes, processes]) => {
      const all = history(changes);
      const url = await testDatabase();
      const db = await openClient(url);
      const ends = await startAllAtOnce(
        processes.map(({ known, dieAt }) => ({
          url,
          schema,
          migrations: all.slice(0, 1 + (known % all.length)),
          ...(dieAt === null ? {} : { dieAt }),
        })),
      );
      for (const [index, end] of ends.entries()) {
        // Who has no such event, because others did the work, lives on.
        if (end.signal === 'SIGKILL') expect(processes[index]?.dieAt).not.toBeNull();
        else expect(['applied', 'waited', 'current']).toContain(outcomeOf(end));
      }
      // Before anybody repairs anything: what the ledger says is there, and nothing beyond it.
      const recorded = await countRecorded(db);
      const partial = all.slice(0, recorded);
      if (recorded > 0) await expectAsIfAlone(url, db, partial, unfinished(all[recorded]));
      await expectAsIfAlone(url, db, all);
      await db.end();
    }),
    { numRuns: KILLED_RUNS, examples: [BUILT_AND_NOT_RECORDED], ...FIRST_FAILURE },
  );
});

async function countRecorded(db: pg.Client): Promise<number> {
  const exists = await one(db, `select to_regclass('library.schema_migration') is not null`);
  return exists ? Number(await one(db, 'select count(*)::int from library.schema_migration')) : 0;
}

/** What a start that was killed may leave beside the ledger: the index it was at, under its other name. */
const unfinished = (next: Migration | undefined) =>
  next?.kind === 'concurrent-index' ? `index i${next.number}__building` : undefined;

/** One more start finishes; then tables, rows' shape and ledger are those of a database that one process migrated. */
async function expectAsIfAlone(url: string, db: pg.Client, all: Migration[], leftover?: string): Promise<void> {
  const alone = await testDatabase();
  await migrate(alone, { migrations: all, schema });
  await migrate(url, { migrations: all, schema });
  const { objects, ...rest } = await takeSnapshot(url, { migrations: all, schema });
  const without = Object.entries(objects).filter(([object]) => object !== leftover);
  expect({ ...rest, objects: Object.fromEntries(without) }).toEqual(
    await takeSnapshot(alone, { migrations: all, schema }),
  );
  expect(await one(db, 'select jsonb_agg(number order by number) from library.schema_migration')).toEqual(
    all.map(({ number }) => number),
  );
  expect(await deadlocks(db)).toBe(0);
  expect(await advisoryLocks(db)).toBe(0);
}
