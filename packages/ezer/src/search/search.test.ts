import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { folderOf, OTHER_RULE, RULE, ruling } from '../../../../testing/rulings.ts';
import { act } from '../review/index.ts';
import type { Store } from '../store/database.ts';
import { wordsOf } from './entry.ts';
import { EmptyQuery } from './query.ts';
import { search } from './search.ts';

test('what is written is found, in every form it is asked for', async () => {
  const { store } = await library();
  for (const query of [
    'רע"א 9871/34',
    'רע״א 9871/34',
    'רעא 9871/34',
    '9871/34',
    'רע"א 9871/2034',
    'תום הלב',
    'בתום הלב',
    'לחוזה',
    'והחוזה',
    '"תום הלב"',
    'סתווית',
    'לילך & סתווית',
  ]) {
    const answer = await search(store.db, query, { only: 'decisions' });
    expect(
      answer.hits.map((hit) => hit.dockets),
      query,
    ).toContainEqual(['רע"א 9871/34']);
  }
});

test('signs are no operators', async () => {
  const { store } = await library();
  const signs = [
    '"תום הלב',
    'תום" הלב',
    "תום' & הלב",
    'תום | הלב',
    '!תום',
    'תום:* הלב',
    'תום <-> הלב',
    '(תום',
    'תום\\ הלב',
  ];
  for (const query of [...signs, "תום \\' הלב", 'תום\0 הלב', 'תום \ud800 הלב', 'תום % _ הלב'])
    expect((await search(store.db, query)).count, JSON.stringify(query)).toBeGreaterThan(0);
});

test('no word in it is one named error', async () => {
  const { store } = await library();
  for (const query of ['', '  ', '""', '&', '!', "'", '\0', '\ud800'])
    await expect(search(store.db, query), JSON.stringify(query)).rejects.toThrow(EmptyQuery);
});

test('words that stand apart are no phrase, and a docket is no other docket', async () => {
  const { store } = await library();
  expect((await search(store.db, '"הלב תום"')).count).toBe(0);
  expect((await search(store.db, 'ע"א 9871/34')).count).toBe(0);
  expect((await search(store.db, '9871/33')).count).toBe(0);
});

describe('halachot', () => {
  test('only approved ones by default; none that was rejected; the count is that of the hits', async () => {
    const { store, ids } = await library();
    const kinds = async (unapproved: boolean) => {
      const { count, hits } = await search(store.db, 'תום הלב', { only: 'halachot', unapproved });
      expect(count).toBe(hits.length);
      return hits.map((hit) => hit.state);
    };
    expect(await kinds(false)).toEqual([]);
    expect(await kinds(true)).toEqual(['proposed']);
    await act(store, 'approve', { halachaId: ids[RULE] ?? '', reader: 'קוראת' });
    expect(await kinds(false)).toEqual(['approved']);
    await act(store, 'reject', { halachaId: ids[RULE] ?? '', reader: 'קוראת' });
    expect(await kinds(false)).toEqual([]);
    expect(await kinds(true)).toEqual([]);
  });

  test('an approved one comes first, and is found by the sentence that a person gave it', async () => {
    const { store, ids } = await library();
    await act(store, 'approve', {
      halachaId: ids[RULE] ?? '',
      reader: 'קוראת',
      principle: 'הפרה זניחה אינה עילת ביטול.',
    });
    const { hits } = await search(store.db, 'חוזה');
    expect(hits.map((hit) => hit.kind)).toEqual(['halacha', 'decision', 'decision']);
    expect((await search(store.db, 'זניחה')).hits.map((hit) => hit.id)).toEqual([ids[RULE]]);
  });

  test('the limit bounds the hits and not the count', async () => {
    const { store } = await library();
    const answer = await search(store.db, 'הבקשה נדחית', { limit: 1 });
    expect([answer.count, answer.hits.length]).toEqual([2, 1]);
  });
});

test('what is held or removed is not found', async () => {
  const { store, ids } = await library();
  await act(store, 'approve', { halachaId: ids[RULE] ?? '', reader: 'קוראת' });
  for (const status of ['held', 'removed']) {
    await sql`update ezer.decision set status = ${status}`.execute(store.db);
    expect(await search(store.db, 'תום הלב', { unapproved: true })).toMatchObject({ count: 0, hits: [] });
    expect(await search(store.db, 'רע"א 9871/34')).toMatchObject({ count: 0, hits: [] });
  }
});

test('the snippet shows the words, and marks them by code points', async () => {
  const { store } = await library();
  const { hits } = await search(store.db, 'תום הלב', { only: 'decisions' });
  const { text, marks } = hits.find((hit) => hit.dockets[0] === 'רע"א 9871/34')?.snippet ?? { text: '', marks: [] };
  const marked = marks.map(([start, end]) => [...text].slice(start, end).join(''));
  expect(marked).toEqual(expect.arrayContaining(['תום', 'הלב']));
});

test('whatever the text, Postgres reads its words', async () => {
  const { store } = await library();
  const signs = [
    "'",
    '\\',
    ':',
    '"',
    '״',
    'א',
    'ב"ג',
    ' ',
    '\n',
    '1',
    '12/34',
    '😀',
    'é',
    '\u200f',
    '&',
    '*',
    'ﬃ',
    'ß',
    '０',
  ];
  for (let seed = 1; seed <= 60; seed++) {
    let state = seed * 2654435761;
    const next = () => (state = (state * 1103515245 + 12345) % 2147483648);
    const text = Array.from({ length: 200 }, () => signs[next() % signs.length]).join('');
    await expect(sql`select ${wordsOf(text)}::tsvector`.execute(store.db), `seed ${seed}`).resolves.toBeDefined();
  }
  await expect(sql`select ${wordsOf('א'.repeat(100_000))}::tsvector`.execute(store.db)).resolves.toBeDefined();
});

async function library(): Promise<{ store: Store; ids: Record<string, string> }> {
  const { store, run } = await libraryOf(
    await folderOf({
      'a.txt': ruling({ reasons: ['פתח דבר 𝒜𝒜.', RULE] }),
      'b.txt': ruling({ docket: 'רע"א 9872/33', reasons: [OTHER_RULE, 'החוזה בוטל כדין.'] }),
    }),
  );
  await run('metadata-drain');
  await run('halacha-drain');
  const rows = await store.db.selectFrom('halacha').select(['id', 'quote']).execute();
  return { store, ids: Object.fromEntries(rows.map((row) => [row.quote, row.id])) };
}
