import { cp, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closeSandbox } from 'hebrew-documents';
import { afterAll, describe, expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { runEzer, startEzer, temporaryFolder, until } from '../../../../testing/process.ts';
import { act } from '../review/index.ts';
import { folderContent } from '../store/content.ts';
import type { Store } from '../store/database.ts';
import { type DirectoryOptions, walkDirectory } from './directory.ts';
import { ingest, sourceNamed } from './ingest.ts';
import { ingestAll } from './ingest-all.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'samples');

afterAll(closeSandbox);

describe('the same again', () => {
  test('offering a folder twice changes nothing the second time', async () => {
    const { folder, take, decisions } = await library({ 'a.txt': ruling('א'), 'b.txt': ruling('ב') });
    expect(await take()).toEqual({ ingested: 2, duplicate: 0, unchanged: 0, refused: 0 });
    const before = await decisions();
    expect(await take()).toEqual({ ingested: 0, duplicate: 0, unchanged: 2, refused: 0 });
    await utimes(join(folder, 'a.txt'), 1, 1);
    expect(await take()).toEqual({ ingested: 0, duplicate: 0, unchanged: 2, refused: 0 });
    expect(await decisions()).toEqual(before);
  });

  // The .html and .pdf of that folder carry what stands around the decision (a menu, page numbers): other texts.
  test('the same text in another format is one decision', async () => {
    const { folder, take, decisions } = await library({ 'b.txt': ruling('ב'), 'b.html': asPage(ruling('ב')) });
    for (const format of ['txt', 'docx'])
      await cp(join(SAMPLES, 'formats', `hcj-9317-33.${format}`), join(folder, `a.${format}`));
    expect(await take()).toMatchObject({ ingested: 2, duplicate: 2, refused: 0 });
    expect(await decisions()).toHaveLength(2);
  });

  test('the same text under another name is a duplicate, and says of what', async () => {
    const { store, take } = await library({
      'a.txt': ruling('א'),
      'copy.txt': ruling('א'),
      'spaced.txt': `\n${ruling('א')}\n\n`,
    });
    expect(await take({}, 1)).toMatchObject({ ingested: 1, duplicate: 2 });
    const items = await store.db
      .selectFrom('source_item')
      .select(['ref', 'state', 'decision_id'])
      .orderBy('ref')
      .execute();
    expect(items.map((item) => item.state)).toEqual(['ingested', 'duplicate', 'duplicate']);
    expect(new Set(items.map((item) => item.decision_id)).size).toBe(1);
  });

  test('a file that was only saved anew stays the decision that it was', async () => {
    const { write, take, versions } = await library({ 'a.txt': ruling('א') });
    await take();
    await write('a.txt', `${ruling('א')}\r\n\r\n`);
    expect(await take()).toMatchObject({ unchanged: 1 });
    await write('a.txt', ruling('ב'));
    expect(await take()).toMatchObject({ ingested: 1 });
    expect(await versions()).toEqual([[1, 2]]);
  });
});

describe('a text that changes', () => {
  test('is a new version of the same decision; the old text stays', async () => {
    const { store, write, take, versions } = await library({ 'a.txt': ruling('ישן') });
    await take();
    await write('a.txt', ruling('חדש'));
    await take();
    expect(await versions()).toEqual([[1, 2]]);
    const current = await store.db
      .selectFrom('decision')
      .innerJoin('decision_version', 'decision_version.id', 'current_version_id')
      .select(['number', 'text'])
      .executeTakeFirstOrThrow();
    expect(current).toMatchObject({ number: 2, text: expect.stringContaining('חדש') });
  });

  test('going back to an older text is a version of its own', async () => {
    const { write, take, versions } = await library({ 'a.txt': ruling('א') });
    for (const text of ['ב', 'א', 'א']) {
      await take();
      await write('a.txt', ruling(text));
    }
    await take();
    expect(await versions()).toEqual([[1, 2, 3]]);
  });

  test('halachot that a person acted on are to be verified again, the others are not', async () => {
    const { store, write, take } = await library({ 'a.txt': ruling('א') });
    await take();
    const ids = await threeHalachot(store);
    const [approved = '', edited = '', untouched = ''] = ids;
    await act(store, 'approve', { halachaId: approved, reader: 'קוראת' });
    await act(store, 'edit', { halachaId: edited, reader: 'קוראת', principle: 'נוסח אחר' });
    await write('a.txt', ruling('ב'));
    await take();
    const rows = await store.db.selectFrom('halacha').select(['id', 'reverify', 'state']).execute();
    expect(Object.fromEntries(rows.map((row) => [row.id, [row.state, row.reverify]]))).toEqual({
      [approved]: ['approved', true],
      [edited]: ['proposed', true],
      [untouched]: ['proposed', false],
    });
  });

  test('a refused text in between does not make the reference forget its decision', async () => {
    const { write, take, versions } = await library({ 'a.txt': ruling('א') });
    await take();
    await write('a.txt', '');
    expect(await take()).toMatchObject({ refused: 1 });
    await write('a.txt', ruling('ב'));
    expect(await take()).toMatchObject({ ingested: 1 });
    expect(await versions()).toEqual([[1, 2]]);
  });

  test('a duplicate that changes is a decision of its own, and leaves the first one alone', async () => {
    const { write, take, versions } = await library({ 'a.txt': ruling('א'), 'b.txt': ruling('א') });
    await take({}, 1);
    await write('b.txt', ruling('ב'));
    await take();
    expect(await versions()).toEqual([[1], [1]]);
  });
});

describe('lines of a .jsonl', () => {
  test('a line put in at the top is one new decision, and no version of the others', async () => {
    const lines = ['א', 'ב', 'ג'].map((word) => JSON.stringify({ text: ruling(word) }));
    const { write, take, versions } = await library({ 'all.jsonl': lines.join('\n') });
    await take();
    await write('all.jsonl', [JSON.stringify({ text: ruling('חדש') }), ...lines].join('\n'));
    expect(await take()).toMatchObject({ ingested: 1, refused: 0 });
    expect(await versions()).toEqual([[1], [1], [1], [1]]);
  });

  test('two lines of one id are two decisions, and stay so', async () => {
    const lines = ['א', 'ב'].map((word) => JSON.stringify({ id: 'x', text: ruling(word) }));
    const { take, versions } = await library({ 'all.jsonl': lines.join('\n') });
    await take();
    await take();
    expect(await take()).toMatchObject({ ingested: 0, unchanged: 2 });
    expect(await versions()).toEqual([[1], [1]]);
  });

  test('an id names the decision wherever its line stands', async () => {
    const line = (id: string, word: string) => JSON.stringify({ id, text: ruling(word) });
    const { write, take, versions } = await library({ 'all.jsonl': [line('1', 'א'), line('2', 'ב')].join('\n') });
    await take();
    await write('all.jsonl', [line('2', 'ב'), line('1', 'א2')].join('\n'));
    expect(await take()).toMatchObject({ ingested: 1, unchanged: 1 });
    expect((await versions()).sort()).toEqual([[1], [1, 2]]);
  });

  test('NUL, lone surrogates and endless names are cleaned, wherever they stand', async () => {
    const text = `${ruling('א')} \\u0000 \\ud83d \\udc00`;
    const lines = [
      `{"id":"a\\u0000\\ud800b","text":${JSON.stringify(text).replaceAll('\\\\u', '\\u')}}`,
      JSON.stringify({ id: 'ל'.repeat(5000), text: ruling('ב') }),
      `{"te\\u0000xt":"no"}`,
      '\0\0\0{"text":',
    ];
    const { store, take } = await library({ 'all.jsonl': lines.join('\n') });
    expect(await take()).toMatchObject({ ingested: 2, refused: 2 });
    const versions = await store.db.selectFrom('decision_version').select('text').execute();
    for (const { text: stored } of versions) expect(stored).not.toMatch(/\0|\\u0000|\p{Surrogate}/u);
    expect(await take()).toMatchObject({ unchanged: 2, refused: 2 });
  });
});

describe('bad input', () => {
  test('each bad file is one refusal with a reason, and the rest goes on', async () => {
    const { folder, store, take } = await library({
      'broken.jsonl': '{"text":\n',
      'empty.txt': '',
      'good.txt': ruling('א'),
      'little.txt': 'שום דבר',
      'almost.txt': `${'א'.repeat(39)} 12/34 … !`,
      'just.txt': 'א'.repeat(40),
      'spaces.txt': ' \n\t\n ',
    });
    await writeFile(join(folder, 'junk.pdf'), Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)));
    await symlink('/nowhere/at/all', join(folder, 'gone.txt'));
    await mkdir(join(folder, 'sub'));
    await symlink(join(folder, 'sub'), join(folder, 'loop.jsonl'));
    expect(await take()).toEqual({ ingested: 2, duplicate: 0, unchanged: 0, refused: 8 });
    const rows = await store.db
      .selectFrom('source_item')
      .select(['ref', 'reason'])
      .where('state', '=', 'refused')
      .orderBy('ref')
      .execute();
    expect(Object.fromEntries(rows.map((row) => [row.ref, row.reason]))).toEqual({
      'almost.txt': 'too-little-text',
      'broken.jsonl#1': 'broken-line',
      'empty.txt': 'empty',
      'gone.txt': 'unreadable',
      'junk.pdf': 'binary',
      'little.txt': 'too-little-text',
      'loop.jsonl': 'unreadable',
      'spaces.txt': 'empty',
    });
  });

  test('a file that vanishes between listing and reading is refused; when it is back it is the same decision', async () => {
    const { folder, write, store, content, take, versions } = await library({ 'a.txt': ruling('א') });
    await take();
    await write('a.txt', ruling('ב'));
    const offers = await Array.fromAsync(walkDirectory(folder));
    await rm(join(folder, 'a.txt'));
    const sourceId = await sourceNamed(store.db, 'test', 'directory');
    const [offer] = offers;
    expect(offer && (await ingest(offer, { store, content, sourceId }))).toMatchObject({
      state: 'refused',
      reason: 'unreadable',
    });
    await write('a.txt', ruling('ב'));
    await take();
    expect(await versions()).toEqual([[1, 2]]);
  });

  test('bytes that were refused when the machine was busy are read when they are offered again', async () => {
    const { store, content, take } = await library({ 'a.txt': ruling('א') });
    const sha256 = await content.put(Buffer.from(ruling('א')));
    await store.db
      .insertInto('document')
      .values({ sha256, byte_size: 1, original_name: 'a.txt', state: 'refused', refusal_reason: 'time-limit' })
      .execute();
    expect(await take()).toMatchObject({ ingested: 1 });
    const rows = await store.db.selectFrom('document').select(['state', 'refusal_reason']).execute();
    expect(rows).toEqual([{ state: 'read', refusal_reason: null }]);
  });

  test('two decisions in one docket on one day stay two', async () => {
    const { folder, take, decisions } = await library({});
    for (const name of ['sc-civil-9633-34-security.txt', 'sc-civil-9633-34-stay.docx'])
      await cp(join(SAMPLES, 'library', name), join(folder, name));
    expect(await take()).toMatchObject({ ingested: 2 });
    expect(await decisions()).toHaveLength(2);
  });

  test('a text of 50 MB is taken in or refused, in bounded memory', { timeout: 180_000 }, async () => {
    const { folder, take } = await library({});
    const sentence = 'נקבע כי הצדדים חייבים בתום לב בקיום ההסכם. ';
    const size = 50 * 1024 * 1024 - 1000;
    await writeFile(join(folder, 'huge.txt'), Buffer.alloc(size, Buffer.from(sentence)).toString('utf8').slice(0, -2));
    await writeFile(join(folder, 'more.txt'), Buffer.alloc(size + 2000, 'א'));
    const counts = await take();
    expect(counts.ingested + counts.refused).toBe(2);
    expect(counts.refused).toBeGreaterThanOrEqual(1);
  });
});

