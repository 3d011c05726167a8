import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { embeddedStatus, openDatabase, stopEmbedded } from './index.ts';
import { tryLock } from './lock.ts';

const isRoot = process.getuid?.() === 0;

/** A data folder of its own; the server in it is ended and everything removed when the test ends. */
function installation(mode = 0o755): { values: { EZER_DATA: string } } {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-embedded-'));
  chmodSync(folder, mode);
  const config = { values: { EZER_DATA: join(folder, '.ezer') } };
  onTestFinished(async () => {
    await stopEmbedded(config);
    const status = embeddedStatus(config);
    if ('cluster' in status && !status.cluster.startsWith(folder)) {
      rmSync(dirname(status.cluster), { recursive: true, force: true });
    }
    rmSync(folder, { recursive: true, force: true });
  });
  return config;
}

interface EzerProcess {
  child: ChildProcess;
  /** Resolves when the process has the database. */
  url: Promise<string>;
  /** Lets it release the database and end. */
  finish(): Promise<void>;
}

/** A process of the installation: opens the database, prints the address, and releases it when told. */
function ezerProcess(config: { values: { EZER_DATA: string } }, options: { detached?: boolean } = {}): EzerProcess {
  const program = `
    import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    const database = await openDatabase(${JSON.stringify(config)});
    console.log(database.url);
    process.stdin.once('data', async () => { await database.release(); process.exit(0); });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...options,
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const url = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line));
  const finish = async () => {
    child.stdin.write('finish\n');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  };
  return { child, url, finish };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function runningPid(config: { values: { EZER_DATA: string } }): number {
  const status = embeddedStatus(config);
  if (status.state !== 'running') throw new Error(`the server is ${status.state}`);
  return status.pid;
}

/** Waits until a process that is not our child is gone; the kernel has no event for that. */
async function gone(pid: number): Promise<void> {
  await expect.poll(() => alive(pid), { timeout: 10_000, interval: 5 }).toBe(false);
}

function alive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('with DATABASE_URL nothing is started', async () => {
  const config = installation();
  const values = { ...config.values, DATABASE_URL: 'postgres://db.example/ezer' };
  const database = await openDatabase({ values });
  expect(database).toMatchObject({
    url: 'postgres://db.example/ezer',
    migrationUrl: 'postgres://db.example/ezer',
    embedded: false,
  });
  expect(existsSync(config.values.EZER_DATA)).toBe(false);
  expect(embeddedStatus({ values })).toEqual({ state: 'external' });
});

test('the embedded server is durable, loopback only, knows Hebrew letters, and its role is no superuser', async () => {
  const config = installation();
  expect(embeddedStatus(config).state).toBe('absent');
  const database = await openDatabase(config);
  const settings = await query(
    database.url,
    `select current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
       current_setting('listen_addresses') as addresses, current_setting('max_connections') as connections,
       (select rolsuper from pg_roles where rolname = current_user) as superuser,
       pg_encoding_to_char(encoding) as encoding, datctype from pg_database where datname = current_database()`,
  );
  expect(settings).toEqual([
    {
      fsync: 'on',
      full_page_writes: 'on',
      addresses: '127.0.0.1',
      connections: '300',
      superuser: false,
      encoding: 'UTF8',
      datctype: 'C.UTF-8',
    },
  ]);
  await query(database.url, 'create extension pg_trgm');
  expect(await query(database.url, `select similarity('עזר משפטי', 'עזר') > 0 as hebrew`)).toEqual([{ hebrew: true }]);
  await database.release();
  expect(embeddedStatus(config).state).toBe('stopped');
});

test('the last process to release ends the server, the ones before leave it', async () => {
  const config = installation();
  const first = ezerProcess(config);
  const url = await first.url;
  const pid = runningPid(config);
  const second = ezerProcess(config);
  expect(await second.url).toBe(url);
  await first.finish();
  expect(runningPid(config)).toBe(pid);
  await second.finish();
  expect(embeddedStatus(config).state).toBe('stopped');
  expect(alive(pid)).toBe(false);
});

test('eight processes at the same instant end with one server, on an empty folder and after a crash', async () => {
  const config = installation();
  const once = async () => {
    const processes = Array.from({ length: 8 }, () => ezerProcess(config));
    const urls = await Promise.all(processes.map((process) => process.url));
    expect(new Set(urls).size).toBe(1);
    return processes;
  };
  const log = () => readFileSync(join(config.values.EZER_DATA, 'postgres.log'), 'utf8');

  const processes = await once();
  expect(log().match(/starting PostgreSQL/g)).toHaveLength(1);
  await Promise.all(processes.map((process) => process.finish()));
  expect(embeddedStatus(config).state).toBe('stopped');

  const holder = ezerProcess(config);
  await holder.url;
  const pid = runningPid(config);
  process.kill(pid, 'SIGKILL');
  await gone(pid);
  expect(embeddedStatus(config).state).toBe('crashed');
  const after = await once();
  expect(log().match(/ready to accept connections/g)).toHaveLength(3);
  await Promise.all(after.map((process) => process.finish()));
});

test('the server of a killed parent is adopted', async () => {
  const config = installation();
  const parent = ezerProcess(config);
  await query(await parent.url, 'create table kept (n integer); insert into kept values (1)');
  const pid = runningPid(config);
  parent.child.kill('SIGKILL');
  await once(parent.child, 'exit');

  const database = await openDatabase(config);
  expect(runningPid(config)).toBe(pid);
  expect(await query(database.url, 'select n from kept')).toEqual([{ n: 1 }]);
  await database.release();
  expect(embeddedStatus(config).state).toBe('stopped');
});

test('a killed server is restarted with all that it had acknowledged', async () => {
  const config = installation();
  const database = await openDatabase(config);
  await query(database.url, 'create table kept (n integer)');
  for (let n = 0; n < 20; n++) await query(database.url, `insert into kept values (${n})`);
  const killed = runningPid(config);
  process.kill(killed, 'SIGKILL');
  await gone(killed);

  const again = await openDatabase(config);
  expect(runningPid(config)).not.toBe(killed);
  expect(again.url).toBe(database.url);
  expect(await query(again.url, 'select count(*)::integer as rows from kept')).toEqual([{ rows: 20 }]);
  await again.release();
  await database.release();
});

test('Ctrl-C in the terminal does not reach the server', async () => {
  const config = installation();
  // A process group of its own stands for the terminal's foreground group.
  const parent = ezerProcess(config, { detached: true });
  const url = await parent.url;
  const pid = runningPid(config);
  process.kill(-(parent.child.pid ?? 0), 'SIGINT');
  const [, signal] = await once(parent.child, 'exit');
  expect(signal).toBe('SIGINT');
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(runningPid(config)).toBe(pid);
  expect(await stopEmbedded(config)).toBe(true);
  expect(await stopEmbedded(config)).toBe(false);
  expect(alive(pid)).toBe(false);
});

test('a process killed while it makes the cluster leaves nothing in the way', async () => {
  const config = installation();
  const parent = ezerProcess(config);
  const folder = dirname(config.values.EZER_DATA);
  await new Promise<void>((resolve) => {
    const part = () =>
      existsSync(config.values.EZER_DATA) && readdirSync(config.values.EZER_DATA).some((n) => n.includes('.part-'));
    const watcher = watch(folder, { recursive: true }, () => {
      if (!part()) return;
      watcher.close();
      resolve();
    });
  });
  parent.child.kill('SIGKILL');
  parent.url.catch(() => undefined);
  const database = await openDatabase(config);
  expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await database.release();
});

test('a stale postmaster.pid that names a living process of another kind is passed over', async () => {
  const config = installation();
  const database = await openDatabase(config);
  const status = embeddedStatus(config);
  if (status.state !== 'running') throw new Error(status.state);
  const pidFile = join(status.cluster, 'postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  await database.release();

  // Same user as the server's, or Postgres would take the pid for dead by itself.
  const other = spawn('sleep', ['600'], isRoot ? { uid: statSync(status.cluster).uid } : {});
  onTestFinished(() => {
    other.kill('SIGKILL');
  });
  writeFileSync(pidFile, [other.pid, ...lines.slice(1)].join('\n'), { mode: 0o600 });
  if (isRoot) chownSync(pidFile, statSync(status.cluster).uid, statSync(status.cluster).gid);
  expect(embeddedStatus(config).state).toBe('crashed');

  const again = await openDatabase(config);
  expect(runningPid(config)).not.toBe(other.pid);
  expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await again.release();
});

test('a lost password file is made anew and the data is still there', async () => {
  const config = installation();
  const before = ezerProcess(config);
  await query(await before.url, 'create table kept (n integer); insert into kept values (7)');
  rmSync(join(config.values.EZER_DATA, 'postgres.json'));
  const database = await openDatabase(config);
  expect(await query(database.url, 'select n from kept')).toEqual([{ n: 7 }]);
  await database.release();
  await before.finish();
});

test('when the remembered port has been taken meanwhile, another is found', async () => {
  const config = installation();
  const database = await openDatabase(config);
  const port = Number(new URL(database.url).port);
  await database.release();
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  onTestFinished(() => {
    squatter.close();
  });
  const again = await openDatabase(config);
  expect(Number(new URL(again.url).port)).not.toBe(port);
  await again.release();
});

test.skipIf(!isRoot)(
  'root with a checkout that only root may enter: the cluster lies elsewhere, with a pointer',
  async () => {
    const config = installation(0o700);
    const notices: string[] = [];
    const database = await openDatabase(config, { notice: (text) => notices.push(text) });
    const status = embeddedStatus(config);
    if (status.state !== 'running') throw new Error(status.state);
    expect(status.cluster).toMatch(/^\/(var\/lib|opt)\/ezer\/[0-9a-f]{16}\/postgres$/);
    expect(notices.join()).toContain(status.cluster);
    await query(database.url, 'create table kept (n integer)');
    await database.release();

    const again = await openDatabase(config, { notice: (text) => notices.push(text) });
    expect(await query(again.url, 'select from kept')).toEqual([]);
    expect(notices).toHaveLength(1);
    await again.release();
  },
);

test('a lock ends with its holder, however that ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'a.lock');
  const program = `
    import { tryLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
    console.log(tryLock(${JSON.stringify(file)}, 'exclusive') !== null);
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  expect(line).toBe('true');
  expect(tryLock(file, 'exclusive')).toBeNull();
  expect(tryLock(file, 'shared')).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');

  const [one, two] = [tryLock(file, 'shared'), tryLock(file, 'shared')];
  expect([one, two]).not.toContain(null);
  expect(tryLock(file, 'exclusive')).toBeNull();
  one?.release();
  two?.release();
  const alone = tryLock(file, 'exclusive');
  expect(alone).not.toBeNull();
  alone?.release();
});
