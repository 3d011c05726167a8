import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { folderOf, OTHER_RULE, RULE, ruling } from '../../../../testing/rulings.ts';
import type { Store } from '../store/database.ts';
import {
  ActedMeanwhile,
  act,
  actDone,
  firstInQueue,
  HalachaMissing,
  NotAllowed,
  NothingToUndo,
  nextInQueue,
  openDesk,
  queueChoices,
  queueCounts,
  reviewQueue,
  undo,
} from './index.ts';

const reader = 'קוראת';

describe('an act', () => {
  test.each([
    ['approve', 'approved'],
    ['reject', 'rejected'],
    ['defer', 'deferred'],
  ] as const)('%s leaves the halacha %s, and a row that says who and why', async (what, state) => {
    const { store, id } = await library();
    expect(await act(store, what, { halachaId: id, reader: ` ${reader} `, reason: 'כך' })).toMatchObject({ state });
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
    expect(await act(store, 'reopen', { halachaId: id, reader: 'אחר' })).toMatchObject({ state: 'proposed' });
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
    expect(await act(store, 'edit', { halachaId: id, reader, principle: ' נוסח אחר. ', role: 'obiter' })).toMatchObject(
      { state: 'proposed' },
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

describe('an act is taken back', () => {
  test('with the sentence, its source, the role and the mark; history keeps both', async () => {
    const { store, id } = await library();
    const before = await stateOf(store, id);
    const done = await act(store, 'approve', {
      halachaId: id,
      reader,
      principle: 'נוסח שלי.',
      role: 'obiter',
      restated: !before.restated,
    });
    await undo(store, { reviewId: done.reviewId ?? '', reader });
    const { state, principle, principle_source, role, restated } = before;
    expect(await stateOf(store, id)).toMatchObject({ state, principle, principle_source, role, restated });
    expect((await history(store)).map((row) => row.act)).toEqual(['approve', 'reopen']);
    const words = await store.db.selectFrom('search_entry').select('words').where('subject_id', '=', id).execute();
    expect(words[0]?.words).not.toContain('נוסח');
  });

  test('to the state that stood before it, which need not be the first', async () => {
    const { store, id } = await library();
    await act(store, 'approve', { halachaId: id, reader });
    const rejected = await act(store, 'reject', { halachaId: id, reader: 'אחר' });
    expect(await undo(store, { reviewId: rejected.reviewId ?? '', reader })).toMatchObject({ state: 'approved' });
    expect((await history(store)).map((row) => row.act)).toEqual(['approve', 'reject', 'approve']);
  });

  test('and waits to be verified again, when it did', async () => {
    const { store, id } = await library();
    await act(store, 'approve', { halachaId: id, reader });
    await store.db.updateTable('halacha').set({ reverify: true }).where('id', '=', id).execute();
    const again = await act(store, 'approve', { halachaId: id, reader });
    expect((await stateOf(store, id)).reverify).toBe(false);
    await undo(store, { reviewId: again.reviewId ?? '', reader });
    expect(await stateOf(store, id)).toMatchObject({ state: 'approved', reverify: true });
  });

  test('once: a second time changes nothing, and not after somebody else acted', async () => {
    const { store, id } = await library();
    const first = await act(store, 'defer', { halachaId: id, reader });
    const reviewId = first.reviewId ?? '';
    await undo(store, { reviewId, reader });
    expect(await undo(store, { reviewId, reader })).toMatchObject({ state: 'proposed' });
    expect(await history(store)).toHaveLength(2);
    await act(store, 'approve', { halachaId: id, reader: 'אחר' });
    await expect(undo(store, { reviewId, reader })).rejects.toThrow(ActedMeanwhile);
    await expect(undo(store, { reviewId: id, reader })).rejects.toThrow(NothingToUndo);
    await expect(undo(store, { reviewId: 'x', reader })).rejects.toThrow(NothingToUndo);
    expect((await stateOf(store, id)).state).toBe('approved');
  });
});

describe('an act on what was seen', () => {
  test('is refused when somebody acted meanwhile, unless the same was done', async () => {
    const { store, id } = await library();
    const { item } = await openDesk(store.db, id, {});
    await act(store, 'approve', { halachaId: id, reader: 'אחרת', seen: item.seen });
    await expect(act(store, 'reject', { halachaId: id, reader, seen: item.seen })).rejects.toThrow(ActedMeanwhile);
    expect(await act(store, 'approve', { halachaId: id, reader, seen: item.seen })).toEqual({
      state: 'approved',
      reviewId: null,
    });
    expect((await history(store)).map((row) => row.reader)).toEqual(['אחרת']);
  });

  test('sent twice at once is done once, and both are told the same', async () => {
    const { store, id } = await library();
    const input = { halachaId: id, reader, seen: (await openDesk(store.db, id, {})).item.seen, principle: 'נוסח.' };
    const [one, other] = await Promise.all([act(store, 'approve', input), act(store, 'approve', input)]);
    expect(one).toEqual(other);
    expect(await history(store)).toHaveLength(1);
    expect(await actDone(store.db, one.reviewId ?? '', reader)).toMatchObject({ act: 'approve', canUndo: true });
    expect(await actDone(store.db, one.reviewId ?? '', 'אחר')).toBeNull();
  });
});

test('the desk shows one halacha between its neighbours, also after it left the queue', async () => {
  const { store } = await library();
  const first = (await firstInQueue(store.db, {})) ?? '';
  const second = (await nextInQueue(store.db, first, {})) ?? '';
  expect(await openDesk(store.db, first, {})).toMatchObject({
    item: { id: first, seen: 'new', last: null, isOldText: false },
    total: 2,
    before: 0,
    previousId: null,
    next: [{ id: second }],
  });
  expect(await openDesk(store.db, second, {})).toMatchObject({ before: 1, previousId: first, next: [] });
  const { item } = await openDesk(store.db, first, {});
  expect(item.reasons.every(({ hebrew }) => /[א-ת]/.test(hebrew))).toBe(true);
  expect(item.reasons.length).toBeGreaterThan(0);
  await act(store, 'reject', { halachaId: first, reader, reason: 'עובדות' });
  const after = await openDesk(store.db, first, {});
  expect(after).toMatchObject({ total: 1, before: 0, next: [{ id: second }] });
  expect(after.item.last).toMatchObject({ act: 'reject', reader, reason: 'עובדות' });
  // after the last one the queue begins again
  expect(await nextInQueue(store.db, second, {})).toBeNull();
  expect(await firstInQueue(store.db, { states: ['rejected'] })).toBe(first);
  await expect(openDesk(store.db, 'x', {})).rejects.toThrow(HalachaMissing);
});

test('the queue is narrowed by state, flag, court and decision', async () => {
  const { store, id, otherId } = await library();
  await store.db
    .updateTable('halacha')
    .set({ flags: ['thin'] })
    .where('id', '=', otherId)
    .execute();
  const { decision_id: decisionId } = await stateOf(store, id);
  const found = async (filter: Parameters<typeof firstInQueue>[1]) =>
    (await reviewQueue(store.db, filter)).map((item) => item.id);
  expect(await found({})).toEqual([otherId, id]);
  expect(await found({ flagged: true })).toEqual([otherId]);
  expect(await found({ decisionId })).toHaveLength(2);
  expect(await found({ decisionId: id })).toEqual([]);
  expect(await found({ court: 'בית משפט אחר' })).toEqual([]);
  expect(await found({ reverify: true })).toEqual([]);
  const choices = await queueChoices(store.db);
  expect(choices).toMatchObject({ states: { proposed: 2 }, flagged: 1, reverify: 0 });
  expect(await found({ court: choices.courts[0] })).toHaveLength(2);
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
