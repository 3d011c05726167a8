import type { ReadDocument } from './document.ts';
import { readText } from './formats/txt/index.ts';
import type { Limits } from './limits.ts';
import { decode } from './repair/decode.ts';
import { refuseLostText } from './repair/lost.ts';
import { sniff } from './sniff/index.ts';

/** Over this a text file goes to the worker, so that nobody holds up the calling process. */
const SMALL = 512 * 1024;

/**
 * A small text file, read in the calling process: the way over a worker costs more than reading, and nothing here
 * parses a format. Null when the file is something else.
 */
export function readTextAtOnce(bytes: Uint8Array, limits: Limits): ReadDocument | null {
  if (bytes.length > SMALL || sniff(bytes) !== 'text') return null;
  if (/^[\s\ufeff]*</.test(new TextDecoder().decode(bytes.subarray(0, 2_048)))) return null;
  const decoded = decode(bytes);
  if (/^[\s\ufeff]*</.test(decoded.text.slice(0, 2_048))) return null;
  const document = readText(decoded, limits);
  refuseLostText(document.text);
  return document;
}
