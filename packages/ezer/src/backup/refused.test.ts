import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, testDatabase } from '../../../../testing/database.ts';
import { BackupDamaged, RestoreTargetOccupied, SchemaMismatch } from './index.ts';
import { contents, library, load, migrateAt, run, save, temporaryFile } from './testing/shelf.ts';

let source: Awaited<ReturnType<typeof createDatabase>>;

beforeAll(async () => {
  source = await createDatabase();
  await library(source.url);
});

afterAll(() => source.drop());

test('a file that was cut or changed anywhere is refused, and the database stays empty', async () => {
  const file = temporaryFile();
  await save(source.url, file);
  const whole = readFileSync(file);
  const url = await testDatabase();
  let migrated = false;
  const refuse = async (what: string) => {
    const error = await load(url, file, {
      migrate: async () => {
        migrated = true;
      },
    }).catch((refused: unknown) => refused);
    expect(error, what).toBeInstanceOf(BackupDamaged);
  };
  for (const share of [0, 0.01, 0.3, 0.7, 0.99]) {
    writeFileSync(file, whole);
    truncateSync(file, Math.floor(whole.length * share));
    await refuse(`cut at ${share}`);
  }
  writeFileSync(file, whole.subarray(0, -1));
  await refuse('without its last byte');
  for (const share of [0.1, 0.5, 0.9]) {
    const changed = Buffer.from(whole);
    const at = Math.floor(whole.length * share);
    changed.writeUInt8((changed.readUInt8(at) ^ 0x55) & 0xff, at);
    writeFileSync(file, changed);
    await refuse(`a byte changed at ${share}`);
  }
  const unpacked = gunzipSync(whole);
  for (const [from, to] of [
    ['יום 17', 'יום 71'],
    ['"rows": 714', '"rows": 715'],
    ['tables/quote/', 'tables/quota/'],
  ] as const) {
    const changed = Buffer.from(unpacked);
    const at = changed.indexOf(from);
    expect(at).toBeGreaterThan(0);
    changed.write(to, at);
    writeFileSync(file, gzipSync(changed));
    await refuse(`${from} → ${to}`);
  }
  writeFileSync(file, 'not a backup');
  await refuse('some other file');
  rmSync(file);
  await refuse('no file');
  expect(migrated).toBe(false);
  expect(await run(url, `select to_regnamespace('shelf') as schema`)).toEqual([{ schema: null }]);
});

test('a file that changes between check and load is caught before the commit', async () => {
  const file = temporaryFile();
  await save(source.url, file);
  const url = await testDatabase();
  const changed = gunzipSync(readFileSync(file));
  changed.write('יום 71', changed.indexOf('יום 17'));
  const migrate = async () => {
    await migrateAt(url)();
    writeFileSync(file, gzipSync(changed));
  };
  await expect(load(url, file, { migrate })).rejects.toThrow(BackupDamaged);
  const after = await contents(url);
  expect([after.work, after.parted]).toEqual([[], []]);
  expect(after.keys).toHaveLength(3);
  expect(JSON.stringify(after.triggers)).toContain('history_kept');
});

test('rows that the schema refuses are rolled back, with its triggers and keys as they were', async () => {
  const broken = await library(await testDatabase());
  await run(broken, `alter table shelf.version drop constraint version_work; delete from shelf.work where id = 3`);
  const file = temporaryFile();
  await save(broken, file);
  const url = await testDatabase();
  await expect(load(url, file)).rejects.toThrow(/version_work/);
  const after = await contents(url);
  expect([after.work, after.version]).toEqual([[], []]);
  expect(after.keys).toHaveLength(3);

  const forbidden = temporaryFile();
  await run(
    broken,
    `alter table shelf.version drop constraint version_text_check; update shelf.version set text = '' where id = 4000`,
  );
  await save(broken, forbidden);
  await expect(load(url, forbidden)).rejects.toThrow(/version_text_check/);
  expect((await contents(url)).version).toEqual([]);
});

test('an occupied database is refused by the names of its tables, unless it is to be replaced', async () => {
  const file = temporaryFile();
  await save(source.url, file);
  const url = await testDatabase();
  await migrateAt(url)();
  await run(url, `set search_path = shelf; insert into work default values`);
  const error = await load(url, file).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(RestoreTargetOccupied);
  expect(error).toMatchObject({ tables: ['history', 'work'] });
  expect(await run(url, `select count(*)::integer as n from shelf.work`)).toEqual([{ n: 1 }]);

  await load(url, file, { force: true });
  expect(await contents(url)).toEqual(await contents(source.url));

  const seeded = await testDatabase();
  await migrateAt(seeded)();
  await run(seeded, `insert into shelf.empty values (1)`);
  await load(seeded, file, { seeded: ['empty'] });
  expect(await contents(seeded)).toEqual(await contents(source.url));
});

test('a database at another migration is refused', async () => {
  const file = temporaryFile();
  await save(source.url, file);
  const url = await testDatabase();
  await expect(load(url, file, { migrate: migrateAt(url, 'another') })).rejects.toThrow(SchemaMismatch);
});
