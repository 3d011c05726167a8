import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { libraryOf, SAMPLES, sampleTruth } from '../../../../testing/catalogue.ts';
import { folderOf, OTHER_RULE, RULE, ruling } from '../../../../testing/rulings.ts';
import { act } from '../review/index.ts';
import { readStatus } from '../status/index.ts';
import type { Store } from '../store/database.ts';

describe('the sample library', () => {
  test('is catalogued as its truth says, and mined; a second run writes nothing', { timeout: 120_000 }, async () => {
    const { store, run } = await libraryOf(join(SAMPLES, 'library'));
    expect(await run('metadata-drain')).toMatchObject({ outcome: 'drained', done: 30, dead: 0 });
    expect(await run('halacha-drain')).toMatchObject({ outcome: 'drained', done: 30, dead: 0 });

    const truth = sampleTruth();
    const rows = await catalogue(store);
    expect(rows).toHaveLength(30);
    const wrong = { dockets: [] as string[], date: [] as string[], court: [] as string[], judges: [] as string[] };
    for (const row of rows) {
      const expected = truth.get(row.ref.replace(/\.\w+$/, ''));
      if (!expected) throw new Error(`no truth for ${row.ref}`);
      if (String(row.dockets) !== String(expected.dockets)) wrong.dockets.push(row.ref);
      if (row.date !== expected.date) wrong.date.push(row.ref);
      if (row.court !== expected.court) wrong.court.push(row.ref);
      if (String(row.judges) !== String(expected.judges)) wrong.judges.push(row.ref);
    }
    // One panel in a PDF is read short; how well each field is read is measured by `npm run accuracy`.
    expect(wrong).toEqual({ dockets: [], date: [], court: [], judges: expect.anything() });
    expect(wrong.judges.length).toBeLessThanOrEqual(1);

    const found = await store.db.selectFrom('halacha').select(['quote']).execute();
    expect(found.length).toBeGreaterThan(40);
    expect((await readStatus(store.db)).decisions).toMatchObject({ visible: 30, catalogued: 30, withoutDocket: 1 });

    const before = await everyRow(store);
    expect(await run('metadata-drain')).toMatchObject({ outcome: 'nothing-to-do', claimed: 0 });
    expect(await run('halacha-drain')).toMatchObject({ outcome: 'nothing-to-do', proposed: 0 });
    expect(await everyRow(store)).toEqual(before);
  });
});

