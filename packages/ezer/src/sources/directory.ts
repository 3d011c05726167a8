import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { longLines } from './lines.ts';

/** One thing that a source offers: bytes to read, or the reason why there are none. */
export type Offer = { ref: string; name: string; stamp: Stamp } & (
  | {
      kind: 'file';
      /**
       * Whether the reference means the same decision next time, so that another text under it is a new version. A path
       * does, and so does an id; the number of a line does not: one line put in at the top would move every text to
       * the reference of another decision.
       */
      lasting: boolean;
      bytes(): Promise<Uint8Array>;
    }
  | { kind: 'refused'; reason: string; detail: string }
);

/** Size and time of a file; null where only the bytes can say whether something changed. */
type Stamp = string | null;

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
  for await (const { path: file, problem } of info.isDirectory() ? filesUnder(root) : [{ path: root, problem: null }]) {
    if (settings.signal?.aborted) return;
    const ref = storable((info.isDirectory() ? relative(root, file) : basename(file)).split(sep).join('/'));
    if (problem !== null) yield refused(ref, basename(file), null, 'unreadable', problem);
    else if (isLines(file)) yield* offerLines(file, ref, settings);
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
  for await (const { path: file, problem } of info.isDirectory() ? filesUnder(root) : [{ path: root, problem: null }]) {
    if (problem !== null || !isLines(file)) count += 1;
    else count += await countLines(file);
  }
  return count;
}

async function countLines(file: string): Promise<number> {
  let count = 0;
  try {
    for await (const line of longLines(file, DEFAULTS.maxBytes)) count += line.blank ? 0 : 1;
    return count;
  } catch {
    return count + 1; // the walk will say what is wrong with it
  }
}

const isLines = (file: string): boolean => /\.(jsonl|ndjson)$/i.test(file);

/** Every file below a folder. A folder inside that may not be entered is one problem, and the rest goes on. */
async function* filesUnder(root: string, folder = root): AsyncGenerator<{ path: string; problem: string | null }> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    if (folder === root) throw new SourceMissing(folder, { cause });
    yield { path: folder, problem: `the folder cannot be entered: ${messageOf(cause)}` };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(root, path);
    else if (entry.isFile() || entry.isSymbolicLink()) yield { path, problem: null };
  }
}

async function offerFile(file: string, ref: string, settings: DirectoryOptions): Promise<Offer> {
  const name = basename(file);
  try {
    const info = await stat(file, { bigint: true });
    const stamp = `${info.size}:${info.mtimeNs}`;
    if (!info.isFile()) return refused(ref, name, null, 'not-a-file', 'a link to a folder or a device; give the files');
    if (info.size > BigInt(settings.maxBytes)) return tooLarge(ref, name, stamp, settings.maxBytes);
    return { kind: 'file', ref, name, stamp, lasting: true, bytes: () => readFile(file) };
  } catch (cause) {
    return refused(ref, name, null, 'unreadable', `the file cannot be opened: ${messageOf(cause)}`);
  }
}

async function* offerLines(file: string, ref: string, settings: DirectoryOptions): AsyncGenerator<Offer> {
  const seen = new Set<string>();
  try {
    for await (const line of longLines(file, settings.maxBytes)) {
      if (settings.signal?.aborted) return;
      if (line.blank) continue;
      const at = `${ref}#${line.number}`;
      if (line.text === null) yield tooLarge(at, at, null, settings.maxBytes);
      else yield offerLine(line.text, ref, line.number, seen, settings);
    }
  } catch (cause) {
    yield refused(ref, basename(file), null, 'unreadable', `the file cannot be read: ${messageOf(cause)}`);
  }
}

function offerLine(line: string, ref: string, number: number, seen: Set<string>, settings: DirectoryOptions): Offer {
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
  const given = (typeof id === 'string' && id !== '') || typeof id === 'number' ? storable(String(id)) : null;
  // Two lines of one id would each be the new version of the other, on every reading again.
  const lasting = given !== null && !seen.has(given);
  if (given !== null) seen.add(given);
  const named = given === null ? at : lasting ? `${ref}#${given}` : `${ref}#${given}#${number}`;
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
  const bytes = async () => new TextEncoder().encode(text);
  return { kind: 'file', ref: named, name: named, stamp: null, lasting, bytes };
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

// A name is part of a key: Postgres takes no NUL, and keeps at most 2,704 bytes of a key in its index.
const LONGEST_NAME = 600;

function storable(name: string): string {
  const clean = withoutLoneSurrogates(name).replaceAll('\0', '');
  if (clean.length <= LONGEST_NAME) return clean;
  return `${clean.slice(0, LONGEST_NAME)}…${createHash('sha256').update(clean).digest('hex').slice(0, 16)}`;
}

const tooLarge = (ref: string, name: string, stamp: string | null, limit: number): Offer =>
  refused(ref, name, stamp, 'too-large', `larger than ${Math.floor(limit / 1024 / 1024)} MB; split it`);

const refused = (ref: string, name: string, stamp: string | null, reason: string, detail: string): Offer => ({
  kind: 'refused',
  ref,
  name,
  stamp,
  reason,
  detail: detail.replaceAll('\0', ''),
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
