import { createServer } from 'node:net';
import pg from 'pg';
import { type Binaries, findPostgres, runnableBinaries } from './binaries.ts';
import { makeCluster, resetAdminPassword } from './cluster.ts';
import { PortTaken } from './errors.ts';
import { type DatabaseConfig, type DatabaseHandle, givenDatabase } from './given.ts';
import { type FileLock, lock, tryLock } from './lock.ts';
import {
  choosePlace,
  files,
  knownPlace,
  newSettings,
  type Place,
  prepareDataFolder,
  readSettings,
  type ServerSettings,
  writeSettings,
} from './place.ts';
import { crashed, livePostmaster, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts';

export interface OpenOptions {
  /** Told what the operator should know though nothing failed: which account, which place. */
  notice?: (text: string) => void;
  /** How long the server may take to come up; crash recovery of a large library takes its time. Default 60. */
  seconds?: number;
}

/**
 * The database of this installation: `DATABASE_URL` where it is set (nothing is connected then), else the embedded
 * Postgres of the data folder, started if it is not running and shared with every other process of the installation.
 *
 * 0.23 s where the server has to be started, 2.9 s where the cluster has to be made first, most of it initdb flushing to
 * disk (single runs on two cores, Node 24.21, under little load).
 *
 * @throws an `EmbeddedPostgresError` that says what to do
 * @example
 * const database = await openDatabase(loadConfig());
 * const client = new pg.Client({ connectionString: database.url });
 * // …
 * await database.release();
 */
export async function openDatabase(config: DatabaseConfig, options: OpenOptions = {}): Promise<DatabaseHandle> {
  const given = givenDatabase(config);
  if (given) return given;
  const { EZER_DATA, EZER_POSTGRES_PORT } = config.values;
  prepareDataFolder(EZER_DATA);
  // Before the first look at the server: whoever holds this lock exclusively is ending it because nobody uses it.
  const using = await lock(files(EZER_DATA).usersLock, 'shared', LOCK_SECONDS);
  try {
    const url = (await urlOfRunning(EZER_DATA)) ?? (await start(EZER_DATA, EZER_POSTGRES_PORT, options));
    return { url, migrationUrl: url, embedded: true, release: () => release(EZER_DATA, using) };
  } catch (error) {
    using.release();
    throw error;
  }
}

/** Above the time a cold start takes on a slow disk, since seven of eight processes wait for the eighth. */
const LOCK_SECONDS = 120;

/** The address of a server that runs and lets us in; the path of all processes but the first. */
async function urlOfRunning(dataFolder: string): Promise<string | null> {
  const place = knownPlace(dataFolder);
  const postmaster = place && livePostmaster(place.cluster);
  const settings = readSettings(dataFolder);
  if (!postmaster?.ready || !settings) return null;
  const url = address(PRODUCT, settings.password, postmaster.port);
  return (await tryConnection(url)) === 'open' ? url : null;
}

async function start(dataFolder: string, port: number | undefined, options: OpenOptions): Promise<string> {
  const starting = await lock(files(dataFolder).startLock, 'exclusive', LOCK_SECONDS);
  try {
    const already = await urlOfRunning(dataFolder);
    if (already) return already;
    const place = choosePlace(dataFolder, options.notice ?? (() => undefined));
    const settings = readSettings(dataFolder) ?? newSettings();
    // Before the cluster exists, so that a kill leaves no cluster whose password nobody knows.
    writeSettings(dataFolder, settings);
    const postmaster = await startServer(dataFolder, place, settings, port, options.seconds);
    return address(PRODUCT, settings.password, postmaster.port);
  } finally {
    starting.release();
  }
}

async function startServer(
  dataFolder: string,
  place: Place,
  settings: ServerSettings,
  wantedPort: number | undefined,
  seconds: number | undefined,
): Promise<Postmaster> {
  const binaries = once(() => runnableBinaries(findPostgres(), place.account, place.home));
  if (!livePostmaster(place.cluster)) makeCluster(place, binaries(), settings.adminPassword);
  const bringUp = async () => {
    const postmaster = await startOnSomePort(wantedPort ?? null, settings.port, (port) =>
      startPostmaster({ place, binaries, port, log: files(dataFolder).log, ...(seconds ? { seconds } : {}) }),
    );
    if (postmaster.port !== settings.port) writeSettings(dataFolder, { ...settings, port: postmaster.port });
    return postmaster;
  };

  const postmaster = await bringUp();
  const admin = address('postgres', settings.adminPassword, postmaster.port, 'postgres');
  if ((await tryConnection(admin)) !== 'refused') {
    await provideDatabase(admin, settings.password);
    return postmaster;
  }
  // The file with the passwords was lost, or is not the one of this cluster.
  await stopPostmaster(place.cluster);
  resetAdminPassword(place, binaries(), settings.adminPassword);
  const again = await bringUp();
  await provideDatabase(address('postgres', settings.adminPassword, again.port, 'postgres'), settings.password);
  return again;
}

/** On the port the user named, or else the remembered one, or else a free one. */
async function startOnSomePort(
  wanted: number | null,
  remembered: number | null,
  startOn: (port: number) => Promise<Postmaster>,
): Promise<Postmaster> {
  const first = wanted ?? remembered ?? (await freePort());
  for (let port = first, tries = 1; ; port = await freePort(), tries++) {
    try {
      return await startOn(port);
    } catch (error) {
      // A free port may be gone a moment later; a named one is the user's own word.
      if (!(error instanceof PortTaken) || wanted !== null || tries === 4) throw error;
    }
  }
}

/** The product's role and database. The role owns its database but is no superuser: triggers hold for it. */
async function provideDatabase(admin: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    const role = await client.query('select from pg_roles where rolname = $1', [PRODUCT]);
    const verb = role.rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${PRODUCT} login password ${client.escapeLiteral(password)}`);
    const database = await client.query('select from pg_database where datname = $1', [PRODUCT]);
    if (database.rowCount === 0) await client.query(`create database ${PRODUCT} owner ${PRODUCT}`);
  } finally {
    await client.end();
  }
}

async function release(dataFolder: string, using: FileLock): Promise<void> {
  using.release();
  const alone = tryLock(files(dataFolder).usersLock, 'exclusive');
  if (!alone) return;
  try {
    const place = knownPlace(dataFolder);
    if (place) await stopPostmaster(place.cluster);
  } finally {
    alone.release();
  }
}

/** Ends the embedded server in order, whoever uses it; false when none was running. */
export async function stopEmbedded(config: DatabaseConfig): Promise<boolean> {
  const { EZER_DATA, DATABASE_URL } = config.values;
  const place = knownPlace(EZER_DATA);
  if (DATABASE_URL || !place) return false;
  const starting = await lock(files(EZER_DATA).startLock, 'exclusive', LOCK_SECONDS);
  try {
    return await stopPostmaster(place.cluster);
  } finally {
    starting.release();
  }
}

export type EmbeddedStatus =
  | { state: 'external' }
  | { state: 'absent'; dataFolder: string }
  | { state: 'stopped' | 'crashed'; dataFolder: string; cluster: string; log: string }
  | {
      state: 'running' | 'starting';
      dataFolder: string;
      cluster: string;
      log: string;
      pid: number;
      port: number;
      since: Date;
    };

/** What the embedded server does now, from its files and processes; nothing is started or connected. */
export function embeddedStatus(config: DatabaseConfig): EmbeddedStatus {
  const { EZER_DATA: dataFolder, DATABASE_URL } = config.values;
  if (DATABASE_URL) return { state: 'external' };
  const place = knownPlace(dataFolder);
  if (!place) return { state: 'absent', dataFolder };
  const where = { dataFolder, cluster: place.cluster, log: files(dataFolder).log };
  const postmaster = livePostmaster(place.cluster);
  if (!postmaster) return { state: crashed(place.cluster) ? 'crashed' : 'stopped', ...where };
  const { ready, ...running } = postmaster;
  return { state: ready ? 'running' : 'starting', ...where, ...running };
}

/** The name of both the role and the database of the product. */
const PRODUCT = 'ezer';

function address(role: string, password: string, port: number, database = role): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** `refused`: a server is there, and does not know the password, the role or the database. */
async function tryConnection(url: string): Promise<'open' | 'refused' | 'down'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return 'open';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === TOO_MANY_CONNECTIONS) return 'open';
    return ['28P01', '28000', '3D000'].includes(code) ? 'refused' : 'down';
  } finally {
    await client.end().catch(() => undefined);
  }
}

// Our server, our password, and no room at this moment: no reason to start anything.
const TOO_MANY_CONNECTIONS = '53300';

/** A loopback port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      const port = typeof bound === 'object' && bound ? bound.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function once(make: () => Binaries): () => Binaries {
  let made: Binaries | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
