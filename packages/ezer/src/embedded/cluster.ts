import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runningAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { DataVersionMismatch, PostgresDoesNotRun, ServerNotReady } from './errors.ts';
import { fileProblem, type Place, spokenProblem } from './place.ts';
import { serverEnvironment } from './postmaster.ts';

/**
 * Makes the cluster unless it is there. It is made beside its place and renamed when whole, so a killed initdb leaves
 * nothing that looks like a cluster.
 *
 * @throws {DataVersionMismatch}, {DiskFull}, {DataFolderUnwritable}, {PostgresDoesNotRun}
 */
export function makeCluster(
  { cluster, account }: Place,
  { initdb, major }: Binaries,
  adminPassword: string,
  flags: readonly string[] = [],
): void {
  if (existsSync(cluster)) {
    const found = Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10);
    if (found !== major) throw new DataVersionMismatch(cluster, found, major);
    return;
  }
  removeUnfinished(cluster);
  // A name of its own: the initdb of a killed process may still be writing into the folder that it was given.
  const part = `${cluster}.part-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${part}.password`;
  try {
    mkdirSync(part, { mode: 0o700 });
    writeFileSync(passwordFile, `${adminPassword}\n`, { mode: 0o600 });
    if (account) for (const path of [part, passwordFile]) chownSync(path, account.uid, account.gid);
    runInitdb(initdb, runningAs(account), [`--pgdata=${part}`, `--pwfile=${passwordFile}`, ...flags], cluster);
    renameSync(part, cluster);
  } catch (cause) {
    rmSync(part, { recursive: true, force: true });
    throw fileProblem(cause, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function removeUnfinished(cluster: string): void {
  const [folder, prefix] = [dirname(cluster), `${basename(cluster)}.part-`];
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Still being written to; the next start finds it.
    }
  }
}

/**
 * The character classes of the locale decide what `pg_trgm` takes for a letter: under plain `C` it drops all Hebrew,
 * silently. `C.UTF-8` sorts by code point, so no update of the C library can break an index. macOS before 15 and some
 * Linux images lack it: there the same sorting with the letters of another UTF-8 locale.
 */
const LOCALES = [
  ['--locale=C.UTF-8'],
  ['--locale=C', '--lc-ctype=en_US.UTF-8'],
  ['--locale=C', '--lc-ctype=UTF-8'],
] as const;

function runInitdb(initdb: string, who: ReturnType<typeof runningAs>, flags: string[], cluster: string): void {
  let said = '';
  for (const locale of LOCALES) {
    const result = spawnSync(
      initdb,
      ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', ...locale, '--lc-messages=C', ...flags],
      { ...who, env: serverEnvironment(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    if (result.error) throw new PostgresDoesNotRun(initdb, result.error.message, { cause: result.error });
    if (result.status === 0) return;
    said = `${result.stdout}${result.stderr}`.trim();
    const problem = spokenProblem(said, cluster);
    if (problem) throw problem;
    if (/error while loading shared libraries|Library not loaded|not found/i.test(said)) break;
    if (!/invalid locale/i.test(said)) throw new ServerNotReady(lastError(said), 'initdb');
  }
  throw new PostgresDoesNotRun(initdb, lastError(said));
}

/**
 * Gives the superuser a new password without knowing the old one, in single-user mode: the settings file with the
 * passwords was lost or is from another cluster. No server may be running.
 */
export function resetAdminPassword({ cluster, account }: Place, { postgres }: Binaries, adminPassword: string): void {
  const result = spawnSync(postgres, ['--single', '-D', cluster, 'postgres'], {
    ...runningAs(account),
    env: serverEnvironment(),
    input: `alter role postgres password '${adminPassword}'\n`,
    encoding: 'utf8',
  });
  if (result.status !== 0)
    throw new ServerNotReady(lastError(`${result.error?.message ?? result.stderr}`), 'standard error');
}

function lastError(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /error|FATAL/i.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim();
}
