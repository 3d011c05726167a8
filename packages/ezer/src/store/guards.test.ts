import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { folderOf, RULE, ruling } from '../../../../testing/rulings.ts';
import { act } from '../review/index.ts';
import type { Store } from './database.ts';

// Outside the basic plane: two UTF-16 units, one code point. Whoever counts units is one off from here on.
const ASTRAL = 'פתח דבר 𝒜𝒜𝒜 של ההחלטה.';

describe('G6: a quote is what stands at its offsets', () => {
  test('the readers count code points, as the database does', async () => {
    const { store, quote, start } = await library();
    const { rows } = await sql<{ words: string }>`
      select substr(text, ${start}::int + 1, char_length(${quote})) as words from ezer.decision_version`.execute(
      store.db,
    );
    expect(rows).toEqual([{ words: quote }]);
    expect(quote).toBe(RULE);
  });

  test.each([
    ['one place to the left', { quote_start: -1, quote_end: -1 }],
    ['one place to the right', { quote_start: 1, quote_end: 1 }],
    ['too short', { quote_start: 0, quote_end: -1 }],
    ['beyond the end', { quote_start: 100_000, quote_end: 100_000 }],
  ])('%s is refused on insert and on update', async (_, by) => {
    const { store, halacha } = await library();
    const moved = { quote_start: halacha.quote_start + by.quote_start, quote_end: halacha.quote_end + by.quote_end };
    const { id, ...rest } = halacha;
    const again = { ...rest, reasons: '[]', engine: 'another' };
    await expect(store.db.insertInto('halacha').values(again).execute()).resolves.toBeDefined();
    await expect(
      store.db
        .insertInto('halacha')
        .values({ ...again, engine: 'third', ...moved })
        .execute(),
    ).rejects.toMatchObject(GROUNDED);
    await expect(store.db.updateTable('halacha').set(moved).where('id', '=', id).execute()).rejects.toMatchObject(
      GROUNDED,
    );
  });

  test('another wording, another version and another decision are refused', async () => {
    const { store, halacha } = await library();
    const update = (values: Record<string, string>) =>
      store.db.updateTable('halacha').set(values).where('id', '=', halacha.id).execute();
    await expect(update({ quote: halacha.quote.replace('צד', 'צל') })).rejects.toMatchObject(GROUNDED);
    const other = await store.db.insertInto('decision').defaultValues().returning('id').executeTakeFirstOrThrow();
    await expect(update({ decision_id: other.id })).rejects.toMatchObject(GROUNDED);
  });

  test.each(['text', 'text_sha256', 'decision_id', 'document_id'] as const)(
    'the %s of a version cannot be changed',
    async (column) => {
      const { store } = await library();
      const value = {
        text: sql`'אחר'`,
        text_sha256: sql`sha256('אחר')`,
        decision_id: sql`ezer.new_id()`,
        document_id: sql`ezer.new_id()`,
      }[column];
      await expect(
        sql`update ezer.decision_version set ${sql.ref(column)} = ${value}`.execute(store.db),
      ).rejects.toMatchObject({
        constraint: 'decision_version_text_immutable',
      });
    },
  );
});

