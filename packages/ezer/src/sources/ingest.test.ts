import { cp, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { closeSandbox } from 'hebrew-documents';
import { afterAll, describe, expect, test } from 'vitest';
import { act } from '../review/index.ts';
import type { Store } from '../store/database.ts';
import { library, ruling } from './testing/folder.ts';

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

const asPage = (text: string): string =>
  `<!doctype html><html lang="he" dir="rtl"><head><meta charset="utf-8"></head><body>${text
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('')}</body></html>`;

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
