import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { countOffers, type Offer, SourceMissing, walkDirectory } from './directory.ts';

test('files come in a stable order with their path as reference, hidden ones and linked folders left out', async () => {
  const folder = await folderOf({ 'b.txt': 'ב', 'a/1.txt': 'א', '.hidden': 'x' });
  await symlink(join(folder, 'a'), join(folder, 'loop'));
  const offers = await collect(folder);
  expect(offers.map((offer) => [offer.ref, offer.kind])).toEqual([
    ['a/1.txt', 'file'],
    ['b.txt', 'file'],
    ['loop', 'refused'],
  ]);
  expect(await countOffers(folder)).toBe(3);
});

test('a .jsonl line is an offer of its own; broken lines are refused and the rest goes on', async () => {
  const folder = await folderOf({
    'all.jsonl': '{"id":"x","text":"ראשון"}\n{"text":\n\n{"id":7,"body":"אין"}\n[1]\n{"text":"אחרון"}',
  });
  const offers = await collect(folder);
  expect(offers.map((o) => [o.ref, o.kind === 'refused' ? o.reason : 'file'])).toEqual([
    ['all.jsonl#x', 'file'],
    ['all.jsonl#2', 'broken-line'],
    ['all.jsonl#7', 'no-text-field'],
    ['all.jsonl#5', 'broken-line'],
    ['all.jsonl#6', 'file'],
  ]);
  expect(await textOf(offers[4])).toBe('אחרון');
});

test('the text field can be named, and an array of texts is joined', async () => {
  const folder = await folderOf({ 'a.jsonl': '{"id":1,"texts":["חלק א","חלק ב"]}\n' });
  const [offer] = await collect(folder, { textField: 'texts' });
  expect(await textOf(offer)).toBe('חלק א\n\nחלק ב');
});

test('half a surrogate pair in JSON does not become a replacement character', async () => {
  const folder = await folderOf({ 'a.jsonl': '{"text":"לפני \\ud800 אחרי"}\n' });
  const [offer] = await collect(folder);
  expect(await textOf(offer)).toBe('לפני  אחרי');
});

test('a line or a file over the limit is refused without being read', async () => {
  const folder = await folderOf({
    'a.jsonl': `{"text":"${'א'.repeat(400)}"}\n{"text":"קצר"}\n`,
    'b.txt': 'x'.repeat(300),
  });
  const offers = await collect(folder, { maxBytes: 200 });
  expect(offers.map((o) => (o.kind === 'refused' ? o.reason : 'file'))).toEqual(['too-large', 'file', 'too-large']);
});

test('a folder that is not there is one named error', async () => {
  await expect(collect('/no/such/folder')).rejects.toThrow(SourceMissing);
});

async function collect(path: string, options = {}): Promise<Offer[]> {
  return Array.fromAsync(walkDirectory(path, options));
}

async function textOf(offer: Offer | undefined): Promise<string> {
  return offer?.kind === 'file' ? new TextDecoder().decode(await offer.bytes()) : `not a file: ${offer?.ref}`;
}

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ezer-source-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
