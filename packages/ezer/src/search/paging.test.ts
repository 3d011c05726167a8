import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import type { Database } from '../store/database.ts';
import { BrokenCursor, type SearchOptions, search, wordsOf } from './index.ts';

test('pages have every hit once, forwards and backwards, by match and by date', async () => {
  const { store } = await testLibrary();
  await fill(store.db, 47);
  for (const options of [{ limit: 10 }, { limit: 10, sort: 'newest' }, { limit: 47 }] as const) {
    const whole = (await search(store.db, 'ערבה', { ...options, limit: 100 })).hits.map((hit) => hit.id);
    const forwards = await turn(store.db, options);
    expect(forwards.flatMap((page) => page.ids)).toEqual(whole);
    expect(forwards.map((page) => page.first)).toEqual(forwards.map((_, index) => index * options.limit + 1));
    const last = forwards.at(-1)?.previous ?? null;
    const backwards = await turnBack(store.db, options, last);
    expect(backwards).toEqual(forwards.slice(0, -1).map((page) => page.ids));
  }
});

test('what is added while pages are turned neither repeats a hit nor hides one', async () => {
  const { store } = await testLibrary();
  // more than are ranked, so that pages cross from the ranked part into the other
  const before = await fill(store.db, 620);
  const seen: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 10; page++) {
    const { hits, next } = await search(store.db, 'ערבה', { limit: 90, cursor });
    seen.push(...hits.map((hit) => hit.id));
    await fill(store.db, 5, { year: 2040 + page });
    await fill(store.db, 5, { year: 1990 - page });
    if (next === null) break;
    cursor = next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(before.filter((id) => !seen.includes(id))).toEqual([]);
});

test('what is removed while pages are turned is gone, and the rest is whole', async () => {
  const { store } = await testLibrary();
  const ids = await fill(store.db, 30);
  const first = await search(store.db, 'ערבה', { limit: 10 });
  const last = first.hits.at(-1)?.id ?? '';
  await sql`update ezer.decision set status = 'removed' where id = ${last}`.execute(store.db);
  const rest = await search(store.db, 'ערבה', { limit: 50, cursor: first.next ?? '' });
  const seen = [...first.hits, ...rest.hits].map((hit) => hit.id);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(rest.count).toBe(29);
});

test('a cursor of another search, or none at all, is refused by name', async () => {
  const { store } = await testLibrary();
  await fill(store.db, 30);
  const { next } = await search(store.db, 'ערבה', { limit: 10 });
  const shape = JSON.parse(Buffer.from(next ?? '', 'base64url').toString()) as unknown[];
  const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const [key, direction, place, bound, seen] = shape;
  const broken = [
    '',
    'x',
    '%00',
    written(null),
    written([]),
    written(['other', direction, place, bound, seen]),
    written([key, 'sideways', place, bound, seen]),
    written([key, direction, [false, false, true, '1e-99', '2035-01-01', 'x'], bound, seen]),
    written([key, direction, [false, false, true, 'NaN', '2035-13-45', crypto.randomUUID()], bound, seen]),
    written([key, direction, place, bound, -1]),
  ];
  for (const cursor of broken) await expect(search(store.db, 'ערבה', { cursor }), cursor).rejects.toThrow(BrokenCursor);
  for (const other of [{ sort: 'newest' }, { from: 2000 }, { unapproved: true }] as const)
    await expect(search(store.db, 'ערבה', { ...other, cursor: next ?? '' })).rejects.toThrow(BrokenCursor);
  await expect(search(store.db, 'שקדי', { cursor: next ?? '' })).rejects.toThrow(BrokenCursor);
  expect((await search(store.db, 'ערבה', { cursor: next ?? '', limit: 10 })).first).toBe(11);
});

interface Turned {
  ids: string[];
  first: number;
  previous: string | null;
}

async function turn(db: Database, options: SearchOptions): Promise<Turned[]> {
  const pages: Turned[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { hits, first, next, previous } = await search(db, 'ערבה', { ...options, cursor });
    pages.push({ ids: hits.map((hit) => hit.id), first, previous });
    if (next === null) return pages;
    cursor = next;
  }
}

async function turnBack(db: Database, options: SearchOptions, from: string | null): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor = from; cursor !== null; ) {
    const { hits, previous } = await search(db, 'ערבה', { ...options, cursor });
    pages.unshift(hits.map((hit) => hit.id));
    cursor = previous;
  }
  return pages;
}

/** Decisions that have the word, some of them often; some of one day, some without a day. As the drains leave them. */
async function fill(db: Database, count: number, { year = 2030 } = {}): Promise<string[]> {
  const texts = Array.from(
    { length: count },
    (_, i) => `${'ערבה '.repeat(1 + (i % 4))}${'שקדי '.repeat(i % 7)}מבוא ${i}`,
  );
  const days = texts.map((_, i) => (i % 9 === 0 ? null : `${year}-${String(1 + (i % 12)).padStart(2, '0')}-03`));
  const { rows } = await sql<{ id: string }>`
    with given as (
      select * from unnest(${texts}::text[], ${texts.map(wordsOf)}::text[], ${days}::date[]) with ordinality
        as g (text, words, day, place)
    ), numbered as materialized (
      select *, ezer.new_id() as decision_id, ezer.new_id() as version_id, ezer.new_id() as document_id from given
    ), document as (
      insert into ezer.document (id, sha256, byte_size, original_name, state)
      select document_id, sha256(document_id::text::bytea), 1, 'x', 'read' from numbered returning id
    ), decision as (
      insert into ezer.decision (id, date_given, current_version_id)
      select decision_id, day, version_id from numbered returning id
    ), version as (
      insert into ezer.decision_version (id, decision_id, number, document_id, text, text_sha256)
      select version_id, decision_id, 1, document_id, text, sha256(version_id::text::bytea) from numbered returning id
    ), entry as (
      insert into ezer.search_entry (kind, subject_id, decision_id, words, tokenizer_version)
      select 'decision', decision_id, decision_id, words::tsvector, '1' from numbered returning subject_id
    )
    select decision_id as id from numbered, (select count(*) from document) a, (select count(*) from decision) b,
      (select count(*) from version) c, (select count(*) from entry) d`.execute(db);
  return rows.map((row) => row.id);
}
