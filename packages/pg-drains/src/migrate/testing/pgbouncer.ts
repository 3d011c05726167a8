import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../../../testing/postgres-server.ts';

/** Where PgBouncer is installed; undefined where it is not. Distributions put it among the programs of the system. */
export function findPgBouncer(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];
  return folders.map((folder) => join(folder, 'pgbouncer')).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A real PgBouncer in front of the database, ended with the test. */
export async function openPgBouncer(program: string, url: string, mode: 'transaction' | 'session'): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  const through = new URL(url);
  through.port = String(await freePort());
  const database = decodeURIComponent(pathname.slice(1));
  const at = `host=${hostname} port=${port} user=${decodeURIComponent(username)} password=${decodeURIComponent(password)}`;
  const settings = join(folder, 'pgbouncer.ini');
  await writeFile(
    settings,
    `[databases]
${database} = ${at}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${through.port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = 8
`,
  );
  // It refuses to run as root.
  const as = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const bouncer = spawn(program, [...as, settings], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  bouncer.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  onTestFinished(() => void bouncer.kill('SIGKILL'));
  await untilOpen(through.href, bouncer, () => log);
  return through.href;
}

async function untilOpen(url: string, bouncer: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    const isOpen = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (isOpen) return;
    if (bouncer.exitCode !== null) throw new Error(`PgBouncer did not start: ${log()}`);
    await pause(20); // leaves the processor to it; the test's own limit is the end
  }
}
