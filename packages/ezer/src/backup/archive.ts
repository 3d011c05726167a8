/**
 * The backup file: a tar archive under gzip, so that it can be opened anywhere without ezer (`tar -tzvf`). Zstd would be
 * faster, but Node's decompressor (24.21) says nothing when the end of the file is missing, and gzip's does.
 *
 * | entry | what |
 * | --- | --- |
 * | `format.json` | `{ "format": "ezer-backup", "version": 1 }` |
 * | `tables/NAME/000001.copy` … | the rows in the text form of `COPY`, UTF-8, cut anywhere; to be joined |
 * | `content/SHA256` | a stored document |
 * | `manifest.json` | see `manifest.ts` |
 * | `manifest.sha256` | the hash of the entry before: last, so that a truncated file lacks it |
 */
import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import * as tar from 'tar-stream';
import * as z from 'zod/mini';
import { BackupDamaged, BackupNotWritten, BackupTooNew } from './errors.ts';
import { type BackupManifest, FORMAT_VERSION, manifestSchema } from './manifest.ts';

// On 12 MB of random Hebrew, Node 24.21, CPU time: level 1 76 MB/s to 33 % of the size, 2: 67 MB/s, 32 %; 3: 32 MB/s,
// 30 %; 6 (the default): 7 MB/s, 27 %.
const GZIP_LEVEL = 2;

export interface ArchiveWriter {
  bytes(name: string, content: Uint8Array): Promise<void>;
  stream(name: string, size: number, content: AsyncIterable<Uint8Array>): Promise<void>;
}

/**
 * Writes an archive: `fill` puts in the entries and returns the manifest. The file appears under its name only when
 * it is whole and flushed.
 *
 * @throws {BackupNotWritten} when the disk refuses
 */
export async function writeArchive(
  file: string,
  fill: (archive: ArchiveWriter) => Promise<BackupManifest>,
): Promise<BackupManifest> {
  const part = `${file}.part`;
  const pack = tar.pack();
  const aborted = new AbortController();
  const written = pipeline(pack, createGzip({ level: GZIP_LEVEL }), createWriteStream(part, { mode: 0o600 }), {
    signal: aborted.signal,
  });
  const refused = written.then(
    () => null,
    (error: unknown) => (aborted.signal.aborted ? null : error),
  );
  const archive: ArchiveWriter = {
    bytes: (name, content) =>
      new Promise((done, failed) => {
        pack.entry({ name }, Buffer.from(content), settle(done, failed));
      }),
    async stream(name, size, content) {
      const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
      // Awaited below, and until then not unhandled.
      ended.catch(() => undefined);
      const sink = pack.entry({ name, size }, settle(resolve, reject));
      sink.on('error', reject);
      for await (const chunk of content) if (!sink.write(chunk)) await Promise.race([once(sink, 'drain'), ended]);
      sink.end(null);
      await ended;
    },
  };
  try {
    await archive.bytes('format.json', json({ format: 'ezer-backup', version: FORMAT_VERSION }));
    const manifest = await fill(archive);
    const text = json(manifest);
    await archive.bytes('manifest.json', text);
    await archive.bytes('manifest.sha256', Buffer.from(`${hashOf(text)}  manifest.json\n`));
    pack.finalize();
    await written;
    await flush(part);
    await rename(part, file);
    return manifest;
  } catch (error) {
    // What the disk said, when it is the disk: the entries only say that their archive is gone.
    const first = pack.destroyed ? await refused : null;
    aborted.abort();
    await refused;
    await rm(part, { force: true });
    throw diskRefusal(first ?? error, file);
  }
}

function settle(done: () => void, failed: (error: Error) => void): (error?: Error | null) => void {
  return (error) => (error ? failed(error) : done());
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function diskRefusal(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const reason = DISK_REFUSALS[code];
  return reason ? new BackupNotWritten(file, reason, { cause: error }) : error;
}

const DISK_REFUSALS: Record<string, string | undefined> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'its folder may not be written to',
  EPERM: 'its folder may not be written to',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'there is a folder of that name',
};

export interface ArchiveReader {
  /** The rows of a table, piece by piece, in order. */
  onRows(table: string, piece: Buffer): Promise<void> | void;
  onDocument(sha256: string, bytes: Buffer): Promise<void> | void;
}

/**
 * Reads an archive from end to end and checks every byte against its manifest. What the reader was given is proven
 * only when this returns: hence once with an idle reader before anything is touched, and once more inside the
 * transaction that loads.
 *
 * @throws {BackupDamaged} for a file that is truncated, changed, or no backup; {BackupTooNew}
 */