describe('G10: only a person decides', () => {
  test.each(['approved', 'rejected', 'deferred', 'published'])(
    'no statement makes a halacha %s without a review',
    async (state) => {
      const { store, halacha } = await library();
      await expect(
        store.db.updateTable('halacha').set({ state, reviewed_at: new Date() }).where('id', '=', halacha.id).execute(),
      ).rejects.toMatchObject(GATE);
      await expect(
        store.db.updateTable('halacha').set({ state }).where('id', '=', halacha.id).execute(),
      ).rejects.toThrow();
      const { id: _, ...rest } = halacha;
      const born = { ...rest, reasons: '[]', engine: 'another', state, reviewed_at: new Date() };
      await expect(store.db.insertInto('halacha').values(born).execute()).rejects.toMatchObject(GATE);
    },
  );

  test('a review of another transaction does not open the gate', async () => {
    const { store, halacha } = await library();
    await store.db
      .insertInto('halacha_review')
      .values({ halacha_id: halacha.id, act: 'approve', reader: 'קוראת' })
      .execute();
    await expect(
      store.db.updateTable('halacha').set({ state: 'approved', reviewed_at: new Date() }).execute(),
    ).rejects.toMatchObject(GATE);
  });

  test('what was reviewed cannot be deleted or reworded by a machine; what was not can', async () => {
    const { store, halacha } = await library();
    await act(store, 'reject', { halachaId: halacha.id, reader: 'קוראת' });
    await expect(store.db.deleteFrom('halacha').execute()).rejects.toMatchObject(GATE);
    for (const change of [
      { principle: 'אחר', principle_source: 'engine' },
      { role: 'obiter' },
      { restated: !halacha.restated },
      { engine_version: '99' },
    ])
      await expect(store.db.updateTable('halacha').set(change).execute(), JSON.stringify(change)).rejects.toMatchObject(
        GATE,
      );
    await store.db.updateTable('halacha').set({ reverify: true, confidence: 0.1 }).execute();
    const { id: _, ...rest } = halacha;
    await store.db
      .insertInto('halacha')
      .values({ ...rest, reasons: '[]', engine: 'another' })
      .execute();
    await store.db.deleteFrom('halacha').where('engine', '=', 'another').execute();
  });

  test('a decision that a court withdrew takes its halachot along', async () => {
    const { store, halacha } = await library();
    await act(store, 'approve', { halachaId: halacha.id, reader: 'קוראת' });
    await store.db.updateTable('decision').set({ status: 'removed' }).execute();
    await store.db.deleteFrom('halacha').execute();
    expect(await store.db.selectFrom('halacha').select('id').execute()).toEqual([]);
  });

  test('reviews are append only, but for the removal of quoted words', async () => {
    const { store, halacha } = await library();
    await act(store, 'approve', { halachaId: halacha.id, reader: 'קוראת', reason: 'נכון' });
    const append = { constraint: 'halacha_review_append_only' };
    await expect(store.db.deleteFrom('halacha_review').execute()).rejects.toMatchObject(append);
    for (const change of [
      { reader: 'אחר' },
      { act: 'reject' },
      { reason: null },
      { after: '{"state":"rejected"}' },
      { at: new Date(0), before: null, after: null },
    ])
      await expect(
        store.db.updateTable('halacha_review').set(change).execute(),
        JSON.stringify(change),
      ).rejects.toMatchObject(append);
    await store.db.updateTable('halacha_review').set({ before: null, after: null }).execute();
    const [review] = await store.db.selectFrom('halacha_review').selectAll().execute();
    expect(review).toMatchObject({ act: 'approve', reader: 'קוראת', reason: 'נכון', before: null, after: null });
  });
});

test('keys are UUIDs of version 7, in the order of time', async () => {
  const { store } = await libraryOf(null);
  const { rows } = await sql<{
    id: string;
  }>`select ezer.new_id() as id, pg_sleep(0.002) from generate_series(1, 20)`.execute(store.db);
  const ids = rows.map((row) => row.id);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids).toEqual([...ids].sort());
});

test('a day is a day, whatever the zone of the machine', async () => {
  const { store } = await libraryOf(null);
  await store.db.insertInto('decision').values({ date_given: '2035-02-03' }).execute();
  expect(await store.db.selectFrom('decision').select('date_given').execute()).toEqual([{ date_given: '2035-02-03' }]);
});

const GROUNDED = { constraint: 'halacha_quote_grounded' };
const GATE = { constraint: 'halacha_human_gate' };

async function library() {
  const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ reasons: [ASTRAL, RULE] }) }));
  await run('halacha-drain');
  const halacha = await theHalacha(store);
  return { store, halacha, quote: halacha.quote, start: halacha.quote_start };
}

async function theHalacha(store: Store) {
  const row = await store.db.selectFrom('halacha').selectAll().where('quote', '=', RULE).executeTakeFirstOrThrow();
  return row;
}
