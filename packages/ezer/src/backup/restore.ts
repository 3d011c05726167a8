import { once } from 'node:events';
import pg from 'pg';
import copy, { type CopyStreamQuery } from 'pg-copy-streams';
import { folderContent } from '../store/content.ts';
import { readArchive } from './archive.ts';
import {
  clearTheWay,
  occupiedTables,
  qualified,
  quote,
  readHead,
  readTables,
  type SchemaPlace,
  settleSession,
} from './catalog.ts';
import { BackupError, RestoreTargetOccupied, SchemaMismatch } from './errors.ts';
import type { BackupManifest, BackupProgress, LedgerHead } from './manifest.ts';

export interface RestoreOptions {
  /** Default `ezer`. */
  schema?: string;
  /** The migration ledger's table in it. Default `schema_migration`. */
  ledger?: string;
  /** The content store to put the documents into; they are left in the file when it is not given. */
  contentFolder?: string;
  /** Tables that a fresh installation fills by itself; rows there do not make the target occupied. */
  seeded?: readonly string[];
  /** Replace what is there. */
  force?: boolean;
  /** Brings the database to exactly that step of the migrations, which may be older than the newest. */
  migrate: (head: LedgerHead) => Promise<void>;
  onProgress?: (progress: BackupProgress) => void;
}

/** Reads a backup file from end to end and checks all of it; touches no database. */
export function checkBackup(file: string, onProgress?: (progress: BackupProgress) => void): Promise<BackupManifest> {
  let pieces = 0;
  const say = (name: string) => onProgress?.({ step: 'checking', name, done: ++pieces, total: null });
  return readArchive(file, { onRows: (table) => say(table), onDocument: (sha256) => say(sha256) });
}

/**
 * Puts a backup into a database: checks the whole file, has the schema brought to the step the backup was made at,
 * stores the documents, and loads all rows in one transaction that commits only when every row arrived and every
 * reference and constraint holds. Postgres may be newer or older than the one that was backed up.
 *
 * The caller stops the jobs before and migrates to the newest step after.
 *
 * @throws {BackupDamaged} {BackupTooNew} {RestoreTargetOccupied} {SchemaMismatch}, with nothing loaded
 * @example
 * await restore(database.url, 'library.ezer-backup', {
 *   contentFolder,
 *   migrate: ({ number }) => migrateTo(database.migrationUrl, number),
 * });
 */
