import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closeSandbox } from 'hebrew-documents';
import { afterAll, describe, expect, test } from 'vitest';
import { walkDirectory } from './directory.ts';
import { ingest, sourceNamed } from './ingest.ts';
import { library, ruling } from './testing/folder.ts';

const SAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'samples');

afterAll(closeSandbox);

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
