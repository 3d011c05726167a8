import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, realpathSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { PortTaken, PostgresDoesNotRun, ServerDoesNotStop, ServerNotReady } from './errors.ts';
import { fileProblem, type Place, spokenProblem } from './place.ts';

/** A running postmaster, as its own `postmaster.pid` describes it. */
export interface Postmaster {
  pid: number;
  port: number;
  since: Date;
  /** Past recovery, and accepting connections. */
  ready: boolean;
}

/**
 * The live postmaster of a cluster, or null. A pid in a stale file may by now mean another process, and as a zombie
 * it still answers `kill -0`; so the process must have the cluster as its working directory, which a postmaster takes
 * at its start (`ChangeToDataDir`).
 */
export function livePostmaster(cluster: string): Postmaster | null {
  const said = readPidFile(cluster);
  return said && worksIn(said.pid, cluster) ? said : null;
}

/** Whether a server ended here without clearing up: the file is there, the process is not. */
export function crashed(cluster: string): boolean {
  return readPidFile(cluster) !== null && livePostmaster(cluster) === null;
}

/** Line by line: pid, data folder, start (epoch seconds), port, socket folder, address, shared memory, status. */
function readPidFile(cluster: string): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, start, port] = [Number(lines[0]), Number(lines[2]), Number(lines[3])];
    if (!(pid > 0)) return null;
    return { pid, port, since: new Date(start * 1000), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

function worksIn(pid: number, cluster: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    const command = execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8', stdio: 'pipe' });
    return command.includes(cluster);
  } catch {
    return false;
  }
}

export interface PostmasterOptions {
  place: Place;
  /** Asked for only when a server is started: one that runs keeps the programs it was started with. */
  binaries: () => Binaries;
  port: number;
  log: string;
  /** `name=value` settings on top of `PRODUCT_SETTINGS`. */
  settings?: readonly string[];
  seconds?: number;
  /** Stays in the caller's session and ends with its Ctrl-C; for the tests' own server. */
  attached?: boolean;
}

/** Loopback only, no socket file, durable: fsync and full_page_writes stay as Postgres ships them. */
const PRODUCT_SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=300',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  'log_line_prefix=%m [%p] ',
];

/**
 * Starts the postmaster in a process session of its own, so that neither Ctrl-C in the terminal nor the death of this
 * process reaches it, and returns when it accepts connections. The caller holds the start lock.
 *
 * @throws {PortTaken}, {DiskFull}, {DataFolderUnwritable}, {ServerNotReady}, {PostgresDoesNotRun}
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { place, log, seconds = 60 } = options;
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const outcome = await attempt(options, deadline);
    if (typeof outcome !== 'string') return outcome;
    const last = finalWord(outcome);
    if (/Address already in use|could not bind/i.test(outcome)) throw new PortTaken(options.port);
    const problem = spokenProblem(outcome, place.cluster);
    if (problem) throw problem;
    // After a SIGKILL of the postmaster its children notice and end by themselves, within moments; until then the
    // shared memory is in use and a new postmaster rightly refuses.
    const passing = /pre-existing shared memory block|lock file .* already exists/i.test(outcome);
    if (!passing || performance.now() > deadline) throw new ServerNotReady(last, log);
    await sleep(100);
  }
}

/** The running postmaster, or what the server said before it gave up. */
async function attempt(options: PostmasterOptions, deadline: number): Promise<Postmaster | string> {
  const { place, log } = options;
  const running = livePostmaster(place.cluster);
  const from = logLength(log);
  const child = running ? null : launch(options);
  let ended: string | null = null;
  child?.once('error', (error) => {
    ended = `cannot be started (${error.message})`;
  });
  child?.once('exit', (code, signal) => {
    ended ??= readLog(log, from) || `ended with ${signal ?? `code ${code}`}`;
  });
  for (;;) {
    const postmaster = livePostmaster(place.cluster);
    if (postmaster?.ready) {
      child?.removeAllListeners();
      child?.unref();
      return postmaster;
    }
    if (ended !== null) {
      if (child?.pid === undefined) throw new PostgresDoesNotRun('postgres', ended);
      return ended;
    }
    if (running && !postmaster) return 'lock file of a server that just ended already exists';
    if (performance.now() > deadline) {
      child?.unref();
      throw new ServerNotReady('it is not ready in time; a long recovery goes on in the background', log);
    }
    await sleep(15);
  }
}

function launch({ place, binaries, port, log, settings = [], attached = false }: PostmasterOptions): ChildProcess {
  const program = binaries().postgres;
  const output = openLog(log);
  try {
    const flags = [...PRODUCT_SETTINGS, `port=${port}`, ...settings].flatMap((setting) => ['-c', setting]);
    return spawn(program, ['-D', place.cluster, ...flags], {
      ...runningAs(place.account),
      detached: !attached,
      stdio: ['ignore', output, output],
      env: { ...serverEnvironment(), ...staleHolder(place.cluster) },
    });
  } finally {
    closeSync(output);
  }
}

/**
 * Postgres takes the pid in `postmaster.pid` for a living server whenever any process of the same user has that pid,
 * which after a restart of a container it often does. We know better (`livePostmaster`), and this variable, which
 * pg_ctl uses for its own shell, makes Postgres pass over that one pid while it still checks the shared memory.
 * Removing the file would remove that check too, and two servers on one cluster destroy it.
 */
function staleHolder(cluster: string): NodeJS.ProcessEnv {
  const stale = readPidFile(cluster);
  return stale ? { PG_GRANDPARENT_PID: String(stale.pid) } : {};
}

/** Nothing of the caller's `PG*` and locale variables: an unknown locale there ends initdb and, on macOS, the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Ends the server in order (SIGINT, "fast": sessions are ended, open transactions rolled back, all is flushed) and
 * returns when it is gone; false when none was running.
 *
 * @throws {ServerDoesNotStop} after `seconds`
 */
export async function stopPostmaster(cluster: string, seconds = 60): Promise<boolean> {
  const postmaster = livePostmaster(cluster);
  if (!postmaster) return false;
  const deadline = performance.now() + seconds * 1000;
  try {
    process.kill(postmaster.pid, 'SIGINT');
    while (livePostmaster(cluster)?.pid === postmaster.pid || worksIn(postmaster.pid, cluster)) {
      if (performance.now() > deadline) throw new ServerDoesNotStop(postmaster.pid, seconds);
      await sleep(10);
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EPERM') throw new ServerDoesNotStop(postmaster.pid, 0, { cause });
    if (code !== 'ESRCH') throw cause;
  }
  return true;
}

const LOG_LIMIT = 10_000_000;

function openLog(log: string): number {
  try {
    if (logLength(log) > LOG_LIMIT) renameSync(log, `${log}.1`);
    return openSync(log, 'a', 0o600);
  } catch (cause) {
    throw fileProblem(cause, log);
  }
}

function logLength(log: string): number {
  return statSync(log, { throwIfNoEntry: false })?.size ?? 0;
}

function readLog(log: string, from: number): string {
  try {
    return readFileSync(log).subarray(from).toString('utf8').trim();
  } catch {
    return '';
  }
}

function finalWord(said: string): string {
  const lines = said.split('\n');
  return (lines.find((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? said).replace(/^.*?(FATAL|PANIC):\s*/, '');
}
