import { readdirSync, readFileSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { libraryOf, SAMPLES } from '../../../../../testing/catalogue.ts';
import { temporaryFolder } from '../../../../../testing/process.ts';
import { folderOf } from '../../../../../testing/rulings.ts';
import { readStatus } from '../../status/index.ts';
import type { Store } from '../../store/database.ts';
import { readDigest } from './parse.ts';

interface Truth {
  id: string;
  title: string;
  date: string;
  items: { headline: string; tag: string; docket: string | null; decided: string | null }[];
}

const truth = readFileSync(join(SAMPLES, 'truth', 'digests.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Truth);

test('every sample issue is read as its truth says, and each item linked or a gap', { timeout: 120_000 }, async () => {
  const { store, run } = await libraryOf(join(SAMPLES, 'library'), { EZER_DIGESTS: join(SAMPLES, 'digests') });
  await run('metadata-drain');
  expect(await run('digest')).toMatchObject({ outcome: 'drained', received: 10, refused: 0, done: 10 });
  const carried = new Set(
    (
      await store.db
        .selectFrom('docket')
        .innerJoin('decision_docket', 'docket_id', 'docket.id')
        .select('canonical')
        .execute()
    ).map((row) => row.canonical),
  );
  const read = await issues(store);
  for (const { id, title, date, items } of truth) {
    const issue = read.find((each) => each.ref.startsWith(`${id}.`));
    expect(issue, id).toMatchObject({ title, issued_on: date });
    expect(issue?.kind, id).toBe(items.some((item) => item.docket !== null) ? 'decisions' : 'announcement');
    expect(issue?.items, id).toEqual(
      items.map((item) => ({
        headline: item.headline,
        concept: item.tag,
        docket: item.docket,
        decision_date: item.decided,
        state: item.docket === null ? 'none' : carried.has(item.docket) ? 'linked' : 'gap',
      })),
    );
  }
  expect((await readStatus(store.db)).digests).toMatchObject({ issues: 10, read: 10 });
  expect(await run('digest')).toMatchObject({ outcome: 'nothing-to-do', received: 0 });
});

describe('what an issue says', () => {
  test.each<[string, string, (string | null)[]]>([
    [
      'numbers',
      'עלון\nגיליון 3, 1.2.2031\n1. שכירות\nע"א 9104/31 כהן נ\' לוי (12.1.2031)\n2. קניין\nע"א 9105/31 כהן נ\' לוי',
      ['ע"א 9104/31', 'ע"א 9105/31'],
    ],
    [
      'bullets',
      'עלון 1.2.2031\n• ע"א 9104/31 כהן נ\' לוי – נדחה\n• ע"א 9105/31 כהן נ\' לוי – התקבל',
      ['ע"א 9104/31', 'ע"א 9105/31'],
    ],
    [
      'rules',
      'עלון 1.2.2031\n-----\nע"א 9104/31 כהן נ\' לוי\nנדחה\n-----\nע"א 9105/31 כהן נ\' לוי\nהתקבל',
      ['ע"א 9104/31', 'ע"א 9105/31'],
    ],
    [
      'tags that come first',
      'עלון 1.2.2031\nתגית: חוזים\nע"א 9104/31 כהן נ\' לוי. נדחה.\nתגית: קניין\nע"א 9105/31 כהן נ\' לוי. התקבל.',
      ['ע"א 9104/31', 'ע"א 9105/31'],
    ],
    [
      'blank lines',
      'עלון\n\nגיליון 3, 1.2.2031\n\nע"א 9104/31 כהן נ\' לוי\nנדחה.\n\nכותרת לבדה\n\nהתקבל בע"א 9105/31 כהן נ\' לוי.',
      ['ע"א 9104/31', 'ע"א 9105/31'],
    ],
    [
      'nothing but dockets',
      'עלון 1.2.2031\nע"א 9104/31 כהן נ\' לוי\nנדחה.\nע"א 9105/31 כהן נ\' לוי\nהתקבל.',
      ['ע"א 9104/31', 'ע"א 9105/31'],
    ],
  ])('items told apart by %s', (_, text, dockets) => {
    const reading = readDigest(text);
    expect(reading.entries.map((entry) => entry.docket)).toEqual(dockets);
    expect(reading.issuedOn).toBe('2031-02-01');
  });

  test('the ruling itself, not what it relied on', () => {
    const [item] = readDigest(
      'עלון\n1. שכירות\nבהסתמך על ע"א 9001/20 פלוני נ\' אלמוני נקבע כלל.\nע"א 9104/31 כהן נ\' לוי (12.1.2031)',
    ).entries;
    expect(item).toMatchObject({ docket: 'ע"א 9104/31', decisionDate: '2031-01-12' });
  });

  test('announcements and empty issues are states of their own', () => {
    expect(readDigest('עלון\n1. הודעה למנויים\nהעלון לא יופיע השבוע.').kind).toBe('announcement');
    expect(readDigest('עלון\n1. נכנסו לתוקף הסדרים חדשים בכנסת').kind).toBe('empty');
    for (const text of ['', ' \n\n ', 'עלון']) expect(readDigest(text)).toMatchObject({ kind: 'empty', entries: [] });
  });

  test('a day that is none is no date', () => {
    expect(readDigest('עלון 31.2.2031').issuedOn).toBeNull();
  });
});

describe('taking in', () => {
  test('the same issue in two formats counts once', async () => {
    const digests = await folderOf({
      'a.txt': 'עלון\n\n1. ע"א 9104/31 כהן נ\' לוי',
      'b.html': '<!doctype html><html><body><p>עלון</p><p>1. ע"א 9104/31 כהן נ\' לוי</p></body></html>',
    });
    const { store, run } = await libraryOf(null, { EZER_DIGESTS: digests });
    await run('digest');
    expect(await issues(store)).toHaveLength(1);
    expect(await store.db.selectFrom('gap').select(['wanted', 'demand']).execute()).toEqual([
      { wanted: 'ע"א 9104/31', demand: 1 },
    ]);
  });

  test('a corrected issue replaces what it said before', async () => {
    const digests = await folderOf({ 'a.txt': 'עלון\n1. ע"א 9104/31 כהן נ\' לוי' });
    const { store, run } = await libraryOf(null, { EZER_DIGESTS: digests });
    await run('digest');
    await writeFile(join(digests, 'a.txt'), 'עלון\n1. ע"א 9105/31 כהן נ\' לוי');
    expect(await run('digest')).toMatchObject({ received: 1, done: 1 });
    expect((await issues(store)).map((issue) => issue.items.map((item) => item.docket))).toEqual([['ע"א 9105/31']]);
    expect(await store.db.selectFrom('gap').select('wanted').execute()).toEqual([{ wanted: 'ע"א 9105/31' }]);
  });

  test('an issue that went away takes its gaps with it; a run that died is linked after', async () => {
    const digests = await folderOf({
      'a.txt': 'עלון\n1. ע"א 9104/31 כהן נ\' לוי',
      'b.txt': 'עלון\n1. ע"א 9105/31 כהן נ\' לוי',
    });
    const { store, run } = await libraryOf(null, { EZER_DIGESTS: digests });
    await run('digest');
    expect(await run('digest')).not.toHaveProperty('linked');
    await store.pool.query(`delete from ezer.source_item where ref = 'a.txt'`);
    await store.pool.query(
      `delete from ezer.digest_issue where id not in (select digest_issue_id from ezer.source_item)`,
    );
    await rm(join(digests, 'a.txt'));
    expect(await run('digest')).toMatchObject({ received: 0, done: 0, linked: 0 });
    expect(await store.db.selectFrom('gap').select('wanted').execute()).toEqual([{ wanted: 'ע"א 9105/31' }]);

    await store.db.deleteFrom('gap').execute();
    await store.pool.query(`insert into ezer.job_run (id, job, pid, host, alive_until, ended_at, outcome)
      values (gen_random_uuid(), 'digest', 1, 'gone', now(), now(), 'vanished')`);
    expect(await run('digest')).toMatchObject({ outcome: 'nothing-to-do', gaps: 1 });
    expect(await store.db.selectFrom('gap').select('wanted').execute()).toEqual([{ wanted: 'ע"א 9105/31' }]);
  });

  test('a folder that is gone is a failure that the status shows, and what is there is read', async () => {
    const digests = join(await temporaryFolder(), 'gone');
    const { store, run } = await libraryOf(null, { EZER_DIGESTS: digests });
    expect(await run('digest')).toMatchObject({
      outcome: 'failures',
      reason: expect.stringContaining('does not exist'),
    });
    expect((await readStatus(store.db)).sources).toMatchObject([{ error: expect.stringContaining('does not exist') }]);
    await cp(
      join(SAMPLES, 'digests', readdirSync(join(SAMPLES, 'digests')).find((name) => name.endsWith('.txt')) ?? ''),
      join(digests, 'a.txt'),
    );
    expect(await run('digest')).toMatchObject({ outcome: 'drained', received: 1 });
    expect((await readStatus(store.db)).sources).toEqual([]);
  });
});

async function issues(store: Store) {
  const rows = await store.db
    .selectFrom('digest_issue')
    .innerJoin('source_item', (join) =>
      join.onRef('source_item.digest_issue_id', '=', 'digest_issue.id').on('source_item.state', '=', 'ingested'),
    )
    .select(['digest_issue.id', 'ref', 'title', 'issued_on', 'digest_issue.kind'])
    .orderBy('ref')
    .execute();
  const items = await store.db
    .selectFrom('digest_item')
    .select(['digest_issue_id', 'headline', 'concept', 'docket', 'decision_date', 'state'])
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...row,
    items: items.filter((item) => item.digest_issue_id === row.id).map(({ digest_issue_id: _, ...item }) => item),
  }));
}
