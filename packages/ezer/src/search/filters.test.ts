import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { libraryOf, SAMPLES } from '../../../../testing/catalogue.ts';
import { folderOf, ruling } from '../../../../testing/rulings.ts';
import { act } from '../review/index.ts';
import { readFront, type SearchFilters, search, suggest } from './index.ts';

test('every count of a filter is the number of hits that it gives, and committees are apart', async () => {
  const { store, run } = await libraryOf(join(SAMPLES, 'library'));
  await run('metadata-drain');
  await run('halacha-drain');
  const proposed = await store.db.selectFrom('halacha').select('id').orderBy('id').execute();
  for (const { id } of proposed.slice(0, 10)) await act(store, 'approve', { halachaId: id, reader: 'קוראת' });

  const countOf = async (filters: SearchFilters) => {
    const { count, hits } = await search(store.db, 'בית המשפט', { ...filters, limit: 200 });
    expect(hits).toHaveLength(count);
    return count;
  };
  const searches: SearchFilters[] = [{}, { unapproved: true }, { from: 2033, to: 2034 }, { law: 'חוק' }];
  for (const filters of [...searches, { only: 'decisions' as const }, { court: 'בית המשפט העליון' }]) {
    const { count, facets } = await search(store.db, 'בית המשפט', filters);
    expect(count, JSON.stringify(filters)).toBeGreaterThan(0);
    for (const { court, count: said } of facets.courts) expect(await countOf({ ...filters, court })).toBe(said);
    for (const only of ['decisions', 'committees', 'halachot'] as const)
      expect(await countOf({ ...filters, only })).toBe(facets.kinds[only]);
    const withProposals = await countOf({ ...filters, only: 'halachot', unapproved: true });
    expect(withProposals - (await countOf({ ...filters, only: 'halachot', unapproved: false }))).toBe(
      facets.unapproved,
    );
  }

  // G5: a committee's decision is no court's, and each kind has only its own
  const kindsOf = async (only: 'decisions' | 'committees') =>
    new Set((await search(store.db, '', { only, limit: 200 })).hits.map((hit) => hit.sourceKind));
  expect(await kindsOf('decisions')).toEqual(new Set(['court']));
  expect(await kindsOf('committees')).toEqual(new Set(['committee']));
});

test('years, a law and a court narrow what is found, alone or with words', async () => {
  const { store, run } = await libraryOf(
    await folderOf({
      'a.txt': ruling({ docket: 'רע"א 9871/34', date: '3.2.2035', reasons: ['לפי סעיף 7 לחוק העונשין, התשל"ז-1977.'] }),
      'b.txt': ruling({ docket: 'רע"א 9872/33', date: '3.2.2033', reasons: ['לפי סעיף 39 לחוק החוזים (חלק כללי).'] }),
    }),
  );
  await run('metadata-drain');
  const dockets = async (query: string, filters: SearchFilters) =>
    (await search(store.db, query, filters)).hits.map((hit) => hit.dockets[0]);
  expect(await dockets('', { from: 2034 })).toEqual(['רע"א 9871/34']);
  expect(await dockets('הבקשה', { to: 2034 })).toEqual(['רע"א 9872/33']);
  expect(await dockets('', { from: 2033, to: 2033 })).toEqual(['רע"א 9872/33']);
  expect(await dockets('', { law: 'חוק העונשין' })).toEqual(['רע"א 9871/34']);
  expect(await dockets('', { law: 'חוזים' })).toEqual(['רע"א 9872/33']);
  expect(await dockets('', { law: 'חוק שאיש לא חוקק' })).toEqual([]);
  expect(await dockets('', { court: 'בית המשפט העליון' })).toEqual(['רע"א 9871/34', 'רע"א 9872/33']);
  expect(await dockets('', { court: 'בית משפט שאיננו' })).toEqual([]);
});

