import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { MIGRATE_EXIT } from 'pg-drains';
import { expect, inject, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../../testing/database.ts';
import { startThrowawayPostgres } from '../../../../../testing/postgres-server.ts';

interface Ended {
  exit: number | string | null | undefined;
  out: string;
  err: string;
}

async function ezer(url: string, ...args: string[]): Promise<Ended> {
  const data = await mkdtemp(join(tmpdir(), 'ezer-migrate-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const env = { ...process.env, DATABASE_URL: url, EZER_DATA: data, EZER_LANGUAGE: 'en' };
  return new Promise((resolve) => {
    execFile(process.execPath, [inject('program'), 'migrate', ...args], { env, cwd: data }, (error, out, err) =>
      resolve({ exit: error ? error.code : 0, out, err }),
    );
  });
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

test('plan, apply, status and check, one after another, as an operator would', { timeout: 120_000 }, async () => {
  const url = await testDatabase();
  expect(await ezer(url, '--check', '--json')).toMatchObject({
    exit: MIGRATE_EXIT.pending,
    out: expect.stringContaining('"pending"'),
  });
  const planned = await ezer(url, '--plan');
  expect(planned.out).toContain('-- 0001_work.sql (transactional)');
  expect(planned.out).toContain('-- lock: SHARE ROW EXCLUSIVE on');
  expect((await ezer(url, '--status')).out).toContain('pending  0001_work.sql');

  expect(await ezer(url)).toMatchObject({ exit: 0, out: expect.stringMatching(/^applied \d+ step/) });
  expect(await ezer(url)).toMatchObject({ exit: 0, out: 'the schema is current; nothing was done\n' });
  expect((await ezer(url, '--plan')).out).toBe('no step is pending\n');
  const status = await ezer(url, '--status', '--json');
  expect(JSON.parse(status.out)).toMatchObject({ pending: [], holder: null });
  expect(await ezer(url, '--check')).toMatchObject({ exit: 0, out: expect.stringContaining('exactly') });

  const db = await connect(url);
  await db.query('alter table ezer.decision add column by_hand text');
  expect(await ezer(url, '--check')).toMatchObject({
    exit: MIGRATE_EXIT.drift,
    out: expect.stringContaining('unexpected: column decision.by_hand'),
  });
});

test('who waits too long is told who holds the lock, and so is who asks', { timeout: 120_000 }, async () => {
  const url = await testDatabase();
  const db = await connect(url);
  // Held the way another ezer holds it: it is in its first step, whose ledger table somebody has locked away.
  const gate = await connect(url);
  await gate.query('begin; create schema ezer; create table ezer.schema_migration ()');
  const first = ezer(url, '--wait', '1');
  const holds = `select exists (select from pg_locks where locktype = 'advisory' and granted
    and database = (select oid from pg_database where datname = current_database())) as yes`;
  while (!(await db.query<{ yes: boolean }>(holds)).rows[0]?.yes);
  const second = await ezer(url, '--wait', '1', '--json');
  expect(second.exit).toBe(MIGRATE_EXIT['lock-wait']);
  expect(second.err).toMatch(/process \d+ \(ezer migrate\) holds it since \d{4}-/);
  expect(JSON.parse(second.out)).toMatchObject({ exit: 'lock-wait', error: { name: 'LockWaitExceeded' } });
  expect((await ezer(url, '--status')).out).toMatch(/process \d+ \(ezer migrate\) holds the lock since/);
  await gate.query('rollback');
  expect((await first).exit).toBe(0);
});

test('a wrong command line is 2, a server that is not there has a code of its own, and all are in the help', async () => {
  const url = await testDatabase();
  expect(await ezer(url, '--plan', '--check')).toMatchObject({ exit: 2 });
  expect(await ezer(url, '--wait', 'long')).toMatchObject({ exit: 2 });
  expect(await ezer('postgres://u:p@127.0.0.1:1/x')).toMatchObject({ exit: MIGRATE_EXIT.unreachable });
  const { out } = await ezer(url, '--help');
  for (const [name, code] of Object.entries(MIGRATE_EXIT)) expect(out).toContain(`${code}  ${name}: `);
});

test("the product's own schema is the same on Postgres 15", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ezer-migrate-15-'));
  const server = await startThrowawayPostgres(folder, 15);
  try {
    expect(await ezer(server.url)).toMatchObject({ exit: 0 });
    expect(await ezer(server.url, '--check')).toMatchObject({ exit: 0, out: expect.stringContaining('exactly') });
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
