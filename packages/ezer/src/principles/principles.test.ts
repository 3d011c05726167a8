import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { folderOf, OTHER_RULE, RULE, ruling } from '../../../../testing/rulings.ts';
import { act } from '../review/index.ts';
import { inTransaction, type Store } from '../store/database.ts';
import {
  likelyPrinciples,
  NoSuchPrinciple,
  type Placing,
  placeHalacha,
  placeOf,
  placeUnplaced,
  principles,
  readPrinciple,
} from './index.ts';

const reader = 'קוראת';

describe('an approved halacha', () => {
  test('joins the principle of the same words, whatever its signs, or starts one', async () => {
    const { store, first, second } = await library();
    await act(store, 'approve', { halachaId: first, reader, principle: 'תום־לב חל, גם כאן.' });
    await act(store, 'approve', { halachaId: second, reader, principle: 'תּוֹם לב   חל גם כאן' });
    expect((await principles(store.db)).shown).toMatchObject([
      { sentence: 'תום־לב חל, גם כאן.', decisions: 2, first: '2034-01-01', latest: '2035-02-03' },
    ]);
    expect(await inStep(store)).toEqual([[first, second].sort()]);
  });

  test('of other words is another principle', async () => {
    const { store, first, other } = await library();
    await act(store, 'approve', { halachaId: first, reader });
    await act(store, 'approve', { halachaId: other, reader });
    expect((await principles(store.db)).total).toBe(2);
  });

  test.each(['reject', 'reopen', 'defer'] as const)(
    'leaves when a person acts otherwise (%s), and an empty principle goes',
    async (what) => {
      const { store, first } = await library();
      await act(store, 'approve', { halachaId: first, reader });
      await act(store, what, { halachaId: first, reader });
      expect(await inStep(store)).toEqual([]);
      expect(await store.db.selectFrom('principle').selectAll().execute()).toEqual([]);
    },
  );

  test('moves when its sentence is reworded', async () => {
    const { store, first, second } = await library();
    await act(store, 'approve', { halachaId: first, reader });
    await act(store, 'approve', { halachaId: second, reader });
    await act(store, 'edit', { halachaId: second, reader, principle: 'נוסח אחר לגמרי.' });
    expect((await principles(store.db)).shown.map(({ decisions }) => decisions)).toEqual([1, 1]);
  });

  test('approved by two people at once, with the same words, makes one principle', async () => {
    const { store, first, second } = await library();
    await Promise.all([first, second].map((halachaId) => act(store, 'approve', { halachaId, reader })));
    expect(await inStep(store)).toEqual([[first, second].sort()]);
  });

  test('of a withdrawn decision counts nowhere; its sentence goes with its last member', async () => {
    const { store, first, second } = await library();
    await act(store, 'approve', { halachaId: first, reader });
    await act(store, 'approve', { halachaId: second, reader });
    const place = await placeOf(store.db, first);
    await store.db.updateTable('decision').set({ status: 'removed' }).execute();
    expect((await principles(store.db)).shown).toEqual([]);
    expect(await readPrinciple(store.db, place?.principleId ?? '')).toBeNull();
    await store.db.deleteFrom('halacha').where('id', 'in', [first, second]).execute();
    expect(await store.db.selectFrom('principle').selectAll().execute()).toEqual([]);
  });
});

test('what was approved before there were principles is placed by the next reading, once, and not what a person set apart', async () => {
  const { store, first, second, other, run } = await library();
  for (const halachaId of [first, second, other]) await act(store, 'approve', { halachaId, reader });
  await place(store, other, { act: 'apart' });
  const apart = await placeOf(store.db, other);
  await store.db.deleteFrom('principle_halacha').where('halacha_id', 'in', [first, second]).execute();
  expect((await principles(store.db)).total).toBe(1);
  await store.db.updateTable('work').set({ state: 'ready' }).where('queue', '=', 'halacha').execute();
  await run('halacha-drain');
  expect(await inStep(store)).toEqual([[first, second].sort(), [other]].sort());
  expect(await placeOf(store.db, other)).toEqual(apart);
  expect(await placeUnplaced(store.pool)).toBe(0);
});

