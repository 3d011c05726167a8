import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ContentMissing, folderContent } from './content.ts';

test('bytes come back by their hash, and the same bytes are stored once', async () => {
  const folder = await temporaryFolder();
  const store = folderContent(folder);
  const first = await store.put(Buffer.from('פסק דין בדיוני'));
  const again = await store.put(Buffer.from('פסק דין בדיוני'));
  expect(again).toEqual(first);
  expect((await store.get(first)).toString()).toBe('פסק דין בדיוני');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.map((file) => file.name)).toEqual([first.toString('hex')]);
});

test('a file cut off by a power failure is replaced by the next put', async () => {
  const folder = await temporaryFolder();
  const store = folderContent(folder);
  const sha256 = await store.put(Buffer.from('0123456789'));
  const hex = sha256.toString('hex');
  await truncate(join(folder, hex.slice(0, 2), hex.slice(2, 4), hex), 3);
  await store.put(Buffer.from('0123456789'));
  expect((await store.get(sha256)).toString()).toBe('0123456789');
});

test('a missing file is a named error that says what to do', async () => {
  const store = folderContent(await temporaryFolder());
  await expect(store.get(Buffer.alloc(32))).rejects.toThrow(ContentMissing);
  await expect(store.get(Buffer.alloc(32))).rejects.toThrow(/ezer restore/);
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ezer-content-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
