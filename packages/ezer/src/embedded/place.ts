import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { type Account, canEnter, serverAccount } from './account.ts';
import { DataFolderUnreachable, DataFolderUnwritable, DiskFull } from './errors.ts';

/** Where the parts of the embedded Postgres of one data folder lie. */
export interface Place {
  /** The cluster: `PGDATA`. */
  cluster: string;
  /** The folder the cluster and, if need be, the copied programs lie in. */
  home: string;
  account: Account;
}

/** The files in the data folder; all but the cluster belong to the user of this process. */
export const files = (dataFolder: string) => ({
  settings: join(dataFolder, 'postgres.json'),
  location: join(dataFolder, 'postgres-location.json'),
  log: join(dataFolder, 'postgres.log'),
  startLock: join(dataFolder, 'postgres-start.lock'),
  usersLock: join(dataFolder, 'postgres-users.lock'),
});

/** Makes the data folder, or says in one line why it cannot be used. */
export function prepareDataFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true });
    accessSync(dataFolder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const problem = fileProblem(cause, dataFolder);
    // On a read-only file system a recursive mkdir says ENOENT (Node 24.21).
    throw problem === cause ? new DataFolderUnwritable(dataFolder, { cause }) : problem;
  }
}

/** Where the cluster was put when it was made; null when there is none yet. */
export function knownPlace(dataFolder: string): Pick<Place, 'cluster' | 'home'> | null {
  const beside = join(dataFolder, 'postgres');
  if (existsSync(beside)) return { cluster: beside, home: dataFolder };
  const location = readLocation(dataFolder);
  return location && existsSync(location) ? { cluster: location, home: resolve(location, '..') } : null;
}

/**
 * The place of the cluster, chosen where there is none: `postgres` in the data folder, or, where the account that runs
 * Postgres cannot enter that (a checkout below root's own home), a folder below `/var/lib/ezer` named by a hash of the
 * data folder; `postgres-location.json` then points there.
 *
 * @throws {DataFolderUnreachable} when that fails too
 */
export function choosePlace(dataFolder: string, notice: (text: string) => void): Place {
  const known = knownPlace(dataFolder);
  const account = serverAccount(known?.cluster ?? '', notice);
  if (known) {
    if (account && !canEnter(account, known.cluster)) throw new DataFolderUnreachable(known.cluster, account.name);
    return { ...known, account };
  }
  if (!account || canEnter(account, dataFolder))
    return { cluster: join(dataFolder, 'postgres'), home: dataFolder, account };

  const home = reachableFolder(dataFolder, account);
  const cluster = join(home, 'postgres');
  writeWhole(files(dataFolder).location, { dataFolder, cluster }, 0o644);
  // Its pointer was deleted, with the rest of the data folder perhaps; a database is never thrown away unasked.
  if (existsSync(cluster)) notice(`The database that ${dataFolder} had before is used again.`);
  notice(`The account ${account.name} cannot enter ${dataFolder}, so the database lies in ${cluster}.`);
  return { cluster, home, account };
}

const REACHABLE = ['/var/lib/ezer', '/opt/ezer'];

function reachableFolder(dataFolder: string, account: NonNullable<Account>): string {
  for (const base of REACHABLE) {
    const home = join(base, createHash('sha256').update(dataFolder).digest('hex').slice(0, 16));
    try {
      // Only root may write here: whoever could would decide which programs and data the database has.
      for (const folder of [base, home]) {
        mkdirSync(folder, { recursive: true, mode: 0o755 });
        const { uid, mode } = lstatSync(folder);
        if (uid !== 0 || (mode & 0o022) !== 0) throw new DataFolderUnreachable(folder, account.name);
        chmodSync(folder, 0o755);
      }
    } catch {
      continue;
    }
    if (canEnter(account, home)) return home;
  }
  throw new DataFolderUnreachable(dataFolder, account.name);
}

/**
 * The pointer counts only for the data folder it was written for, or one that has moved: a *copy* of a checkout must
 * not share the cluster of its original.
 */
function readLocation(dataFolder: string): string | null {
  try {
    const said = JSON.parse(readFileSync(files(dataFolder).location, 'utf8')) as {
      dataFolder?: string;
      cluster?: string;
    };
    if (typeof said.dataFolder !== 'string' || typeof said.cluster !== 'string') return null;
    return said.dataFolder === dataFolder || !existsSync(said.dataFolder) ? said.cluster : null;
  } catch {
    return null;
  }
}

/** What is remembered between starts; the file has mode 0600. */
export interface ServerSettings {
  port: number | null;
  /** The role that owns the product's database; it is no superuser. */
  password: string;
  /** The superuser `postgres`. */
  adminPassword: string;
}

export function readSettings(dataFolder: string): ServerSettings | null {
  try {
    const said = JSON.parse(readFileSync(files(dataFolder).settings, 'utf8')) as Partial<ServerSettings>;
    if (typeof said.password !== 'string' || typeof said.adminPassword !== 'string') return null;
    return { port: said.port ?? null, password: said.password, adminPassword: said.adminPassword };
  } catch (cause) {
    if (cause instanceof SyntaxError || (cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fileProblem(cause, dataFolder);
  }
}

export function newSettings(): ServerSettings {
  const password = () => randomBytes(24).toString('base64url');
  return { port: null, password: password(), adminPassword: password() };
}

export function writeSettings(dataFolder: string, settings: ServerSettings): void {
  writeWhole(files(dataFolder).settings, settings, 0o600);
}

/** Written beside and renamed, so that a kill leaves the old file or the new one. */
function writeWhole(file: string, content: object, mode: number): void {
  try {
    writeFileSync(`${file}.part`, `${JSON.stringify(content, null, 2)}\n`, { mode });
    renameSync(`${file}.part`, file);
  } catch (cause) {
    throw fileProblem(cause, file);
  }
}

/** The named error for a failed file operation, or the error itself. */
export function fileProblem(cause: unknown, path: string): unknown {
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new DiskFull(path, { cause });
  if (['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST'].includes(code))
    return new DataFolderUnwritable(path, { cause });
  return cause;
}

/** The same for what initdb or the server said before it gave up; null when it was about something else. */
export function spokenProblem(said: string, path: string): Error | null {
  if (/No space left on device|Disk quota exceeded|wrote only \d+ of \d+ bytes/i.test(said)) return new DiskFull(path);
  if (/Read-only file system|Permission denied/i.test(said)) return new DataFolderUnwritable(path);
  return null;
}
