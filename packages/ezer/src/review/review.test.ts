import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { folderOf, OTHER_RULE, RULE, ruling } from '../../../../testing/rulings.ts';
import type { Store } from '../store/database.ts';
import { act, HalachaMissing, NotAllowed, queueCounts, reviewQueue } from './index.ts';

const reader = 'קוראת';

describe('an act', () => {
  test.each([
    ['approve', 'approved'],
    ['reject', 'rejected'],
    ['defer', 'deferred'],
  ] as const)('%s leaves the halacha %s, and a row that says who and why', async (what, state) => {
    const { store, id } = await library();
    expect(await act(store, what, { halachaId: id, reader: ` ${reader} `, reason: 'כך' })).toBe(state);
    expect(await stateOf(store, id)).toMatchObject({ state, reviewed_at: expect.any(Date) });
    expect(await history(store)).toEqual([
      {
        act: what,
        reader,
        reason: 'כך',
        before: expect.objectContaining({ state: 'proposed' }),
        after: expect.objectContaining({ state }),
      },
    ]);
    expect(await store.db.selectFrom('change').select('what').where('subject_kind', '=', 'halacha').execute()).toEqual([
      { what: 'updated' },
    ]);
  });

  test('can be taken back, with every step kept', async () => {
    const { store, id } = await library();
    await act(store, 'approve', { halachaId: id, reader });
    expect(await act(store, 'reopen', { halachaId: id, reader: 'אחר' })).toBe('proposed');
    expect((await stateOf(store, id)).state).toBe('proposed');
    expect((await history(store)).map((row) => [row.act, row.reader])).toEqual([
      ['approve', reader],
      ['reopen', 'אחר'],
    ]);
  });

  test('done twice, by two readers at once, is one state and two rows', async () => {
    const { store, id } = await library();
    await Promise.all([
      act(store, 'approve', { halachaId: id, reader: 'א' }),
      act(store, 'approve', { halachaId: id, reader: 'ב' }),
    ]);
    expect((await stateOf(store, id)).state).toBe('approved');
    expect((await history(store)).map((row) => row.reader).sort()).toEqual(['א', 'ב']);
  });

  test('an edit keeps the engine’s sentence in the history, and says that a person wrote the new one', async () => {
    const { store, id } = await library();
    const before = (await stateOf(store, id)).principle;
    expect(await act(store, 'edit', { halachaId: id, reader, principle: ' נוסח אחר. ', role: 'obiter' })).toBe(
      'proposed',
    );
    expect(await stateOf(store, id)).toMatchObject({
      principle: 'נוסח אחר.',
      principle_source: 'person',
      role: 'obiter',
    });
    expect(await history(store)).toMatchObject([{ before: { principle: before }, after: { principle: 'נוסח אחר.' } }]);
  });

  test('an approval says that the quote was verified again', async () => {
    const { store, id } = await library();
    await act(store, 'approve', { halachaId: id, reader });
    await store.db.updateTable('halacha').set({ reverify: true }).where('id', '=', id).execute();
    expect((await reviewQueue(store.db))[0]).toMatchObject({ id, reverify: true });
    await act(store, 'approve', { halachaId: id, reader });
    expect((await stateOf(store, id)).reverify).toBe(false);
  });

  test.each([
    ['no reader', 'approve', { reader: '  ' }, NotAllowed],
    ['an empty sentence', 'edit', { reader, principle: ' \n' }, NotAllowed],
    ['an edit that changes nothing', 'edit', { reader }, NotAllowed],
    ['an id of nothing', 'approve', { reader, halachaId: '01890000-0000-7000-8000-000000000000' }, HalachaMissing],
    ['an id that is none', 'approve', { reader, halachaId: 'x' }, HalachaMissing],
  ] as const)('%s is refused, and nothing is written', async (_, what, input, error) => {
    const { store, id } = await library();
    await expect(act(store, what, { halachaId: id, ...input })).rejects.toThrow(error);
    expect(await history(store)).toEqual([]);
    expect(await stateOf(store, id)).toMatchObject({ state: 'proposed', reviewed_at: null });
  });

  test('is refused on a decision that a court withdrew', async () => {
    const { store, id } = await library();
    await store.db.updateTable('decision').set({ status: 'removed' }).execute();
    await expect(act(store, 'approve', { halachaId: id, reader })).rejects.toThrow(HalachaMissing);
    expect(await reviewQueue(store.db)).toEqual([]);
  });
});

test('the queue shows each proposal in its surroundings, what must be verified again first', async () => {
  const { store, id, otherId } = await library();
  const [first, second] = await reviewQueue(store.db);
  expect(new Set([first?.id, second?.id])).toEqual(new Set([id, otherId]));
  const shown = first?.id === id ? first : second;
  expect(shown).toMatchObject({ quote: RULE, dockets: ['רע"א 9871/34'], dateGiven: '2035-02-03' });
  expect(shown?.textBefore.endsWith('פתח דבר 𝒜𝒜.\n\n3. ')).toBe(true);
  expect(shown?.textAfter.trimStart().startsWith('4. ')).toBe(true);
  await act(store, 'approve', { halachaId: otherId, reader });
  await store.db.updateTable('halacha').set({ reverify: true }).where('id', '=', otherId).execute();
  expect((await reviewQueue(store.db)).map((item) => item.id)).toEqual([otherId, id]);
  expect((await reviewQueue(store.db, { limit: 1 })).map((item) => item.id)).toEqual([otherId]);
  expect(await queueCounts(store.db)).toEqual({ approved: 1, proposed: 1 });
});

async function library() {
  const { store, run } = await libraryOf(
    await folderOf({ 'a.txt': ruling({ reasons: ['פתח דבר 𝒜𝒜.', RULE, OTHER_RULE] }) }),
  );
  await run('metadata-drain');
  await run('halacha-drain');
  const rows = await store.db.selectFrom('halacha').select(['id', 'quote']).execute();
  const idOf = (quote: string) => rows.find((row) => row.quote === quote)?.id ?? '';
  return { store, id: idOf(RULE), otherId: idOf(OTHER_RULE) };
}

const stateOf = (store: Store, id: string) =>
  store.db.selectFrom('halacha').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const history = (store: Store) =>
  store.db.selectFrom('halacha_review').select(['act', 'reader', 'reason', 'before', 'after']).orderBy('at').execute();