describe('several at once', () => {
  test('two processes on one folder: everything once, and no error', { timeout: 120_000 }, async () => {
    const { url, store } = await testLibrary();
    const data = await temporaryFolder();
    const env = { DATABASE_URL: url, EZER_DATA: data };
    const runs = await Promise.all([1, 2].map(() => runEzer(['ingest', join(SAMPLES, 'library'), '--json'], env)));
    for (const run of runs) {
      expect(run.code, run.output).toBe(0);
      expect(run.output).toMatch(/"refused": 0/);
    }
    expect(await countOf(store, 'decision')).toBe(30);
    expect(await countOf(store, 'decision_version')).toBe(30);
    const ingested = await store.db
      .selectFrom('source_item')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('state', '=', 'ingested')
      .executeTakeFirstOrThrow();
    expect(Number(ingested.count)).toBe(30);
  });

  test('killed in the middle, the next run finishes the folder', { timeout: 120_000 }, async () => {
    const { url, store } = await testLibrary();
    const env = { DATABASE_URL: url, EZER_DATA: await temporaryFolder() };
    for (const atLeast of [3, 14]) {
      const { child, ended } = startEzer(['ingest', join(SAMPLES, 'library')], env);
      await until(`${atLeast} decisions`, async () => (await countOf(store, 'decision')) >= atLeast);
      child.kill('SIGKILL');
      await ended;
    }
    expect((await runEzer(['ingest', join(SAMPLES, 'library')], env)).code).toBe(0);
    expect(await countOf(store, 'decision')).toBe(30);
    expect(await countOf(store, 'decision_version')).toBe(30);
    expect(await countOf(store, 'document')).toBe(30);
  });
});

