import { existsSync, mkdtempSync, readdirSync, rmdirSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { assertStaggered, type Timetable } from 'pg-drains';
import type { Config } from '../config/index.ts';
import { embeddedStatus } from '../embedded/index.ts';
import { problemOf } from '../messages/index.ts';
import { configuredFolders } from '../sources/configured.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const NODE = 24;

export function checkNode(version: string): Finding {
  const old = Number(version.split('.', 1)[0]) < NODE;
  return old ? failure('node', 'doctor.node.old', { version }) : ok('node', 'doctor.node', { version });
}

/** Writes and removes an empty folder: permissions say nothing of a read-only disk, nor of what root may do. */
export function checkFolder(folder: string): Finding {
  const present = nearestFolder(folder);
  try {
    if (!statSync(present).isDirectory()) throw new Error(`${present} is a file`);
    rmdirSync(mkdtempSync(join(present, '.ezer-doctor-')));
    if (present !== folder) return ok('folder', 'doctor.folder.new', { folder });
    const open = process.platform !== 'win32' && (statSync(folder).mode & OTHERS_MAY_WRITE) !== 0;
    return open ? warning('folder', 'doctor.folder.open', { folder }) : ok('folder', 'doctor.folder', { folder });
  } catch (error) {
    return failure('folder', 'doctor.folder.unwritable', { folder, problem: problemOf(error) });
  }
}

const OTHERS_MAY_WRITE = 0o002;

/** The files with passwords, and the cluster, which Postgres itself refuses to start on when others may enter it. */
export function checkSecrets(config: Config): Finding {
  if (process.platform === 'win32') return ok('secrets', 'doctor.secrets');
  const embedded = embeddedStatus(config);
  const paths = [
    config.file,
    join(config.values.EZER_DATA, 'postgres.json'),
    ...('cluster' in embedded ? [embedded.cluster] : []),
  ].filter((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found !== undefined && (found.mode & (found.isDirectory() ? OTHERS : GROUP_AND_OTHERS)) !== 0;
  });
  return paths.length > 0
    ? warning('secrets', 'doctor.secrets.open', { paths: paths.join(' ') })
    : ok('secrets', 'doctor.secrets');
}

const OTHERS = 0o007;
const GROUP_AND_OTHERS = 0o077;

const GIB = 2 ** 30;
// Below it the embedded Postgres says that the disk is full: a segment of its log takes 16 MB, a checkpoint several.
const LEAST_FREE = 100e6;

export function checkDisk(folder: string, free = freeBytes(folder)): Finding {
  const values = { folder, free: (free / GIB).toFixed(1) };
  if (free >= GIB) return ok('disk', 'doctor.disk', values);
  return free < LEAST_FREE
    ? failure('disk', 'doctor.disk.little', values)
    : warning('disk', 'doctor.disk.little', values);
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(nearestFolder(folder));
  return bavail * bsize;
}

/** The path itself, or the nearest one above it that exists. */
function nearestFolder(path: string): string {
  let at = path;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return at;
}

export function checkTimetable(timetable: Timetable): Finding {
  try {
    assertStaggered(timetable);
    return ok('timetable', 'doctor.timetable');
  } catch (error) {
    return failure('timetable', 'doctor.timetable.clash', { problem: problemOf(error) });
  }
}

/** Free, or answered by our own pages; `ezer start` goes on to the next port when it is neither. */
export async function checkPort(host: string, port: number): Promise<Finding> {
  const refusal = await tryToListen(host, port);
  const values = { host, port };
  if (refusal === null) return ok('port', 'doctor.port', values);
  if (refusal.code !== 'EADDRINUSE')
    return failure('port', 'doctor.port.refused', { ...values, problem: refusal.message });
  return (await answersAsOurs(host, port))
    ? ok('port', 'doctor.port.ours', values)
    : warning('port', 'doctor.port.taken', values);
}

function tryToListen(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

async function answersAsOurs(host: string, port: number): Promise<boolean> {
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(2_000) });
    const { status } = (await answer.json()) as { status?: unknown };
    return status === 'ok' || status === 'database down';
  } catch {
    return false;
  }
}

export function checkSources(config: Config): Finding {
  const { decisions, digests } = configuredFolders(config);
  const folders = [...decisions, ...digests].map(({ path }) => path);
  const { EZER_LIBRARY, EZER_DIGESTS, EZER_SAMPLES } = config.values;
  const own = EZER_LIBRARY !== undefined || EZER_DIGESTS !== undefined;
  if (folders.length === 0)
    return EZER_SAMPLES ? warning('sources', 'doctor.sources.noSamples') : ok('sources', 'doctor.sources.none');
  const missing = folders.find((folder) => !hasSomething(folder));
  if (missing === undefined) return ok('sources', 'doctor.sources', { folders: folders.join(', ') });
  return (own ? failure : warning)('sources', 'doctor.sources.missing', { folder: missing });
}

function hasSomething(path: string): boolean {
  try {
    return statSync(path).isDirectory() ? readdirSync(path).length > 0 : true;
  } catch {
    return false;
  }
}
