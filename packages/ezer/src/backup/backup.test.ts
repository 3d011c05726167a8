import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { startThrowawayPostgres } from '../../../../testing/postgres-server.ts';
import { folderContent } from '../store/content.ts';
import { BackupNotWritten, checkBackup, NothingToBackUp } from './index.ts';
import { contents, library, load, ownedDatabase, run, save, temporaryFile } from './testing/shelf.ts';

let source: { url: string; stop(): Promise<void>; folder: string };

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-backup-pg15-'));
  source = { ...(await startThrowawayPostgres(folder, 15)), folder };
  await library(source.url);
});

afterAll(async () => {
  await source.stop();
  rmSync(source.folder, { recursive: true, force: true });
});

test('a library comes back row for row, from Postgres 15 to 18 and back, by an owner who is no superuser', async () => {
  const before = await contents(source.url);
  const file = temporaryFile();
  const said: string[] = [];
  const manifest = await save(source.url, file, { onProgress: ({ step, name }) => said.push(`${step} ${name}`) });
  expect(Math.floor(manifest.server / 10_000)).toBe(15);
  expect(manifest.tables.map(({ name, rows }) => [name, rows])).toEqual([
    ['empty', 0],
    ['history', 3],
    ['parted', 600],
    ['quote', 714],
    ['version', 5000],
    ['work', 3],
  ]);
  expect(said).toContain('tables version');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const target = await ownedDatabase();
  await load(target, file);
  const after = await contents(target);
  for (const part of Object.keys(before)) expect(after[part], part).toEqual(before[part]);

  const back = temporaryFile();
  await save(target, back);
  await run(source.url, 'create database back');
  const home = new URL(source.url);
  home.pathname = '/back';
  await load(home.href, back);
  expect(await contents(home.href)).toEqual(before);
});

test('after a restore the guards hold and the sequences go on', async () => {
  const file = temporaryFile();
  await save(source.url, file);
  const url = await ownedDatabase();
  await load(url, file);
  const asOwner = (sql: string) => run(url, `set search_path = shelf; ${sql}`);
  await expect(asOwner(`insert into quote values (1, 0, 'לא שם')`)).rejects.toThrow('the quote is not in the text');
  await expect(asOwner(`truncate history`)).rejects.toThrow('history is only ever added to');
  await expect(asOwner(`insert into version (work_id, text) values (99, 'א')`)).rejects.toThrow(/foreign key/);
  await asOwner(`insert into version (work_id, text) values (1, 'א')`);
  // 5001 went to the row that was refused.
  expect(await run(url, `select max(id) as id from shelf.version`)).toEqual([{ id: 5002 }]);
  expect(await run(url, `select count(*)::integer as n from shelf.history`)).toEqual([{ n: 3 }]);
  await asOwner(`insert into work default values`);
  expect(await run(url, `select max(n)::integer as n from shelf.history`)).toEqual([{ n: 5 }]);
});

test('the backup is of one moment, though rows are written meanwhile', async () => {
  const url = await library(await testDatabase());
  const file = temporaryFile();
  const writes: Promise<unknown>[] = [];
  const manifest = await save(url, file, {
    onProgress({ step, name }) {
      // `history` is copied before `work` is.
      if (step === 'tables' && name === 'history')
        writes.push(run(url, `set search_path = shelf; insert into work default values`));
    },
  });
  await Promise.all(writes);
  expect(writes).toHaveLength(1);
  expect(manifest.tables.find(({ name }) => name === 'work')?.rows).toBe(3);
  expect(await run(url, `select count(*)::integer as n from shelf.work`)).toEqual([{ n: 4 }]);
});

test('documents travel along, by their hash, and a damaged one is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-content-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  const texts = ['החלטה בדויה', '', 'x'.repeat(300_000)].map((text) => Buffer.from(text));
  for (const text of texts) await folderContent(from).put(text);
  const spoilt = await folderContent(from).put(Buffer.from('תקין'));
  const hex = spoilt.toString('hex');
  appendFileSync(join(from, hex.slice(0, 2), hex.slice(2, 4), hex), '!');

  const file = temporaryFile();
  const manifest = await save(source.url, file, { contentFolder: from });
  expect(manifest.content).toMatchObject({ files: 4, damaged: [hex] });
  const url = await testDatabase();
  await load(url, file, { contentFolder: to });
  for (const text of texts) {
    expect(await folderContent(to).get(createHash('sha256').update(text).digest())).toEqual(text);
  }
  await expect(folderContent(to).get(spoilt)).rejects.toThrow();
});

test('a backup that cannot be written is one clear line and leaves no half of a file', async () => {
  const file = temporaryFile();
  await expect(save(source.url, join(file, 'deeper'))).rejects.toThrow('its folder does not exist');
  writeFileSync(file, 'an older backup');
  await expect(save(source.url, file)).rejects.toThrow(BackupNotWritten);
  expect(readFileSync(file, 'utf8')).toBe('an older backup');
  await save(source.url, file, { replace: true });
  expect((await checkBackup(file)).tables).toHaveLength(6);
  expect(existsSync(`${file}.part`)).toBe(false);
  await expect(save(await testDatabase(), temporaryFile())).rejects.toThrow(NothingToBackUp);
});