describe('catalogue', () => {
  test('an idle run does not link again, unless a run died between its reading and its linking', async () => {
    const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling() }));
    expect(await run('metadata-drain')).toMatchObject({ done: 1, linked: expect.any(Number) });
    expect(await run('metadata-drain')).not.toHaveProperty('linked');
    await sql`insert into ezer.job_run (id, job, pid, host, started_at, alive_until, ended_at, outcome)
              values (gen_random_uuid(), 'metadata-drain', 1, 'gone', now() - interval '1 minute', now(), now(), 'vanished')`.execute(
      store.db,
    );
    expect(await run('metadata-drain')).toMatchObject({ outcome: 'nothing-to-do', linked: 0 });
  });

  test('what a person entered counts, and stays through every reading', async () => {
    const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling() }));
    await run('metadata-drain');
    const { id } = await store.db.selectFrom('decision').select('id').executeTakeFirstOrThrow();
    const entered = { court: 'בית המשפט המחוזי בנצרת', dockets: ['ע"א 9001/33'], applicants: ['עדן ברקת'] };
    for (const [field, value] of Object.entries(entered))
      await store.db
        .insertInto('decision_field')
        .values({ decision_id: id, field, source: 'person', value: JSON.stringify(value), decided_by: 'קוראת' })
        .execute();
    const docket = await store.db
      .insertInto('docket')
      .values({ canonical: 'ע"א 9001/33', prefix: 'ע"א', number: '9001/33' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await store.db.deleteFrom('decision_docket').execute();
    await store.db
      .insertInto('decision_docket')
      .values({ decision_id: id, docket_id: docket.id, position: 0, source: 'person' })
      .execute();
    const fields = () =>
      store.db.selectFrom('decision_field').selectAll().where('source', '=', 'person').orderBy('field').execute();
    const before = await fields();
    await readAgain(store, 'metadata');
    expect(await run('metadata-drain')).toMatchObject({ done: 1 });
    expect(await fields()).toEqual(before);
    const [row] = await catalogue(store);
    expect(row).toMatchObject({ court: entered.court, dockets: entered.dockets, title: "עדן ברקת נ' נחליאל שקדי" });
    const read = await store.db
      .selectFrom('decision_field')
      .select('value')
      .where('field', '=', 'court')
      .where('source', '=', 'document')
      .execute();
    expect(read).toEqual([{ value: 'בית המשפט העליון' }]);
  });

  test('a new text is read again, and nothing of the old one stays', async () => {
    const folder = await folderOf({
      'a.txt': ruling({ reasons: ['ראו ע"א 9111/30, וכן סעיף 39 לחוק החוזים (חלק כללי), התשל"ג-1973.'] }),
    });
    const { store, run, takeIn } = await libraryOf(folder);
    await run('metadata-drain');
    await writeFile(join(folder, 'a.txt'), ruling({ docket: 'רע"א 9872/34', reasons: ['ראו ע"א 9222/31.'] }));
    await takeIn(folder);
    expect(await run('metadata-drain')).toMatchObject({ done: 1 });
    const citations = await store.db.selectFrom('citation').select('docket').execute();
    expect(citations).toEqual([{ docket: 'ע"א 9222/31' }]);
    expect(await store.db.selectFrom('statute_citation').select('id').execute()).toEqual([]);
    expect((await catalogue(store))[0]?.dockets).toEqual(['רע"א 9872/34']);
  });

  test('a decision that was withdrawn between reading and writing leaves nothing behind', async () => {
    const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ reasons: [RULE] }) }));
    // The drain reads under one status and writes under another: the row is changed while its work is leased.
    await sql`create function ezer.withdraw() returns trigger language plpgsql as $$
      begin update ezer.decision set status = 'removed'; return new; end $$`.execute(store.db);
    await sql`create trigger withdraw after update on ezer.work for each row when (new.state = 'leased')
      execute function ezer.withdraw()`.execute(store.db);
    await run('metadata-drain');
    await run('halacha-drain');
    for (const table of ['decision_field', 'citation', 'section', 'halacha', 'search_entry'] as const)
      expect(await store.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  });

  test('a text with more words than Postgres can index is catalogued all the same', { timeout: 120_000 }, async () => {
    const words = Array.from(
      { length: 150_000 },
      (_, i) => `ת${i.toString(7).replace(/\d/g, (d) => 'אבגדהוז'[Number(d)] ?? 'א')}`,
    );
    const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ reasons: [words.join(' ')] }) }));
    expect(await run('metadata-drain')).toMatchObject({ done: 1, dead: 0 });
    const entry = await store.db
      .selectFrom('search_entry')
      .select(sql<number>`length(words)`.as('words'))
      .executeTakeFirstOrThrow();
    expect(entry.words).toBeGreaterThan(20_000);
  });
});

