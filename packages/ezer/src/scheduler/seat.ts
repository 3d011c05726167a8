import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataFolder, tryLock } from '../embedded/index.ts';

/** What the running one tells those that come after it. */
export interface Running {
  pid: number;
  /** address of its page; null while there is none */
  url: string | null;
}

export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  readonly dataFolder: string;
  readonly running: Running | null;

  constructor(dataFolder: string, running: Running | null) {
    const where = running?.url ? ` at ${running.url}` : '';
    super(`ezer start is running already on ${dataFolder}${where}; use it, or stop it first`);
    this.dataFolder = dataFolder;
    this.running = running;
  }
}

export interface Seat {
  /** Tells whoever comes later where the page is. */
  tell(running: Running): void;
  release(): void;
}

/**
 * The one place of a scheduler in a data folder, held until `release` or the death of the process by whatever signal.
 *
 * A lock of the kernel on a file, not a pid in one: nobody has to judge whether a pid still means the same process. And
 * not an advisory lock of Postgres: that is lost unnoticed with its connection, means nothing behind a pooler, and
 * would need the database before it could say that there is nothing to do. Two machines on one database may each run a
 * scheduler: what must not happen twice there is fenced and limited in the database.
 *
 * @throws AlreadyRunning
 */
export function takeSeat(dataFolder: string): Seat {
  prepareDataFolder(dataFolder);
  const lock = tryLock(join(dataFolder, 'start.lock'), 'exclusive');
  const file = join(dataFolder, 'start.json');
  if (!lock) throw new AlreadyRunning(dataFolder, readRunning(file));
  // What a killed scheduler left behind says nothing about this one.
  rmSync(file, { force: true });
  return {
    tell: (running) => writeFileSync(file, `${JSON.stringify(running)}\n`),
    release() {
      rmSync(file, { force: true });
      lock.release();
    },
  };
}

function readRunning(file: string): Running | null {
  try {
    const { pid, url } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Running>;
    return typeof pid === 'number' ? { pid, url: typeof url === 'string' ? url : null } : null;
  } catch {
    return null; // it is just starting or ending
  }
}