export async function restore(url: string, file: string, options: RestoreOptions): Promise<BackupManifest> {
  const place = { schema: options.schema ?? 'ezer', ledger: options.ledger ?? 'schema_migration' };
  const manifest = await checkBackup(file, options.onProgress);
  const client = new pg.Client({ connectionString: url, application_name: 'ezer restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (!options.force) await refuseOccupied(client, place, options.seeded ?? []);
    await options.migrate(manifest.head);
    await load(client, file, manifest, place, options);
    return manifest;
  } finally {
    await client.end();
  }
}

async function refuseOccupied(client: pg.Client, place: SchemaPlace, seeded: readonly string[]): Promise<void> {
  const tables = (await readTables(client, place)).filter(({ name }) => !seeded.includes(name));
  const occupied = await occupiedTables(client, place.schema, tables);
  if (occupied.length > 0) throw new RestoreTargetOccupied(occupied);
}

async function load(
  client: pg.Client,
  file: string,
  manifest: BackupManifest,
  place: SchemaPlace,
  { contentFolder, onProgress = () => undefined }: RestoreOptions,
): Promise<void> {
  const { schema } = place;
  await client.query('begin');
  try {
    await settleSession(client, schema);
    await requireSameSchema(client, manifest, place);
    const all = manifest.tables.map(({ name }) => qualified(schema, name)).join(', ');
    if (all) await client.query(`lock table ${all} in access exclusive mode`);
    const putBack = await clearTheWay(client, schema);
    if (all) await client.query(`truncate ${all}`);

    await loadEntries(client, file, manifest, schema, contentFolder, onProgress);

    onProgress({ step: 'constraints', name: schema, done: 0, total: null });
    // A deferred unique constraint still waits for its check, and no table with waiting checks can be altered.
    await client.query('set constraints all immediate');
    await putBack();
    for (const { name, last, called } of manifest.sequences) {
      await client.query('select setval($1::regclass, $2::bigint, $3)', [qualified(schema, name), last, called]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function requireSameSchema(client: pg.Client, manifest: BackupManifest, place: SchemaPlace): Promise<void> {
  const head = await readHead(client, place);
  const say = ({ number, name }: LedgerHead) => `${number} (${name})`;
  if (head?.chain !== manifest.head.chain) throw new SchemaMismatch(say(manifest.head), head && say(head));
  const columnsOf = (tables: readonly { name: string; columns: string[] }[]) =>
    tables.map(({ name, columns }) => `${name}(${columns.join()})`).join();
  // The same ledger and other tables: the schema was changed by hand, here or there.
  if (columnsOf(await readTables(client, place)) !== columnsOf(manifest.tables)) {
    throw new SchemaMismatch(`${say(manifest.head)} with other columns`, say(manifest.head));
  }
}

/** The second reading of the file: what is loaded is hashed again and checked before the commit. */
async function loadEntries(
  client: pg.Client,
  file: string,
  manifest: BackupManifest,
  schema: string,
  contentFolder: string | undefined,
  onProgress: (progress: BackupProgress) => void,
): Promise<void> {
  const content = contentFolder === undefined ? null : folderContent(contentFolder);
  const damaged = new Set(manifest.content?.damaged);
  let current: Loading | null = null;
  let stored = 0;

  const finish = async () => {
    if (!current) return;
    const { name, sink } = current;
    await end(current);
    current = null;
    const total = manifest.tables.find((table) => table.name === name)?.rows ?? 0;
    if (sink.rowCount !== total) throw new BackupError(`Of ${total} rows of table "${name}" ${sink.rowCount} arrived.`);
    onProgress({ step: 'loading', name, done: total, total });
  };
  try {
    await readArchive(file, {
      async onRows(name, piece) {
        if (current?.name !== name) {
          await finish();
          const columns = manifest.tables.find((table) => table.name === name)?.columns ?? [];
          current = startLoading(client, schema, name, columns);
        }
        await write(current, piece);
      },
      async onDocument(sha256, bytes) {
        await finish();
        if (!content || damaged.has(sha256)) return;
        await content.put(bytes);
        onProgress({ step: 'content', name: sha256, done: ++stored, total: manifest.content?.files ?? null });
      },
    });
    await finish();
  } catch (error) {
    abandon(current);
    throw error;
  }
}

interface Loading {
  name: string;
  sink: CopyStreamQuery;
  /** What the server said; it may come between two writes. */
  error: Error | null;
}

function startLoading(client: pg.Client, schema: string, name: string, columns: readonly string[]): Loading {
  const list = columns.map(quote).join(', ');
  const sink = client.query(copy.from(`copy ${qualified(schema, name)} (${list}) from stdin`));
  const loading: Loading = { name, sink, error: null };
  sink.on('error', (error: Error) => {
    loading.error ??= error;
  });
  return loading;
}

async function write({ sink, error }: Loading, piece: Buffer): Promise<void> {
  if (error) throw error;
  // `once` rejects when the server refuses meanwhile.
  if (!sink.write(piece)) await once(sink, 'drain');
}

async function end(loading: Loading): Promise<void> {
  if (loading.error) throw loading.error;
  const finished = once(loading.sink, 'finish');
  loading.sink.end();
  await finished;
}

/** Ends a COPY that is still open, without which the rollback would wait behind it for ever. */
function abandon(loading: Loading | null): void {
  if (loading && !loading.error) loading.sink.destroy();
}