describe('halachot', () => {
  test('keep their ids when the same is proposed again: by a new engine, and in a new text', async () => {
    const folder = await folderOf({ 'a.txt': ruling({ reasons: [RULE, OTHER_RULE] }) });
    const { store, run, takeIn } = await libraryOf(folder);
    await run('halacha-drain');
    const first = await quotes(store);
    expect(Object.keys(first)).toEqual(expect.arrayContaining([RULE, OTHER_RULE]));
    await readAgain(store, 'halacha');
    expect(await run('halacha-drain')).toMatchObject({ done: 1 });
    expect(await quotes(store)).toEqual(first);

    await writeFile(join(folder, 'a.txt'), ruling({ reasons: ['פסקה שנוספה 𝒜 בראש ההחלטה.', OTHER_RULE] }));
    await takeIn(folder);
    expect(await run('halacha-drain')).toMatchObject({ done: 1 });
    const second = await quotes(store);
    expect(second[OTHER_RULE]).toBe(first[OTHER_RULE]);
    expect(second[RULE]).toBeUndefined();
    const entries = await store.db
      .selectFrom('search_entry')
      .select('subject_id')
      .where('kind', '=', 'halacha')
      .execute();
    expect(entries.map((entry) => entry.subject_id).sort()).toEqual(Object.values(second).sort());
  });

  test('what a person acted on is never touched, and never proposed a second time', async () => {
    const folder = await folderOf({ 'a.txt': ruling({ reasons: [RULE, OTHER_RULE] }) });
    const { store, run, takeIn } = await libraryOf(folder);
    await run('halacha-drain');
    const ids = await quotes(store);
    await act(store, 'reject', { halachaId: ids[RULE] ?? '', reader: 'קוראת', reason: 'דברי אגב' });
    await act(store, 'edit', {
      halachaId: ids[OTHER_RULE] ?? '',
      reader: 'קוראת',
      principle: 'רשות ערעור שלישית ניתנת לעתים נדירות.',
    });
    const reviewed = () =>
      store.db.selectFrom('halacha').selectAll().where('reviewed_at', 'is not', null).orderBy('id').execute();
    const before = await reviewed();
    await readAgain(store, 'halacha');
    await run('halacha-drain');
    await writeFile(join(folder, 'a.txt'), ruling({ reasons: ['פסקה שנוספה.', RULE, OTHER_RULE] }));
    await takeIn(folder);
    await run('halacha-drain');
    expect(await reviewed()).toEqual(before.map((row) => ({ ...row, reverify: true })));
    expect(await quotes(store)).toEqual(ids);
  });

  test('a new tokenizer reaches also what a person approved', async () => {
    const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ reasons: [RULE] }) }));
    await run('halacha-drain');
    const ids = await quotes(store);
    await act(store, 'approve', { halachaId: ids[RULE] ?? '', reader: 'קוראת' });
    await sql`update ezer.search_entry set tokenizer_version = 'old', words = ''`.execute(store.db);
    await readAgain(store, 'halacha');
    await run('halacha-drain');
    const entries = await store.db
      .selectFrom('search_entry')
      .select(sql<number>`length(words)`.as('words'))
      .where('tokenizer_version', '<>', 'old')
      .execute();
    expect(entries).toHaveLength(1);
    expect(entries[0]?.words).toBeGreaterThan(5);
  });

  test('none found is a result, and not found again', async () => {
    const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling() }));
    expect(await run('halacha-drain')).toMatchObject({ done: 1, proposed: 0 });
    const work = await store.db.selectFrom('work').select(['state', 'result']).where('queue', '=', 'halacha').execute();
    expect(work).toEqual([{ state: 'done', result: { found: 0 } }]);
  });

  test('two metadata and two halacha drains at once do each decision once', { timeout: 120_000 }, async () => {
    const { store, run } = await libraryOf(join(SAMPLES, 'library'));
    const jobs = ['metadata-drain', 'halacha-drain', 'metadata-drain', 'halacha-drain'] as const;
    const runs = await Promise.all(jobs.map((job) => run(job)));
    for (const summary of runs) expect(summary).toMatchObject({ dead: 0, retried: 0, held: 0, warnings: [] });
    const sum = (job: string) =>
      runs.filter((_, i) => jobs[i] === job).reduce((done, summary) => done + Number(summary.done), 0);
    expect([sum('metadata-drain'), sum('halacha-drain')]).toEqual([30, 30]);
    const errors = await sql`select 1 from ezer.work where errors <> '[]'`.execute(store.db);
    expect(errors.rows).toEqual([]);
  });
});

/** As if another version of the engine had done the work. */
async function readAgain(store: Store, queue: string): Promise<void> {
  await sql`update ezer.work set done_engine = 'another', engine = 'another' where queue = ${queue}`.execute(store.db);
}

async function quotes(store: Store): Promise<Record<string, string>> {
  const rows = await store.db.selectFrom('halacha').select(['id', 'quote']).orderBy('quote_start').execute();
  return Object.fromEntries(rows.map((row) => [row.quote, row.id]));
}

interface CatalogueRow {
  ref: string;
  court: string | null;
  date: string | null;
  title: string | null;
  dockets: string[];
  judges: string[];
}

async function catalogue(store: Store): Promise<CatalogueRow[]> {
  const { rows } = await sql<CatalogueRow>`
    select i.ref, d.court, d.date_given::text as date, d.title,
           array(select canonical from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id
                  where dd.decision_id = d.id order by dd.position) as dockets,
           array(select name from ezer.decision_judge dj join ezer.judge j on j.id = dj.judge_id
                  where dj.decision_id = d.id order by dj.position) as judges
      from ezer.decision d join ezer.source_item i on i.decision_id = d.id order by i.ref`.execute(store.db);
  return rows;
}

/** Where every row of the library stands on disk and which transaction wrote it. */
async function everyRow(store: Store): Promise<Record<string, string>> {
  const { rows } = await sql<{ tables: Record<string, string> }>`
    select jsonb_object_agg(t.relname, (xpath('/row/at/text()', query_to_xml(
             format('select coalesce(string_agg(ctid::text || xmin::text, '','' order by ctid), ''-'') as at from ezer.%I', t.relname),
             false, true, '')))[1]::text) as tables
      from pg_class t where t.relnamespace = 'ezer'::regnamespace and t.relkind = 'r'`.execute(store.db);
  return rows[0]?.tables ?? {};
}
