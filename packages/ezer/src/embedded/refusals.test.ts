import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serverAccount } from './account.ts';
import { findPostgres, runnableBinaries } from './binaries.ts';
import {
  DataVersionMismatch,
  DiskFull,
  embeddedStatus,
  openDatabase,
  PortTaken,
  PostgresBinariesMissing,
} from './index.ts';

const isRoot = process.getuid?.() === 0;

function temporaryFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-embedded-'));
  chmodSync(folder, mode);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens the database in a process that cannot write where only root (or nobody at all) may; returns what it said. */
function openUnprivileged(dataFolder: string): string {
  const program = `
    if (process.getuid() === 0) { process.setgid(65534); process.setgroups([]); process.setuid(65534); }
    const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'index.ts'))});
    await openDatabase({ values: { EZER_DATA: ${JSON.stringify(dataFolder)} } }).catch((error) => {
      console.log(error.name + ': ' + error.message);
    });
  `;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout.trim();
}

test('a data folder that cannot be written to is one clear line', () => {
  const folder = temporaryFolder(0o555);
  for (const dataFolder of [folder, join(folder, '.ezer')]) {
    expect(openUnprivileged(dataFolder)).toBe(
      `DataFolderUnwritable: The data folder ${dataFolder} cannot be written to: mend its permissions, or set EZER_DATA.`,
    );
  }
});

test('a file in the place of the data folder is one clear line', async () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  await expect(openDatabase({ values: { EZER_DATA: file } })).rejects.toThrow(/data folder .* cannot be written to/);
});

test('a port that the user named and another program has is refused by number', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  onTestFinished(() => {
    squatter.close();
  });
  const bound = squatter.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const values = { EZER_DATA: join(temporaryFolder(), '.ezer'), EZER_POSTGRES_PORT: port };
  const error = await openDatabase({ values }).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(PortTaken);
  expect(error).toMatchObject({ port });
  expect(embeddedStatus({ values }).state).toBe('stopped');
});

test('a cluster of another Postgres is refused before it is touched', async () => {
  const values = { EZER_DATA: join(temporaryFolder(), '.ezer') };
  mkdirSync(join(values.EZER_DATA, 'postgres'), { recursive: true });
  writeFileSync(join(values.EZER_DATA, 'postgres', 'PG_VERSION'), '15\n');
  const error = await openDatabase({ values }).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(DataVersionMismatch);
  expect(error).toMatchObject({ found: 15, needed: 18 });
});

test('a platform without binaries is named', () => {
  expect(() => findPostgres('a-package-that-is-not-installed')).toThrow(PostgresBinariesMissing);
  expect(() => findPostgres('a-package-that-is-not-installed')).toThrow(`${process.platform}-${process.arch}`);
});

test.skipIf(!canMount())('a full disk is one clear line, and leaves no half-made cluster', async () => {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=755', 'none', folder]);
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  const values = { EZER_DATA: join(folder, '.ezer') };
  await expect(openDatabase({ values })).rejects.toThrow(DiskFull);
  expect(embeddedStatus({ values }).state).toBe('absent');
});

test.skipIf(!canMount())('a read-only file system is one clear line, for root too', async () => {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'none', folder]);
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  await expect(openDatabase({ values: { EZER_DATA: join(folder, '.ezer') } })).rejects.toThrow(/cannot be written to/);
});

test('binaries without their links (npm install --ignore-scripts) get them', () => {
  const found = packageWithoutLinks(temporaryFolder());
  const { postgres } = runnableBinaries(found, null, temporaryFolder());
  expect(dirname(dirname(dirname(postgres)))).toBe(found.folder);
  expect(execFileSync(postgres, ['--version'], { encoding: 'utf8' })).toContain(`(PostgreSQL) ${found.major}`);
});

test.skipIf(!isRoot)('binaries that only root may enter are copied once, complete, and run as the account', () => {
  const home = temporaryFolder();
  const found = packageWithoutLinks(temporaryFolder(0o700));
  const account = serverAccount('', () => undefined);
  const { postgres } = runnableBinaries(found, account, home);
  expect(postgres).toBe(join(home, 'binaries', found.version, 'native', 'bin', 'postgres'));
  const who = { uid: account?.uid ?? 0, gid: account?.gid ?? 0, cwd: '/', encoding: 'utf8' } as const;
  expect(execFileSync(postgres, ['--version'], who)).toContain(`(PostgreSQL) ${found.major}`);

  const copied = lstatSync(postgres).ctimeMs;
  mkdirSync(join(home, 'binaries', '17.0.0'));
  expect(runnableBinaries(found, account, home).postgres).toBe(postgres);
  expect(lstatSync(postgres).ctimeMs).toBe(copied);
  runnableBinaries({ ...found, version: '99.0.0' }, account, home);
  expect(existsSync(join(home, 'binaries', '17.0.0'))).toBe(false);
});

/** A copy of the platform package as `npm install --ignore-scripts` under umask 077 leaves it. */
function packageWithoutLinks(folder: string) {
  const found = findPostgres();
  cpSync(found.folder, folder, { recursive: true, verbatimSymlinks: true });
  const listed = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of listed) rmSync(join(folder, target), { force: true });
  const bare = spawnSync(join(folder, 'native', 'bin', 'postgres'), ['--version']);
  expect(bare.status).not.toBe(0);
  return { ...found, folder };
}

function canMount(): boolean {
  if (!isRoot || process.platform !== 'linux') return false;
  const folder = mkdtempSync(join(tmpdir(), 'ezer-mount-'));
  try {
    if (spawnSync('mount', ['-t', 'tmpfs', 'none', folder]).status !== 0) return false;
    execFileSync('umount', [folder]);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
