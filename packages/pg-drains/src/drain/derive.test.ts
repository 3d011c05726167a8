import { describe, expect, test } from 'vitest';
import { deriveWork } from './derive.ts';
import { runDrain } from './drain.ts';
import { BadSelectionError } from './errors.ts';
import { nothingToDo } from './idle.ts';
import { drain } from './testing/drain.ts';
import { type Library, library, pages, schema } from './testing/library.ts';

async function readAll({ pool }: Library): Promise<string[]> {
  const read: string[] = [];
  await runDrain({
    pool,
    schema,
    queue: 'read',
    job: 'read-drain',
    handle: (item) => {
      read.push(`${item.subject} ${item.input} ${item.engine}`);
      return {};
    },
  });
  return read.sort();
}

describe('work follows the data', () => {
  test('each subject is read once, and again only when its text or a free engine changed', async () => {
    const lib = await library();
    await lib.stock(2);
    expect(await readAll(lib)).toEqual(['p0001 v1 reader/1', 'p0002 v1 reader/1']);

    expect(await lib.derive()).toEqual({ wanted: 2, added: 0, changed: 0, stale: 0, removed: 0 });
    expect(await readAll(lib)).toEqual([]);

    await lib.pool.query(`update "${schema}".page set version = 'v2' where id = 'p0002'`);
    expect(await lib.derive()).toMatchObject({ changed: 1 });
    expect(await readAll(lib)).toEqual(['p0002 v2 reader/1']);

    expect(await lib.derive({ engine: 'reader/2' })).toMatchObject({ changed: 2 });
    expect(await readAll(lib)).toEqual(['p0001 v1 reader/2', 'p0002 v2 reader/2']);
  });

  test('a new paid engine waits for a person, a new text does not', async () => {
    const lib = await library();
    await lib.stock(2);
    await readAll(lib);
    await lib.derive({ engine: 'reader/1', paid: true });
    expect(await lib.derive({ engine: 'model/9', paid: true })).toMatchObject({ stale: 2, changed: 0 });
    await lib.pool.query(`update "${schema}".page set version = 'v2' where id = 'p0001'`);
    await lib.derive({ engine: 'model/9', paid: true });
    expect(await lib.states()).toEqual(['p0001 ready', 'p0002 stale']);
  });

  test('a text that changes back before it was read again is done, as it was', async () => {
    const lib = await library();
    await lib.stock(1);
    await readAll(lib);
    await lib.pool.query(`update "${schema}".page set version = 'v2'`);
    await lib.derive();
    expect(await lib.states()).toEqual(['p0001 ready']);
    await lib.pool.query(`update "${schema}".page set version = 'v1'`);
    await lib.derive();
    expect(await lib.states()).toEqual(['p0001 done']);
    expect(await readAll(lib)).toEqual([]);
  });

  test('vanished subjects go, and a fence is never given twice, also when one comes back', async () => {
    const lib = await library();
    await lib.stock(1);
    await readAll(lib);
    const before = await lib.one<{ fence: string }>('select fence from $S.work');
    await lib.pool.query(`delete from "${schema}".page`);
    expect(await lib.derive()).toMatchObject({ removed: 1 });
    await lib.stock(1);
    await readAll(lib);
    const after = await lib.one<{ fence: string }>('select fence from $S.work');
    expect(BigInt(after.fence)).toBeGreaterThan(BigInt(before.fence));
  });

  test('deriving what is already so writes nothing', async () => {
    const lib = await library();
    await lib.stock(500);
    const client = await lib.pool.connect();
    try {
      await client.query('begin');
      const sums = `select sum(hashtext(w.ctid::text || w.xmin::text || w.xmax::text)) as sum from "${schema}".work w`;
      const before = await client.query(sums);
      await lib.derive();
      expect((await client.query(sums)).rows).toEqual(before.rows);
      await client.query('rollback');
    } finally {
      client.release();
    }
  });

  test('ten thousand subjects are derived in a moment', async () => {
    const lib = await library();
    const started = performance.now();
    await lib.stock(10_000);
    const first = performance.now();
    await lib.derive();
    const second = performance.now();
    console.log(`derive 10,000: new ${Math.round(first - started)} ms, unchanged ${Math.round(second - first)} ms`);
    expect(await lib.one('select count(*)::int from $S.work')).toEqual({ count: 10_000 });
    expect(second - started).toBeLessThan(10_000);
  });

  test('processes that derive at the same time do not trip over one another', async () => {
    const lib = await library();
    await lib.pool.query(`insert into "${schema}".page select 'p' || n, 'v1' from generate_series(1, 2000) n`);
    const derived = await Promise.all(Array.from({ length: 5 }, () => lib.derive()));
    expect(derived.reduce((sum, d) => sum + d.added, 0)).toBe(2000);
    await lib.pool.query(`delete from "${schema}".page`);
    await Promise.all(Array.from({ length: 5 }, () => lib.derive()));
    expect(await lib.states()).toEqual([]);
  });

  test('subjects stand in the order of their bytes, whatever order the selection has them in', async () => {
    const lib = await library();
    await lib.pool.query(`insert into "${schema}".page select unnest('{ב,b,A,א,a,B}'::text[]), 'v1'`);
    const hebrew = { ...pages(), select: pages().select.replace('id as', 'id collate "he-x-icu" as') };
    const { sql, values } = nothingToDo(hebrew, { outcome: 'nothing-to-do' });
    const isIdle = async () => (await lib.one<{ idle: boolean }>(`select ${sql} as idle`, values)).idle;
    expect(await isIdle()).toBe(false);
    await deriveWork(lib.pool, hebrew);
    const order: string[] = [];
    await drain(lib, ({ subject }) => {
      order.push(subject);
      return {};
    });
    expect(order).toEqual(['A', 'B', 'a', 'b', 'א', 'ב']);
    expect(await isIdle()).toBe(true);
    expect(await deriveWork(lib.pool, hebrew)).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  test('a selection that names a subject twice, or none, is refused in words', async () => {
    const { pool } = await library();
    const derive = (select: string) => deriveWork(pool, { schema, queue: 'read', select });
    await expect(
      derive(`select 'a' as subject, n::text as input, 0 as priority from generate_series(1, 2) n`),
    ).rejects.toThrow(BadSelectionError);
    await expect(derive(`select 'a' as subject, null as input, 0 as priority`)).rejects.toThrow(
      /null subject or input/,
    );
  });
});