describe('by hand', () => {
  test('a halacha is set apart, joins another, and goes back to where its sentence belongs', async () => {
    const { store, first, second, other } = await library();
    for (const halachaId of [first, second, other]) await act(store, 'approve', { halachaId, reader });
    expect(await place(store, first, { act: 'apart' })).toBe(true);
    expect(await place(store, first, { act: 'apart' })).toBe(false);
    expect((await principles(store.db)).total).toBe(3);
    const target = (await placeOf(store.db, other))?.principleId ?? '';
    expect(await place(store, first, { act: 'join', principleId: target })).toBe(true);
    expect(await place(store, first, { act: 'join', principleId: target })).toBe(false);
    expect(await placeOf(store.db, first)).toEqual({ principleId: target, placedBy: reader });
    expect((await principles(store.db)).total).toBe(2);
    expect(await place(store, first, { act: 'sentence' })).toBe(true);
    expect(await inStep(store)).toEqual([[first, second].sort(), [other]].sort());
  });

  test('what a person placed stays through undo and another approval, and nobody joins what was set apart', async () => {
    const { store, first, second } = await library();
    await act(store, 'approve', { halachaId: first, reader });
    await place(store, first, { act: 'apart' });
    const own = await placeOf(store.db, first);
    await act(store, 'reopen', { halachaId: first, reader });
    expect((await principles(store.db)).shown).toEqual([]);
    await act(store, 'approve', { halachaId: first, reader });
    await act(store, 'approve', { halachaId: second, reader });
    expect(await placeOf(store.db, first)).toEqual(own);
    expect((await principles(store.db)).total).toBe(2);
  });

  test('what is not approved, and what is gone, is refused', async () => {
    const { store, first, second } = await library();
    await expect(place(store, first, { act: 'apart' })).rejects.toThrow(NoSuchPrinciple);
    await act(store, 'approve', { halachaId: second, reader });
    await expect(
      place(store, second, { act: 'join', principleId: '01890000-0000-7000-8000-000000000000' }),
    ).rejects.toThrow(NoSuchPrinciple);
  });

  test('the close ones are offered, but not its own', async () => {
    const { store, first, other } = await library();
    await act(store, 'approve', { halachaId: first, reader, principle: 'צד לחוזה אינו רשאי להסתמך על הפרה קלה.' });
    await act(store, 'approve', { halachaId: other, reader });
    const besides = (await placeOf(store.db, other))?.principleId ?? null;
    const likely = await likelyPrinciples(store.db, { sentence: 'הפרה קלה של החוזה', besides });
    expect(likely.map(({ sentence }) => sentence)).toEqual(['צד לחוזה אינו רשאי להסתמך על הפרה קלה.']);
    expect(await likelyPrinciples(store.db, { sentence: '?!', besides: null })).toEqual([]);
  });
});

test('a principle is read in the order of time; a page beyond the last is empty', async () => {
  const { store, first, second } = await library();
  await act(store, 'approve', { halachaId: first, reader });
  await act(store, 'approve', { halachaId: second, reader });
  const place = await placeOf(store.db, first);
  const read = await readPrinciple(store.db, place?.principleId ?? '');
  expect(read?.members.map(({ id, decision, citedBy }) => [id, decision.dateGiven, citedBy])).toEqual([
    [second, '2034-01-01', 1],
    [first, '2035-02-03', 0],
  ]);
  expect(await principles(store.db, { page: 999_999 })).toEqual({ total: 1, pages: 1, shown: [] });
});

/** Two decisions with the same rule, the newer of which cites the older, and one with another rule. */
async function library() {
  const { store, run } = await libraryOf(
    await folderOf({
      'a.txt': ruling({ docket: 'רע"א 9871/34', reasons: [RULE, 'ראו ע"א 9001/31.'] }),
      'b.txt': ruling({ docket: 'ע"א 9001/31', date: '1.1.2034', reasons: ['פתח דבר.', RULE] }),
      'c.txt': ruling({ docket: 'ע"א 9002/31', reasons: [OTHER_RULE] }),
    }),
  );
  await run('metadata-drain');
  await run('halacha-drain');
  const rows = await store.db
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'decision_id')
    .select(['halacha.id', 'quote', 'date_given as day'])
    .execute();
  const idOf = (quote: string, day: string) => rows.find((row) => row.quote === quote && row.day === day)?.id ?? '';
  return {
    store,
    run,
    first: idOf(RULE, '2035-02-03'),
    second: idOf(RULE, '2034-01-01'),
    other: idOf(OTHER_RULE, '2035-02-03'),
  };
}

const place = (store: Store, halachaId: string, placing: Placing) =>
  inTransaction(store.pool, (db) => placeHalacha(db, { halachaId, by: reader, ...placing }));

/** The members of each principle. */
async function inStep(store: Store): Promise<string[][]> {
  const rows = await store.db.selectFrom('principle_halacha').select(['principle_id', 'halacha_id']).execute();
  return [...Map.groupBy(rows, (row) => row.principle_id).values()]
    .map((members) => members.map((row) => row.halacha_id).sort())
    .sort();
}
