import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { preparer } from './database.ts';
import { drain, keep, ledger } from './testing/drain.ts';
import { library } from './testing/library.ts';

async function onOneBackend(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  onTestFinished(() => pool.end());
  return pool;
}

const kept = async (pool: pg.Pool): Promise<{ statement: string; uses: number }[]> =>
  (
    await pool.query<{ statement: string; uses: number }>(
      'select statement, (generic_plans + custom_plans)::int as uses from pg_prepared_statements',
    )
  ).rows;

test('the server keeps the plans of claims and completions when it is asked to, and works the queue as without', async () => {
  const lib = await library();
  await lib.stock(35);
  const pool = await onOneBackend(lib.url);
  const summary = await drain(lib, keep, { pool, batch: 10, preparedStatements: true });
  expect(summary).toMatchObject({ outcome: 'drained', done: 35 });
  expect(await ledger(lib)).toHaveLength(35);
  const statements = await kept(pool);
  const usesOf = (words: string) => statements.find(({ statement }) => statement.includes(words))?.uses;
  expect(usesOf('l.ready_at >= $7')).toBeGreaterThanOrEqual(3);
  expect(usesOf('done_input = m.input')).toBeGreaterThanOrEqual(4);
});

test('what a budget leaves is claimed by a statement that nobody keeps', async () => {
  const lib = await library();
  await lib.stock(35);
  const pool = await onOneBackend(lib.url);
  await drain(lib, keep, { pool, batch: 10, budget: { items: 7 }, preparedStatements: true });
  expect((await kept(pool)).filter(({ statement }) => statement.includes('work_fence'))).toEqual([]);
});

test('nothing is kept by default: through a pooler the next statement meets another backend', async () => {
  const lib = await library();
  await lib.stock(35);
  const pool = await onOneBackend(lib.url);
  await drain(lib, keep, { pool, batch: 10 });
  expect(await kept(pool)).toEqual([]);
});

test('a plan is made anew after so many uses, and two statements never share a name', () => {
  const prepared = preparer(true, 3);
  const names = Array.from({ length: 7 }, () => prepared('select 1', []).name);
  expect(new Set(names).size).toBe(3);
  expect(names.slice(0, 3)).toEqual([names[0], names[0], names[0]]);
  expect(names).not.toContain(prepared('select 2', []).name);
  expect(preparer(false)('select 1', [4])).toEqual({ text: 'select 1', values: [4] });
});
