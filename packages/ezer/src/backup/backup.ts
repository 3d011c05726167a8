import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import pg from 'pg';
import copy from 'pg-copy-streams';
import { type ArchiveWriter, add, contentLine, newTally, writeArchive } from './archive.ts';
import {
  qualified,
  quote,
  readHead,
  readSequences,
  readTables,
  type SchemaPlace,
  settleSession,
  type Table,
} from './catalog.ts';
import { BackupError, BackupNotWritten, NothingToBackUp } from './errors.ts';
import { type BackupManifest, type BackupProgress, FORMAT_VERSION } from './manifest.ts';

export interface BackupOptions {
  /** Default `ezer`. */
  schema?: string;
  /** The migration ledger's table in it. Default `schema_migration`. */
  ledger?: string;
  /** The content store, to take the documents along. */
  contentFolder?: string;
  /** Write over a file of that name. */
  replace?: boolean;
  onProgress?: (progress: BackupProgress) => void;
}

/**
 * Writes all rows of the schema as they are at one moment, the sequences and the stored documents into one file; work
 * goes on meanwhile. The schema itself is not in it: migrations make it. Needs no `pg_dump`, and no superuser.
 *
 * @returns what the file says about itself
 * @throws {NothingToBackUp} {BackupNotWritten}
 * @example
 * const { tables } = await backup(database.url, 'library.ezer-backup', { contentFolder });
 */
export async function backup(url: string, file: string, options: BackupOptions = {}): Promise<BackupManifest> {
  const place = { schema: options.schema ?? 'ezer', ledger: options.ledger ?? 'schema_migration' };
  if (!options.replace && (await stat(file).catch(() => null))) {
    throw new BackupNotWritten(file, 'there is a file of that name already');
  }
  const client = new pg.Client({ connectionString: url, application_name: 'ezer backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const tables = await openSnapshot(client, place);
    return await writeArchive(file, (archive) => fill(client, archive, place, tables, options));
  } finally {
    await client.end();
  }
}

const SNAPSHOT_TRIES = 5;

/**
 * Opens the read-only transaction of the whole backup. The locks come before its first query, which fixes the
 * moment: so no migration can come between the rows that are seen and the tables they are in.
 */
async function openSnapshot(client: pg.Client, place: SchemaPlace): Promise<Table[]> {
  for (let turn = 1; ; turn++) {
    const names = (await readTables(client, place)).map((table) => table.name);
    await client.query('begin isolation level repeatable read read only');
    await settleSession(client, place.schema);
    try {
      const locked = [...names, place.ledger].map((name) => qualified(place.schema, name)).join(', ');
      await client.query(`lock table ${locked} in access share mode`);
      const tables = await readTables(client, place);
      if (tables.map((table) => table.name).join() === names.join()) return tables;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (code === UNDEFINED_SCHEMA || names.length === 0) throw new NothingToBackUp(place.schema);
      if (code !== UNDEFINED_TABLE) throw error;
    }
    await client.query('rollback');
    if (turn === SNAPSHOT_TRIES)
      throw new BackupError('The schema keeps changing: take the backup after the migration.');
  }
}

const UNDEFINED_TABLE = '42P01';
const UNDEFINED_SCHEMA = '3F000';

async function fill(
  client: pg.Client,
  archive: ArchiveWriter,
  place: SchemaPlace,
  tables: readonly Table[],
  { contentFolder, onProgress = () => undefined }: BackupOptions,
): Promise<BackupManifest> {
  const head = await readHead(client, place);
  if (!head) throw new NothingToBackUp(place.schema);
  const { rows } = await client.query<{ server: number; now: Date }>(
    `select current_setting('server_version_num')::integer as server, now() as now`,
  );
  const written: BackupManifest['tables'] = [];
  for (const table of tables) written.push(await copyOut(client, archive, place.schema, table, onProgress));
  const sequences = await readSequences(client, place.schema);
  await client.query('commit');
  return {
    format: 'ezer-backup',
    version: FORMAT_VERSION,
    createdAt: (rows[0]?.now ?? new Date()).toISOString(),
    server: rows[0]?.server ?? 0,
    schema: place.schema,
    head,
    tables: written,
    sequences,
    // After the rows: bytes are stored before the rows that name them, and never change.
    content: contentFolder === undefined ? null : await copyContent(archive, contentFolder, onProgress),
  };
}

/** Entries of this size keep memory flat, since a tar entry says its length before its bytes. */
const PIECE = 1 << 20;

async function copyOut(
  client: pg.Client,
  archive: ArchiveWriter,
  schema: string,
  { name, columns }: Table,
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupManifest['tables'][number]> {
  const tally = newTally();
  let pieces = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const write = async () => {
    if (waitingBytes === 0) return;
    const number = String(++pieces).padStart(6, '0');
    await archive.bytes(`tables/${encodeURIComponent(name)}/${number}.copy`, Buffer.concat(waiting));
    [waiting, waitingBytes] = [[], 0];
    onProgress({ step: 'tables', name, done: tally.lines, total: null });
  };
  // A partitioned table can only be copied out as a query.
  const list = columns.map(quote).join(', ');
  const rows = client.query(copy.to(`copy (select ${list} from ${qualified(schema, name)}) to stdout`));
  for await (const piece of rows as AsyncIterable<Buffer>) {
    add(tally, piece);
    waiting.push(piece);
    waitingBytes += piece.byteLength;
    if (waitingBytes >= PIECE) await write();
  }
  await write();
  return { name, columns, rows: tally.lines, bytes: tally.bytes, sha256: tally.hash.digest('hex') };
}

async function copyContent(
  archive: ArchiveWriter,
  folder: string,
  onProgress: (progress: BackupProgress) => void,
): Promise<NonNullable<BackupManifest['content']>> {
  const paths = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const documents = paths.filter((path) => /^[0-9a-f]{64}$/.test(basename(path))).sort();
  const tally = newTally();
  const damaged: string[] = [];
  let bytes = 0;
  for (const path of documents) {
    const name = basename(path);
    const found = await stat(join(folder, path)).catch(() => null);
    // Withdrawn while the backup ran.
    if (!found?.isFile()) continue;
    const hash = createHash('sha256');
    await archive.stream(`content/${name}`, found.size, hashed(createReadStream(join(folder, path)), hash));
    const sha256 = hash.digest('hex');
    if (sha256 !== name) damaged.push(name);
    add(tally, Buffer.from(contentLine(sha256, found.size, name)));
    bytes += found.size;
    onProgress({ step: 'content', name, done: tally.lines, total: documents.length });
  }
  return { files: tally.lines, bytes, sha256: tally.hash.digest('hex'), damaged };
}

async function* hashed(content: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncIterable<Buffer> {
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
}
