import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { folderOf, OTHER_RULE, RULE, ruling } from '../../../../testing/rulings.ts';
import { formOf, visitor, website } from '../../../../testing/website.ts';
import { ezer } from '../cli/testing/ezer.ts';
import { findDecisions } from '../reader/index.ts';
import { act } from '../review/index.ts';
import { search } from '../search/index.ts';
import type { Store } from '../store/database.ts';
import { DecisionMissing, NoReason, withdraw, withdrawable } from './index.ts';

const DOCKET = 'רע"א 9871/34';
const REASON = 'צו איסור פרסום';

/** Two decisions: one to withdraw, with an approved halacha and another one, and one that cites it and says its rule too. */
async function library() {
  const files = {
    'a.txt': ruling({ docket: DOCKET, reasons: [RULE, OTHER_RULE] }),
    'b.txt': ruling({ docket: 'ע"א 9001/31', date: '1.1.2036', reasons: [RULE, `ראו ${DOCKET}.`] }).replaceAll(
      'סתווית ערבה',
      'דקל אלמוג',
    ),
  };
  const folder = await folderOf(files);
  const made = await libraryOf(folder);
  const { store, run } = made;
  await run('metadata-drain');
  await run('halacha-drain');
  const id = (await findDecisions(store.db, DOCKET))[0] ?? '';
  const halachot = await store.db.selectFrom('halacha').select(['id', 'quote']).where('decision_id', '=', id).execute();
  expect(halachot).toHaveLength(2);
  for (const halacha of halachot)
    await act(store, 'approve', { halachaId: halacha.id, reader: 'דנה', principle: `כלל: ${halacha.quote}` });
  return { ...made, folder, id, halachot, files };
}

/** Every row of every table that has these words in any column. */
async function rowsWith(store: Store, words: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
     where table_schema = 'ezer' and table_type = 'BASE TABLE'`.execute(store.db);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from ${sql.id('ezer', name)} t where strpos(t::text, ${words}) > 0`.execute(
      store.db,
    );
    if ((rows[0]?.count ?? 0) > 0) found.push(name);
  }
  return found.sort();
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((f) => f.isFile()).map((f) => f.name);

const statuses = async (store: Store): Promise<string[]> =>
  (await store.db.selectFrom('decision').select('status').orderBy('status').execute()).map((row) => row.status);

