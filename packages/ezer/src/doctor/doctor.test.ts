import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from 'pg-drains';
import { expect, inject, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { testLibrary } from '../../../../testing/library.ts';
import { loadConfig } from '../config/index.ts';
import { freePort } from '../embedded/index.ts';
import { DOCTOR_MESSAGES } from '../messages/doctor.ts';
import { migrations } from '../store/migrations.gen.ts';
import type { Finding } from './finding.ts';
import { examine, worst } from './index.ts';
import { checkDisk, checkFolder, checkNode, checkPort, checkTimetable } from './machine.ts';
import { judgePooler, judgeServer } from './server.ts';
import type { ServerFacts } from './server-facts.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'ezer-doctor-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function configOf(env: Record<string, string> = {}) {
  return loadConfig({ EZER_DATA: folder(), EZER_PORT: String(await freePort()), ...env });
}

/** What was seen, as `level key`, by the check it belongs to. */
const seenBy = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ check, level, seen }) => [check, `${level} ${seen}`]));

async function run(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A database with these options of CREATE DATABASE. */
async function databaseWith(options: string): Promise<string> {
  const server = inject('postgresUrl');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await run(server, `create database ${name} template template0 ${options}`);
  onTestFinished(async () => {
    await run(server, `drop database ${name} with (force)`);
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

test('everything that can be wrong says how to mend it', () => {
  const keys = Object.keys(DOCTOR_MESSAGES);
  for (const key of keys.filter((name) => name.endsWith('.mend'))) expect(keys).toContain(key.replace(/\.mend$/, ''));
});

test('a healthy installation has nothing to mend, and is left as it was', async () => {
  const { url } = await testLibrary();
  const config = await configOf({ DATABASE_URL: url });
  const findings = await examine(config);
  expect(findings.filter(({ level }) => level !== 'ok')).toEqual([]);
  expect(worst(findings)).toBe('ok');
  expect(seenBy(findings)).toMatchObject({
    locale: 'ok doctor.locale.tried',
    schema: 'ok doctor.schema',
    quotes: 'ok doctor.quotes',
    pooler: 'ok doctor.pooler',
  });
  const left = `select extname as name from pg_extension where extname = 'pg_trgm'
    union all select nspname from pg_namespace where nspname = 'ezer_doctor'`;
  expect(await run(url, left)).toEqual([]);
});

test('a database that is down is one failing check, and the others still run', async () => {
  const port = await freePort();
  const config = await configOf({ DATABASE_URL: `postgres://ezer:hunter2@localhost:${port}/ezer` });
  const findings = await examine(config);
  expect(findings.filter(({ level }) => level !== 'ok').map(({ check }) => check)).toEqual(['database']);
  expect(findings.find(({ check }) => check === 'database')?.values.problem).toMatch(/ECONNREFUSED/);
  expect(Object.keys(seenBy(findings))).toEqual(
    expect.arrayContaining(['node', 'folder', 'disk', 'sources', 'timetable', 'port', 'secrets']),
  );
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

test('an empty database waits for its schema, and a newer or edited one does not fit this code', async () => {
  const url = await testDatabase();
  const config = await configOf({ DATABASE_URL: url });
  const empty = seenBy(await examine(config));
  expect(empty.schema).toBe('warning doctor.schema.pending');
  expect(empty.quotes).toBeUndefined();
  await migrate(url, { migrations, schema: 'ezer' });
  await run(url, `update ezer.schema_migration set checksum = 'another' where number = 2`);
  expect(seenBy(await examine(config)).schema).toBe('failure doctor.schema.wrong');
});

test('under LC_CTYPE C Hebrew letters are no letters, and that is said', async () => {
  const url = await databaseWith(`locale 'C'`);
  const findings = seenBy(await examine(await configOf({ DATABASE_URL: url })));
  expect(findings.locale).toBe('warning doctor.locale.blind');
  expect(findings.encoding).toBe('ok doctor.encoding');
  expect(await run(url, `select from pg_extension where extname = 'pg_trgm'`)).toEqual([]);
});

test('an extension that is there already is asked where it is, and stays', async () => {
  const url = await testDatabase();
  await run(url, 'create schema shelf; create extension pg_trgm schema shelf');
  expect(seenBy(await examine(await configOf({ DATABASE_URL: url }))).locale).toBe('ok doctor.locale.tried');
  expect(await run(url, `select from pg_extension where extname = 'pg_trgm'`)).toHaveLength(1);
});

test('a database that is not in UTF8 does not hold Hebrew', async () => {
  const url = await databaseWith(`encoding 'SQL_ASCII' locale 'C'`);
  expect(seenBy(await examine(await configOf({ DATABASE_URL: url }))).encoding).toBe('failure doctor.encoding.wrong');
});

const VERSION = '01900000-0000-7000-8000-000000000003';
const HALACHA = '01900000-0000-7000-8000-000000000004';
const TEXT = '𝄞 נקבע בזאת כי נטל הראיה על הטוען.';
const ONE_HALACHA = `
  set search_path = ezer;
  begin;
  insert into document (id, sha256, byte_size, original_name, state)
    values ('01900000-0000-7000-8000-000000000001', sha256('a'), 1, 'בדוי.txt', 'read');
  insert into decision (id, title, current_version_id)
    values ('01900000-0000-7000-8000-000000000002', 'פלוני נ'' אלמוני', '${VERSION}');
  insert into decision_version (id, decision_id, number, document_id, text, text_sha256)
    values ('${VERSION}', '01900000-0000-7000-8000-000000000002', 1, '01900000-0000-7000-8000-000000000001', '${TEXT}',
      sha256('${TEXT}'));
  insert into halacha (id, decision_id, decision_version_id, quote, quote_start, quote_end, role, restated, confidence,
      engine, engine_version)
    values ('${HALACHA}', '01900000-0000-7000-8000-000000000002', '${VERSION}', 'נטל הראיה', 15, 24, 'holding', false,
      0.9, 'rules', '1');
  commit;`;

test('a quote that somebody moved behind the back of the guard is found, and so is a guard that is off (G6)', async () => {
  const { url } = await testLibrary();
  const config = await configOf({ DATABASE_URL: url });
  await run(url, ONE_HALACHA);
  expect(seenBy(await examine(config)).quotes).toBe('ok doctor.quotes');

  await run(url, 'alter table ezer.halacha disable trigger halacha_quote_grounded');
  await run(url, `update ezer.halacha set quote = 'חובת הראיה'`);
  expect(seenBy(await examine(config)).quotes).toBe('failure doctor.quotes.unguarded');

  await run(url, 'alter table ezer.halacha enable trigger halacha_quote_grounded');
  const findings = await examine(config);
  expect(findings.find(({ check }) => check === 'quotes')).toMatchObject({
    level: 'failure',
    seen: 'doctor.quotes.astray',
    values: { count: 1, example: HALACHA },
  });
});

const HEALTHY: ServerFacts = {
  versionNumber: 180_004,
  version: '18.4',
  readOnly: false,
  encoding: 'UTF8',
  ctype: 'C.UTF-8',
  trigramsWork: true,
  maxConnections: 100,
  usedConnections: 3,
  clockSkew: 12,
  schema: { applied: [], pending: [] },
  quotes: null,
};

test.each<[string, Partial<ServerFacts>, string, string]>([
  ['Postgres 14', { versionNumber: 140_011, version: '14.11' }, 'database', 'failure doctor.database.old'],
  ['a standby', { readOnly: true }, 'database', 'failure doctor.database.readOnly'],
  ['LC_CTYPE C without the extension', { ctype: 'C', trigramsWork: null }, 'locale', 'warning doctor.locale.blind'],
  ['UTF-8 without the extension', { trigramsWork: null }, 'locale', 'ok doctor.locale'],
  ['a database clock that is ahead', { clockSkew: 6_000 }, 'clock', 'warning doctor.clock.apart'],
  ['a database clock that is behind', { clockSkew: -6_000 }, 'clock', 'warning doctor.clock.apart'],
  ['a slow line', { clockSkew: 900 }, 'clock', 'ok doctor.clock'],
  ['few connections', { maxConnections: 25 }, 'connections', 'warning doctor.connections.few'],
  ['hardly any connections', { maxConnections: 5 }, 'connections', 'failure doctor.connections.few'],
  [
    'a check that ran out of time',
    { quotes: { guarded: true, unfinishedAfter: 60 } },
    'quotes',
    'warning doctor.quotes.unfinished',
  ],
])('%s is seen', (_, facts, check, seen) => {
  expect(seenBy(judgeServer({ ...HEALTHY, ...facts }))[check]).toBe(seen);
});

test('a pooler is in the way of schema changes only', () => {
  expect(judgePooler({ queries: true, migrations: true })).toMatchObject({ level: 'ok', seen: 'doctor.pooler' });
  expect(judgePooler({ queries: false, migrations: true })).toMatchObject({ level: 'ok', seen: 'doctor.pooler.aside' });
  expect(judgePooler({ queries: false, migrations: false })).toMatchObject({ level: 'failure' });
});

test('a Node that is too old is a failure', () => {
  expect(checkNode('22.21.0')).toMatchObject({ level: 'failure', seen: 'doctor.node.old' });
  expect(checkNode('24.0.0').level).toBe('ok');
});

test('the data folder: there, still to be made, in the way, open to all', () => {
  const place = folder();
  expect(checkFolder(place).seen).toBe('doctor.folder');
  expect(checkFolder(join(place, 'new', 'data')).seen).toBe('doctor.folder.new');
  writeFileSync(join(place, 'file'), '');
  expect(checkFolder(join(place, 'file'))).toMatchObject({ level: 'failure', seen: 'doctor.folder.unwritable' });
  expect(checkFolder(join(place, 'file', 'data')).level).toBe('failure');
  chmodSync(place, 0o777);
  expect(checkFolder(place)).toMatchObject({ level: 'warning', seen: 'doctor.folder.open' });
});

test('a file with passwords that other accounts can read is named', async () => {
  const config = await configOf({ DATABASE_URL: await testDatabase() });
  const settings = join(config.values.EZER_DATA, 'config.env');
  writeFileSync(settings, 'EZER_LANGUAGE=en\n', { mode: 0o644 });
  const secrets = (await examine(config)).find(({ check }) => check === 'secrets');
  expect(secrets).toMatchObject({ level: 'warning', values: { paths: settings } });
  chmodSync(settings, 0o600);
  expect(seenBy(await examine(config)).secrets).toBe('ok doctor.secrets');
});

test('little room on the disk is a warning, hardly any a failure', () => {
  expect(checkDisk(folder()).values.free).toMatch(/^\d+\.\d$/);
  expect([2e9, 5e8, 5e7].map((free) => checkDisk('/', free).level)).toEqual(['ok', 'warning', 'failure']);
});

test('two jobs in one minute are named', () => {
  const finding = checkTimetable([
    { job: 'first', processName: 'first', minutes: [7] },
    { job: 'second', processName: 'second', minutes: [7] },
  ]);
  expect(finding).toMatchObject({ level: 'failure', values: { problem: expect.stringContaining('first and second') } });
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a port is free, ours, taken by another program, or not of this machine', async () => {
  expect((await checkPort('127.0.0.1', await freePort())).seen).toBe('doctor.port');
  const ours = await listening(createHttpServer((_, answer) => answer.end('{"status":"ok"}')));
  expect((await checkPort('127.0.0.1', ours)).seen).toBe('doctor.port.ours');
  const mute = await listening(createServer((socket) => socket.end()));
  expect((await checkPort('127.0.0.1', mute)).seen).toBe('doctor.port.taken');
  // 203.0.113.0/24 is for documentation (RFC 5737): no machine has it.
  expect(await checkPort('203.0.113.1', mute)).toMatchObject({ level: 'failure', seen: 'doctor.port.refused' });
});

test('a folder of decisions that is missing or empty is a failure; none at all is a choice', async () => {
  const place = folder();
  const url = await testDatabase();
  const sources = async (env: Record<string, string>) =>
    seenBy(await examine(await configOf({ DATABASE_URL: url, ...env }))).sources;
  expect(await sources({ EZER_LIBRARY: join(place, 'gone') })).toBe('failure doctor.sources.missing');
  mkdirSync(join(place, 'empty'));
  expect(await sources({ EZER_LIBRARY: join(place, 'empty') })).toBe('failure doctor.sources.missing');
  writeFileSync(join(place, 'empty', 'one.txt'), 'א');
  expect(await sources({ EZER_LIBRARY: join(place, 'empty') })).toBe('ok doctor.sources');
  expect(await sources({ EZER_SAMPLES: 'off' })).toBe('ok doctor.sources.none');
});
