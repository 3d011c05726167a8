import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';

/** A file of an upload, whole, in the temporary folder. */
export interface ReceivedFile {
  /** as its owner calls it: to be shown and kept, never a path of this machine */
  name: string;
  path: string;
  /** hex */
  sha256: string;
  size: number;
  /** larger than allowed: what lies at `path` is only its beginning */
  tooLarge: boolean;
}

export interface Received {
  fields: Readonly<Record<string, string>>;
  files: ReceivedFile[];
}

export interface ReceiveOptions {
  /** an empty folder of the caller's, who removes it */
  folder: string;
  /** most bytes of one file */
  maxBytes: number;
  /** most bytes of all files together */
  maxTotal: number;
  /** Is this form one of ours? Asked before the first file, with the fields that came before it. */
  isGenuine(fields: Readonly<Record<string, string>>): boolean;
}

/** The upload was not received, and nothing of it is kept. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';
  readonly reason: 'forged' | 'cut' | 'too-much' | 'malformed';

  constructor(reason: UploadRefused['reason'], options?: ErrorOptions) {
    super(`the upload was not received (${reason}); nothing of it was kept`, options);
    this.reason = reason;
  }
}

export const MOST_FILES = 1000;

/**
 * Receives a multipart form: its files go to the temporary folder as they come, in flat memory. Returns when the whole
 * form is there: a connection that is cut in the middle leaves nothing behind.
 *
 * @throws UploadRefused
 */
export async function receiveForm(
  { body, contentType }: { body: ReadableStream<Uint8Array>; contentType: string },
  { folder, maxBytes, maxTotal, isGenuine }: ReceiveOptions,
): Promise<Received> {
  const fields: Record<string, string> = Object.create(null);
  const written: Promise<ReceivedFile | null>[] = [];
  const stop = new AbortController();
  let genuine: boolean | null = null;
  let total = 0;
  let refusal: UploadRefused['reason'] | null = null;
  let failure: unknown = null;
  const refuse = (reason: UploadRefused['reason']) => {
    refusal ??= reason;
    stop.abort();
  };

  const form = parserOf(contentType, maxBytes);
  form.on('field', (name, value) => {
    fields[name] = value;
  });
  // A part without a name comes as undefined, whatever the types of the parser say.
  form.on('file', (_field, stream, name: string | undefined = '') => {
    genuine ??= isGenuine(fields);
    // A form that is not ours is read to its end and thrown away, so that the browser reads the answer.
    if (!genuine || written.length >= MOST_FILES) stream.resume();
    else {
      const path = join(folder, String(written.length));
      const count = (bytes: number) => {
        total += bytes;
        if (total > maxTotal) refuse('too-much');
      };
      const file = writeFile(stream, { name, path, count, signal: stop.signal });
      // A full disk ends the whole upload, at once: the parser would wait for this file for ever.
      file.catch((cause: unknown) => {
        if (!stop.signal.aborted) failure = cause;
        stop.abort();
      });
      written.push(file);
    }
  });
  form.on('filesLimit', () => refuse('too-much'));
  form.on('partsLimit', () => refuse('too-much'));

  try {
    await pipeline(Readable.fromWeb(body), form, { signal: stop.signal });
    const files = (await Promise.all(written)).filter((file) => file !== null);
    if (genuine ?? isGenuine(fields)) return { fields, files };
  } catch (cause) {
    stop.abort();
    await Promise.allSettled(written);
    if (failure !== null) throw failure;
    throw new UploadRefused(refusal ?? (isMalformed(cause) ? 'malformed' : 'cut'), { cause });
  }
  throw new UploadRefused('forged');
}

function parserOf(contentType: string, maxBytes: number) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      preservePath: true,
      limits: {
        fileSize: maxBytes,
        files: MOST_FILES,
        fields: 20,
        parts: MOST_FILES + 20,
        fieldSize: 2_000,
        fieldNameSize: 100,
        headerPairs: 20,
      },
    });
  } catch (cause) {
    throw new UploadRefused('malformed', { cause });
  }
}

// What the parser says of a form that ends before its last boundary: the connection was cut, or there is no form in it.
const isMalformed = (cause: unknown): boolean =>
  cause instanceof Error && /^(Multipart: Boundary|Malformed|Unsupported)/.test(cause.message);

interface WriteOptions {
  name: string;
  path: string;
  count(bytes: number): void;
  signal: AbortSignal;
}

async function writeFile(
  stream: BusboyFileStream,
  { name, path, count, signal }: WriteOptions,
): Promise<ReceivedFile | null> {
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.byteLength;
      count(chunk.byteLength);
      done(null, chunk);
    },
  });
  await pipeline(stream, measure, createWriteStream(path), { signal });
  const nothingChosen = name === '' && size === 0;
  if (nothingChosen) return null;
  return { name: shownName(name), path, sha256: hash.digest('hex'), size, tooLarge: stream.truncated };
}

const LONGEST_NAME = 200;

/**
 * A file's name as it is kept: with its folders, without what is no name. No file of this machine is ever opened by it.
 *
 * @example shownName('../../etc/a\u0000b.txt'); // 'etc/ab.txt'
 */
export function shownName(name: string): string {
  const parts = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '') // controls, and marks that reorder the line in which the name is shown
    .split(/[/\\]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  const whole = parts.join('/');
  if (whole === '') return '?';
  const points = [...whole];
  // The end has the ending, by which people know the file.
  return points.length <= LONGEST_NAME
    ? whole
    : `${points.slice(0, LONGEST_NAME - 41).join('')}…${points.slice(-40).join('')}`;
}