/** Enough of a decision for the readers, told apart by one word. */
const ruling = (word: string): string => `בבית המשפט העליון

רע"א 9871/34

המבקשת: סתווית ערבה
נגד
המשיב: נחליאל שקדי

החלטה

1. לפניי בקשת רשות ערעור. הבקשה נוגעת לעניין ${word}.
2. נקבע כי צד לחוזה חייב לנהוג בתום לב. הבקשה נדחית.

ניתנה היום, 3.2.2035.`;

const asPage = (text: string): string =>
  `<!doctype html><html lang="he" dir="rtl"><head><meta charset="utf-8"></head><body>${text
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('')}</body></html>`;

async function library(files: Record<string, string>) {
  const { store } = await testLibrary();
  const folder = await temporaryFolder();
  const content = folderContent(await temporaryFolder());
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const sourceId = await sourceNamed(store.db, 'test', 'directory');
  const take = async (options: Partial<DirectoryOptions> = {}, parallel = 4) => {
    const counts = await ingestAll(walkDirectory(folder, options), { store, content, sourceId }, { parallel });
    return counts.states;
  };
  const decisions = () => store.db.selectFrom('decision').selectAll().orderBy('id').execute();
  const versions = async () => {
    const rows = await store.db
      .selectFrom('decision_version')
      .select(['decision_id', 'number'])
      .orderBy('decision_id')
      .orderBy('number')
      .execute();
    return [...Map.groupBy(rows, (row) => row.decision_id).values()].map((of) => of.map((row) => row.number));
  };
  return { store, content, folder, write, take, decisions, versions };
}

async function threeHalachot(store: Store): Promise<string[]> {
  const version = await store.db.selectFrom('decision_version').selectAll().executeTakeFirstOrThrow();
  const quotes = ['נקבע כי', 'צד לחוזה', 'תום לב'];
  const rows = quotes.map((quote) => {
    const start = [...version.text.slice(0, version.text.indexOf(quote))].length;
    return {
      decision_id: version.decision_id,
      decision_version_id: version.id,
      quote,
      quote_start: start,
      quote_end: start + [...quote].length,
      role: 'holding',
      restated: false,
      confidence: 0.9,
      engine: 'rules',
      engine_version: '0',
    };
  });
  const added = await store.db.insertInto('halacha').values(rows).returning('id').execute();
  return added.map((row) => row.id);
}

async function countOf(store: Store, table: 'decision' | 'decision_version' | 'document'): Promise<number> {
  const row = await store.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
