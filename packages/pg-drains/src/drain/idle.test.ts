import { expect, test } from 'vitest';
import { deriveWork } from './derive.ts';
import { runDrain } from './drain.ts';
import { nothingToDo } from './idle.ts';
import { type Library, library, pages, schema } from './testing/library.ts';

const isIdle = async ({ pool }: Library, selection = pages(), unless?: string) => {
  const { sql, values } = nothingToDo(selection, { outcome: 'nothing-to-do' }, unless);
  const { rows } = await pool.query<{ idle: boolean }>(`select ${sql} as idle`, values);
  return rows[0]?.idle;
};

/** What the question stands for: would deriving change a row, or a drain find one? */
const hasWork = async ({ pool }: Library, selection = pages()) => {
  const { wanted, ...changes } = await deriveWork(pool, selection);
  const { claimed } = await runDrain({ pool, schema, queue: 'read', job: 'read-drain', handle: () => ({}) });
  return Object.values(changes).some((n) => n > 0) || claimed > 0;
};

const set = (state: string, more = '') => `update $S.work set state = '${state}'${more} where subject = 'p0001'`;
const leased = (
  until: string,
) => `${set('leased', ', fence = 7')}; insert into $S.work_claim (fence, queue, owner, until, subjects)
  values (7, 'read', 'x', now() ${until} interval '1 hour', '{p0001}')`;
const waiting = (until: string) => set('waiting', `, next_at = now() ${until} interval '1 hour'`);

test.each<[string, string, boolean]>([
  ['done', 'select 1', true],
  ['ready', set('ready'), false],
  ['held', set('held'), true],
  ['dead', set('dead'), true],
  ['stale', set('stale'), true],
  ['waiting for its time', waiting('+'), true],
  ['waiting, and its time has come', waiting('-'), false],
  ['in the hands of another', leased('+'), true],
  ['left behind by one that died', leased('-'), false],
  ['ready again after a death', set('ready', ', deaths = 1'), false],
  ['waiting after a death', set('waiting', `, deaths = 1, next_at = now() + interval '1 hour'`), true],
  ['a new page', `insert into $S.page values ('p0003', 'v1')`, false],
  ['a new text', `update $S.page set version = 'v2' where id = 'p0001'`, false],
  ['a page that is gone', `delete from $S.page where id = 'p0001'`, false],
  ['a page that is gone while it is read', `${leased('+')}; delete from $S.page where id = 'p0001'`, true],
  ['another queue has work', `insert into $S.work (queue, subject, input) values ('other', 'x', '1')`, true],
])('%s', async (_, change, idle) => {
  const lib = await library();
  await lib.stock(2);
  await lib.pool.query(`update "${schema}".work set state = 'done', done_input = input, done_engine = engine`);
  await lib.pool.query(change.replaceAll('$S', `"${schema}"`));
  expect(await isIdle(lib)).toBe(idle);
  expect(await hasWork(lib)).toBe(!idle);
});

test('another engine, priority or price is work', async () => {
  const lib = await library();
  await lib.stock(2);
  await lib.pool.query(`update "${schema}".work set state = 'done', done_input = input, done_engine = engine`);
  const select = (columns: string) => ({
    ...pages(),
    select: `select id as subject, version as input, ${columns} from "${schema}".page`,
    values: [],
  });
  const same = `0 as priority, 'reader/1' as engine, false as paid`;
  expect(await isIdle(lib, select(same))).toBe(true);
  expect(await isIdle(lib, select(same.replace('reader/1', 'reader/2')))).toBe(false);
  expect(await isIdle(lib, select(same.replace('0 as', '7 as')))).toBe(false);
  expect(await isIdle(lib, select(same.replace('false', 'true')))).toBe(false);
  expect(await isIdle(lib, select('0 as priority'))).toBe(false); // no engine is another engine
});

test('what is owed beside the queue is work', async () => {
  const lib = await library();
  expect(await isIdle(lib)).toBe(true);
  expect(await isIdle(lib, pages(), 'exists (select 1)')).toBe(false);
});
