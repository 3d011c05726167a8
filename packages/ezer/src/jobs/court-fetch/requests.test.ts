import { expect, test } from 'vitest';
import { libraryOf } from '../../../../../testing/catalogue.ts';
import { folderOf, ruling } from '../../../../../testing/rulings.ts';

test('a request is ended by the decision that came in, or goes to a person where a folder cannot fetch', async () => {
  const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ docket: 'רע"א 9871/34' }) }));
  await run('metadata-drain');
  expect(await run('court-fetch')).toMatchObject({ outcome: 'nothing-to-do', requests: 0 });

  await store.pool.query(
    `insert into ezer.source (name, adapter) values ('a court', 'court-site'), ('a folder', 'directory')`,
  );
  await store.pool.query(`insert into ezer.fetch_request (source_id, docket, state, requested_by)
    select id, docket, state, 'dana' from ezer.source, (values
      ('רע"א 9871/34', 'queued'), ('רע"א 9872/34', 'queued'), ('רע"א 9873/34', 'blocked')) r (docket, state)
     where name in ('a court', 'a folder')`);
  expect(await run('court-fetch')).toMatchObject({ outcome: 'drained', requests: 3 });
  const { rows: decisions } = await store.pool.query<{ id: string }>('select id from ezer.decision');
  const carried = decisions[0]?.id;
  const requests = async () =>
    (
      await store.pool.query(`select s.name, docket, state, decision_id, reason, finished_at is not null as finished
        from ezer.fetch_request r join ezer.source s on s.id = r.source_id order by s.name, docket`)
    ).rows.map(({ name, docket, state, decision_id, reason, finished }) => [
      `${name} ${docket} ${state}`,
      decision_id,
      reason,
      finished,
    ]);
  const why = 'the folder does not have it; put the file there, or ingest it';
  const expected = [
    ['a court רע"א 9871/34 duplicate', carried, null, true],
    ['a court רע"א 9872/34 queued', null, null, false],
    ['a court רע"א 9873/34 blocked', null, null, false],
    ['a folder רע"א 9871/34 duplicate', carried, null, true],
    ['a folder רע"א 9872/34 needs_person', null, why, true],
    ['a folder רע"א 9873/34 blocked', null, null, false],
  ];
  expect(await requests()).toEqual(expected);
  expect(await run('court-fetch')).toMatchObject({ outcome: 'nothing-to-do', requests: 0 });
  expect(await requests()).toEqual(expected);

  // The person ingests it: the docket is carried now, and no request for it is open any more.
  await store.pool.query(`delete from ezer.fetch_request where state = 'queued'`);
  await store.pool.query(`update ezer.docket set canonical = 'רע"א 9872/34' where canonical = 'רע"א 9871/34'`);
  expect(await run('court-fetch')).toMatchObject({ outcome: 'drained', requests: 1 });
  expect((await requests()).filter(([what]) => String(what).includes('9872'))).toEqual([
    ['a folder רע"א 9872/34 duplicate', carried, why, true],
  ]);
});