test('the decision whose docket is asked for comes first, however it is written', async () => {
  const { store, run } = await libraryOf(
    await folderOf({
      'a.txt': ruling({ docket: 'רע"א 9871/34', date: '3.2.2030' }),
      'b.txt': ruling({ docket: 'רע"א 9872/33', reasons: ['כאמור ברע"א 9871/34, וכן ברע"א 9871/34 וברע"א 9871/34.'] }),
    }),
  );
  await run('metadata-drain');
  for (const query of [
    'רע"א 9871/34',
    'רע״א 9871/34',
    'רעא 9871-34',
    'רע"א 9871/2034',
    ' 9871/34 ',
    '"רע"א 9871/34"',
  ]) {
    for (const sort of ['relevance', 'newest'] as const) {
      const { hits } = await search(store.db, query, { sort });
      expect(
        hits.map((hit) => [hit.dockets[0], hit.isOwn]),
        query,
      ).toEqual([
        ['רע"א 9871/34', true],
        ['רע"א 9872/33', false],
      ]);
    }
  }
});

test('a docket that only a person entered is found too', async () => {
  const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ docket: null }) }));
  await run('metadata-drain');
  await sql`
    with entered as (insert into ezer.docket (canonical, prefix, number) values ('ע"א 9555/34', 'ע"א', '9555/34') returning id)
    insert into ezer.decision_docket (decision_id, docket_id, position, source)
    select d.id, entered.id, 0, 'person' from ezer.decision d, entered`.execute(store.db);
  expect((await search(store.db, 'ע״א 9555/34')).hits.map((hit) => hit.isOwn)).toEqual([true]);
});

test('whoever found nothing is told what would find something', async () => {
  const { store, run } = await libraryOf(
    await folderOf({ 'a.txt': ruling({ date: '3.2.2035', reasons: ['כאמור בע"א 9101/28.', 'תום הלב נדרש.'] }) }),
  );
  await run('metadata-drain');
  expect(await suggest(store.db, 'תום הלב', { from: 1950, to: 1951 })).toMatchObject({
    without: [{ filter: 'years', count: 1 }],
    apart: null,
    unknown: [],
  });
  expect((await suggest(store.db, 'תום הלב', { to: 1951, only: 'halachot' })).without).toEqual([
    { filter: 'all', count: 1 },
  ]);
  expect(await suggest(store.db, '"הלב תום"', {})).toMatchObject({ without: [], apart: 1 });
  expect((await suggest(store.db, 'תום קנגורו', {})).unknown).toEqual(['קנגורו']);
  expect((await suggest(store.db, 'ע״א 9101/28', { only: 'halachot' })).missing).toEqual({
    docket: 'ע"א 9101/28',
    demand: 1,
  });
});

test('the first page counts what may be shown, and its examples find something', async () => {
  const { store, run } = await libraryOf(join(SAMPLES, 'library'));
  expect((await readFront(store.db)).numbers).toMatchObject({ decisions: 30, unread: 30, approved: 0, waiting: 0 });
  await run('metadata-drain');
  await run('halacha-drain');
  const { numbers, examples, decisions } = await readFront(store.db);
  expect(numbers).toMatchObject({ decisions: 30, unread: 0, approved: 0 });
  expect(numbers.waiting).toBeGreaterThan(0);
  expect(decisions).toHaveLength(5);
  const { docket, phrase, law } = examples;
  expect((await search(store.db, docket ?? '')).hits[0]?.isOwn).toBe(true);
  expect((await search(store.db, `"${phrase}"`)).count).toBeGreaterThan(0);
  expect((await search(store.db, '', { law: law ?? '' })).count).toBeGreaterThan(0);

  await sql`update ezer.decision set status = 'removed'`.execute(store.db);
  expect(await readFront(store.db)).toMatchObject({
    numbers: { decisions: 0, unread: 0, approved: 0, waiting: 0 },
    examples: { docket: null, phrase: null, law: null },
    decisions: [],
    halachot: [],
  });
});