export async function readArchive(file: string, reader: ArchiveReader): Promise<BackupManifest> {
  const seen = { tables: new Map<string, Tally>(), content: newTally(), damaged: new Set<string>() };
  const texts = new Map<string, string>();
  const last: string[] = [];
  const takeEntry = async (name: string, body: AsyncIterable<Buffer>) => {
    last.push(name);
    if (last.length > 2) last.shift();
    const table = /^tables\/([^/]+)\/\d{6,}\.copy$/.exec(name)?.[1];
    const document = /^content\/([0-9a-f]{64})$/.exec(name)?.[1];
    if (table !== undefined) {
      const tally = entryOf(seen.tables, decodeURIComponent(table));
      for await (const piece of body) {
        add(tally, piece);
        await reader.onRows(decodeURIComponent(table), piece);
      }
    } else if (document !== undefined) {
      const bytes = await whole(body);
      const sha256 = hashOf(bytes);
      if (sha256 !== document) seen.damaged.add(document);
      add(seen.content, Buffer.from(contentLine(sha256, bytes.byteLength, document)));
      await reader.onDocument(document, bytes);
    } else if (KNOWN_TEXTS.has(name) && !texts.has(name)) texts.set(name, (await whole(body)).toString('utf8'));
    else throw new BackupDamaged(file, `it has an entry "${name}" that no backup has`);
  };

  await eachEntry(file, takeEntry);
  const text = texts.get('manifest.json');
  if (text === undefined || last.join() !== 'manifest.json,manifest.sha256')
    throw new BackupDamaged(file, 'it has no end');
  if (texts.get('manifest.sha256') !== `${hashOf(Buffer.from(text))}  manifest.json\n`) {
    throw new BackupDamaged(file, 'its manifest was changed');
  }
  const manifest = parseManifest(file, texts.get('format.json'), text);
  for (const { name, sha256, rows } of manifest.tables) {
    const tally = entryOf(seen.tables, name);
    if (tally.hash.digest('hex') !== sha256 || tally.lines !== rows) {
      throw new BackupDamaged(file, `the rows of table "${name}" are not those that were written`);
    }
    seen.tables.delete(name);
  }
  if (seen.tables.size > 0) throw new BackupDamaged(file, 'it has rows that its manifest does not know');
  const { content } = manifest;
  const sameContent = content
    ? seen.content.hash.digest('hex') === content.sha256 &&
      [...seen.damaged].sort().join() === [...content.damaged].sort().join()
    : seen.content.lines === 0;
  if (!sameContent) throw new BackupDamaged(file, 'the stored documents are not those that were written');
  return manifest;
}

const KNOWN_TEXTS = new Set(['format.json', 'manifest.json', 'manifest.sha256']);

/** A failure of the reader's own (the database) passes as it is; one of the file's becomes `BackupDamaged`. */
async function eachEntry(
  file: string,
  take: (name: string, body: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const extract = tar.extract();
  const source = createReadStream(file);
  let own: unknown = null;
  const unpacked = pipeline(source, createGunzip(), extract).catch((error: unknown) => error);
  try {
    for await (const entry of extract) {
      try {
        // Its declaration leaves the pieces untyped; tar-stream is given bytes and gives bytes.
        await take(entry.header.name, entry as AsyncIterable<unknown> as AsyncIterable<Buffer>);
      } catch (error) {
        // The body of an entry fails with the file, and then the pipeline has failed too.
        if (!source.errored && !extract.destroyed) own = error;
        throw error;
      }
    }
  } catch (cause) {
    extract.destroy();
    await unpacked;
    if (own !== null) throw own;
    throw new BackupDamaged(file, fileFault(cause), { cause });
  }
  const failure = await unpacked;
  if (failure) throw new BackupDamaged(file, fileFault(failure), { cause: failure });
}

function fileFault(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES' || code === 'EISDIR') return `it cannot be read (${code})`;
  return 'it is truncated, damaged, or something else';
}

function parseManifest(file: string, format: string | undefined, text: string): BackupManifest {
  try {
    const { version } = JSON.parse(format ?? '{}') as { version?: unknown };
    if (typeof version === 'number' && version > FORMAT_VERSION) throw new BackupTooNew(file, version);
    return z.parse(manifestSchema, JSON.parse(text));
  } catch (cause) {
    if (cause instanceof BackupTooNew) throw cause;
    throw new BackupDamaged(file, 'its manifest has another shape', { cause });
  }
}

/** A running hash with what was hashed so far. */
export interface Tally {
  hash: Hash;
  bytes: number;
  /** In the text form of COPY a newline ends a row and nothing else: inside values it is escaped. */
  lines: number;
}

export function newTally(): Tally {
  return { hash: createHash('sha256'), bytes: 0, lines: 0 };
}

export function add(tally: Tally, piece: Buffer): void {
  tally.hash.update(piece);
  tally.bytes += piece.byteLength;
  for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) tally.lines++;
}

const NEWLINE = 0x0a;

export function contentLine(sha256: string, bytes: number, name: string): string {
  return `${sha256} ${bytes} ${name}\n`;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function entryOf(tallies: Map<string, Tally>, name: string): Tally {
  const tally = tallies.get(name) ?? newTally();
  tallies.set(name, tally);
  return tally;
}

async function whole(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

function json(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
