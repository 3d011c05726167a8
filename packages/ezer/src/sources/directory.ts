import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { longLines } from './lines.ts';

/** One thing that a source offers: bytes to read, or the reason why there are none. */
export type Offer =
  | { kind: 'file'; ref: string; name: string; stamp: string | null; bytes(): Promise<Uint8Array> }
  | { kind: 'refused'; ref: string; name: string; stamp: string | null; reason: string; detail: string };

export interface DirectoryOptions {
  /** field of a `.jsonl` line that holds the text: a string, or an array of strings that are joined by blank lines */
  textField: string;
  /** field that names the line; without it, or when it is missing, the line's number does */
  idField: string;
  /** larger files and lines are refused unread, in bytes */
  maxBytes: number;
  signal?: AbortSignal;
}

export class SourceMissing extends Error {
  override readonly name = 'SourceMissing';
  readonly path: string;

  constructor(path: string, options?: { cause: unknown }) {
    super(`${path} does not exist or cannot be read; give a folder or a file that is there`, options);
    this.path = path;
  }
}

const DEFAULTS: DirectoryOptions = { textField: 'text', idField: 'id', maxBytes: 50 * 1024 * 1024 };

/**
 * Walks a folder (or takes one file) in a stable order and offers each file; a `.jsonl` file offers each of its lines.
 * A broken line is one refused offer, and the rest goes on. Hidden files and links to folders are left out.
 *
 * @param path  a folder or a file
 * @throws SourceMissing
 * @example
 * for await (const offer of walkDirectory('samples/library')) console.log(offer.ref);
 */
export async function* walkDirectory(path: string, options: Partial<DirectoryOptions> = {}): AsyncGenerator<Offer> {
  const settings = { ...DEFAULTS, ...options };
  const root = resolve(path);
  const info = await stat(root).catch((cause: unknown) => {
    throw new SourceMissing(path, { cause });
  });
  for await (const file of info.isDirectory() ? filesUnder(root) : [root]) {
    if (settings.signal?.aborted) return;
    const ref = (info.isDirectory() ? relative(root, file) : basename(file)).split(sep).join('/');
    if (/\.(jsonl|ndjson)$/i.test(file)) yield* offerLines(file, ref, settings);
    else yield await offerFile(file, ref, settings);
  }
}

/** How many files a walk will look at (a `.jsonl` counts its lines), for a progress bar. */
export async function countOffers(path: string): Promise<number> {
  const root = resolve(path);
  const info = await stat(root).catch((cause: unknown) => {
    throw new SourceMissing(path, { cause });
  });
  let count = 0;
  for await (const file of info.isDirectory() ? filesUnder(root) : [root]) {
    if (!/\.(jsonl|ndjson)$/i.test(file)) count += 1;
    else for await (const line of longLines(file, DEFAULTS.maxBytes)) count += line.blank ? 0 : 1;
  }
  return count;
}

async function* filesUnder(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new SourceMissing(folder, { cause });
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile() || entry.isSymbolicLink()) yield path;
  }
}

async function offerFile(file: string, ref: string, settings: DirectoryOptions): Promise<Offer> {
  const name = basename(file);
  try {
    const info = await stat(file, { bigint: true });
    const stamp = `${info.size}:${info.mtimeNs}`;
    if (!info.isFile()) return refused(ref, name, null, 'not-a-file', 'a link to a folder or a device; give the files');
    if (info.size > BigInt(settings.maxBytes)) return tooLarge(ref, name, stamp, settings.maxBytes);
    return { kind: 'file', ref, name, stamp, bytes: () => readFile(file) };
  } catch (cause) {
    return refused(ref, name, null, 'unreadable', `the file cannot be opened: ${messageOf(cause)}`);
  }
}

async function* offerLines(file: string, ref: string, settings: DirectoryOptions): AsyncGenerator<Offer> {
  const handle = await open(file, 'r').catch((cause: unknown) => messageOf(cause));
  if (typeof handle === 'string') {
    yield refused(ref, basename(file), null, 'unreadable', `the file cannot be opened: ${handle}`);
    return;
  }
  await handle.close();
  for await (const line of longLines(file, settings.maxBytes)) {
    if (settings.signal?.aborted) return;
    if (line.blank) continue;
    const at = `${ref}#${line.number}`;
    if (line.text === null) yield tooLarge(at, at, null, settings.maxBytes);
    else yield offerLine(line.text, ref, line.number, settings);
  }
}

function offerLine(line: string, ref: string, number: number, settings: DirectoryOptions): Offer {
  const at = `${ref}#${number}`;
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch (cause) {
    return refused(at, at, null, 'broken-line', `line ${number} is not JSON: ${messageOf(cause)}`);
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    return refused(at, at, null, 'broken-line', `line ${number} is not a JSON object`);
  const fields = record as Record<string, unknown>;
  const text = textOf(fields[settings.textField]);
  const id = fields[settings.idField];
  const named = typeof id === 'string' || typeof id === 'number' ? `${ref}#${id}` : at;
  if (text === null) {
    const known = Object.keys(fields).slice(0, 8).join(', ');
    return refused(
      named,
      named,
      null,
      'no-text-field',
      `line ${number} has no text in the field '${settings.textField}' (it has: ${known}); name the field with --text-field`,
    );
  }
  return { kind: 'file', ref: named, name: named, stamp: null, bytes: async () => new TextEncoder().encode(text) };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return withoutLoneSurrogates(value);
  if (Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string'))
    return withoutLoneSurrogates(value.join('\n\n'));
  return null;
}

// UTF-8 has no form for half a surrogate pair: encoding would silently put U+FFFD in its place. Everything else that
// has to be cleaned is cleaned where documents are read.
const withoutLoneSurrogates = (text: string): string =>
  text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '');

const tooLarge = (ref: string, name: string, stamp: string | null, limit: number): Offer =>
  refused(ref, name, stamp, 'too-large', `larger than ${Math.floor(limit / 1024 / 1024)} MB; split it`);

const refused = (ref: string, name: string, stamp: string | null, reason: string, detail: string): Offer => ({
  kind: 'refused',
  ref,
  name,
  stamp,
  reason,
  detail,
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