describe('a decision that is withdrawn', () => {
  test('leaves no word of it in any table, no file, and nothing on any surface; what stays is a tombstone', async () => {
    const { store, content, config, id, halachot, run } = await library();
    // Words of this decision alone: a party, the second rule, and the halacha that a person worded.
    const own = ['סתווית ערבה', 'גלגול שלישי', `כלל: ${OTHER_RULE}`];
    for (const words of own) expect((await rowsWith(store, words)).length, words).toBeGreaterThan(0);
    const { url } = await website(store, { content });
    const get = async (path: string) => {
      const answer = await fetch(url + path, { redirect: 'manual' });
      return { status: answer.status, text: await answer.text() };
    };
    expect((await search(store.db, 'גלגול שלישי')).count).toBeGreaterThan(0);

    const gone = await withdraw({ store, content }, { decisionId: id, reason: REASON, by: 'test' });
    expect(gone).toMatchObject({ changed: true, versions: 1, halachot: 2, reviewed: 2, citedBy: 1 });
    expect(gone.files.map(({ ref }) => ref)).toEqual(['a.txt']);

    for (const words of own) expect(await rowsWith(store, words), words).toEqual([]);
    expect(await rowsWith(store, REASON)).toEqual(['audit', 'decision']);
    expect(await filesIn(join(config.values.EZER_DATA, 'content'))).toHaveLength(1);

    for (const path of [`decisions/${id}`, `decisions/${id}/original`, ...halachot.map((h) => `halachot/${h.id}`)])
      expect([path, (await get(path)).status]).toEqual([path, 410]);
    const shown = ['', 'search?q=גלגול', `search?q=${DOCKET}`, 'principles', 'review', 'digests', 'gaps', 'operations'];
    for (const path of [...shown, `decisions/${(await findDecisions(store.db, 'ע"א 9001/31'))[0]}`]) {
      const page = await get(path);
      expect([path, page.status]).toEqual([path, 200]);
      for (const words of own) expect(page.text, path).not.toContain(words);
    }
    expect((await search(store.db, 'גלגול שלישי')).count).toBe(0);
    expect(await findDecisions(store.db, DOCKET)).toEqual([]);
    expect(await withdrawable(store.db, DOCKET)).toEqual([
      { id, dockets: [DOCKET], dateGiven: '2035-02-03', isWithdrawn: true },
    ]);

    // The rule that the other decision says too stays found there, and what cited this one is open.
    expect((await search(store.db, 'הפרה קלה')).count).toBe(1);
    const cited = await store.db.selectFrom('citation').select(['state', 'target_decision_id']).execute();
    expect(cited).toEqual([{ state: 'missing', target_decision_id: null }]);
    const acts = await store.db.selectFrom('halacha_review').select(['act', 'reader', 'before', 'after']).execute();
    expect(acts).toEqual(Array(2).fill({ act: 'approve', reader: 'דנה', before: null, after: null }));
    const change = await store.db.selectFrom('change').select(['what', 'subject_id']).orderBy('id', 'desc').limit(1);
    expect(await change.execute()).toEqual([{ what: 'removed', subject_id: id }]);

    await run('metadata-drain');
    await run('halacha-drain');
    for (const words of own) expect(await rowsWith(store, words), words).toEqual([]);
  });

  test('is not taken in again: not its file, not its text in another file, not another text in its place', async () => {
    const { store, content, config, folder, id, files, takeIn, run } = await library();
    await withdraw({ store, content }, { decisionId: id, reason: REASON, by: 'test' });
    await takeIn(folder);
    const again = await folderOf({ 'same bytes.txt': files['a.txt'], 'same text.txt': `\n${files['a.txt']}\n\n` });
    await takeIn(again);
    await writeFile(join(folder, 'a.txt'), files['a.txt'].replace('סתווית ערבה', 'סתווית ערבה-נוסח'));
    await takeIn(folder);
    await run('metadata-drain');
    expect(await statuses(store)).toEqual(['removed', 'visible']);
    expect(await rowsWith(store, 'סתווית')).toEqual([]);
    expect(await filesIn(join(config.values.EZER_DATA, 'content'))).toHaveLength(1);
    const refused = await store.db
      .selectFrom('source_item')
      .select(['ref', 'reason'])
      .where('state', '=', 'refused')
      .orderBy('ref')
      .execute();
    expect(refused).toEqual(['a.txt', 'same bytes.txt', 'same text.txt'].map((ref) => ({ ref, reason: 'withdrawn' })));
    // Another text, that may be published, comes in under another name.
    await cp(join(folder, 'a.txt'), join(again, 'anonymous.txt'));
    await writeFile(join(again, 'anonymous.txt'), files['a.txt'].replace('סתווית ערבה', 'פלונית'));
    await takeIn(again);
    expect(await statuses(store)).toEqual(['removed', 'visible', 'visible']);
  });

  test('a dry run, a wrong id and a missing reason change nothing; twice is once', async () => {
    const { store, content, id } = await library();
    const before = await rowsWith(store, 'סתווית ערבה');
    const wish = { decisionId: id, reason: REASON, by: 'test' };
    expect(await withdraw({ store, content }, wish, { dryRun: true })).toMatchObject({ changed: true, halachot: 2 });
    for (const reason of ['', ' \0 ', 'א'.repeat(301)])
      await expect(withdraw({ store, content }, { ...wish, reason })).rejects.toThrow(NoReason);
    for (const decisionId of ['no id', '01900000-0000-7000-8000-000000000009'])
      await expect(withdraw({ store, content }, { ...wish, decisionId })).rejects.toThrow(DecisionMissing);
    expect(await rowsWith(store, 'סתווית ערבה')).toEqual(before);
    expect(await statuses(store)).toEqual(['visible', 'visible']);

    await withdraw({ store, content }, wish);
    const again = await withdraw({ store, content }, { ...wish, reason: 'סיבה אחרת' });
    expect(again).toMatchObject({ changed: false, versions: 0, halachot: 0 });
    expect(await rowsWith(store, 'סיבה אחרת')).toEqual([]);
  });

  test('by the command: in both languages, as data, and with nothing done without a reason', async () => {
    const { url, store, config, id } = await library();
    const env = { DATABASE_URL: url, EZER_DATA: config.values.EZER_DATA };
    const would = await ezer(['withdraw', DOCKET, '--dry-run', '--lang', 'en'], env);
    expect([would.code, would.stdout]).toEqual([0, expect.stringMatching(/would go: texts 1, halachot 2 .*changed/s)]);
    expect(would.stdout).toContain('a.txt');
    const without = await ezer(['withdraw', DOCKET], env);
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('--reason')]);
    const none = await ezer(['withdraw', 'ע"א 1111/99', '--reason', REASON], env);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('אין בספרייה')]);
    expect(await statuses(store)).toEqual(['visible', 'visible']);

    const done = await ezer(['withdraw', DOCKET, '--reason', REASON, '--json'], env);
    expect(JSON.parse(done.stdout)).toMatchObject({ id, changed: true, dryRun: false, dockets: [DOCKET] });
    const again = await ezer(['withdraw', id, '--reason', REASON], env);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('הוסרה כבר')]);
    expect(await statuses(store)).toEqual(['removed', 'visible']);
    const kept = await store.db.selectFrom('audit').select(['action', 'detail']).execute();
    expect(kept).toEqual([
      { action: 'decision.withdraw', detail: expect.objectContaining({ reason: REASON, dockets: DOCKET }) },
    ]);
  });

  test('by an administrator on its page: a reason and a second thought are asked for; a reviewer has no such form', async () => {
    const { store, content, id } = await library();
    const { url } = await website(store, { content });
    const [administrator, reviewer] = [await visitor(store, 'administrator'), await visitor(store, 'reviewer')];
    const page = async ({ cookie }: { cookie: string }) =>
      (await fetch(`${url}decisions/${id}`, { headers: { cookie } })).text();
    expect(await page(reviewer)).not.toContain('/withdraw');
    const action = `/decisions/${id}/withdraw`;
    const fields = formOf(await page(administrator), `${action}#withdraw`);
    const send = (typed: Record<string, string>) =>
      fetch(url + action.slice(1), {
        method: 'POST',
        headers: { cookie: administrator.cookie, origin: url.slice(0, -1) },
        body: new URLSearchParams({ ...Object.fromEntries(fields), ...typed }),
        redirect: 'manual',
      });
    const unsure = await send({ reason: REASON });
    expect([unsure.status, await unsure.text()]).toEqual([422, expect.stringContaining(`value="${REASON}"`)]);
    expect((await send({ reason: ' ', sure: 'yes' })).status).toBe(422);
    expect(await statuses(store)).toEqual(['visible', 'visible']);
    const done = await send({ reason: REASON, sure: 'yes' });
    expect([done.status, done.headers.get('location')]).toEqual([303, `/decisions/${id}`]);
    expect((await fetch(`${url}decisions/${id}`)).status).toBe(410);
    expect((await send({ reason: REASON, sure: 'yes' })).status).toBe(303);
    const audit = await (await fetch(`${url}audit`, { headers: { cookie: administrator.cookie } })).text();
    for (const words of ['הסרה של החלטה', REASON]) expect(audit).toContain(words);
  });
});
