import type { ReadDocument } from './document.ts';
import { readTextAtOnce } from './fast.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { DocumentRefused } from './refused.ts';
import { readInSandbox } from './sandbox/index.ts';

export type {
  Format,
  OrderDecision,
  Page,
  Paragraph,
  ParagraphKind,
  ReadDocument,
  Repair,
  RepairKind,
  Span,
  Warning,
  WarningCode,
} from './document.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { DocumentRefused, type RefusalReason, SandboxUnavailable } from './refused.ts';
export { cleanText } from './repair/clean.ts';
export { closeSandbox } from './sandbox/index.ts';

/**
 * The text of a Hebrew document: what it is is decided by its content, Hebrew comes out in the order people write it,
 * and what cannot be read for certain is refused with a reason. Spans count code points.
 *
 * Runs in a worker process with limits; small plain text is read at once.
 *
 * @throws DocumentRefused the document cannot be used: `reason` says why, `message` what to do.
 * @throws SandboxUnavailable the worker cannot be started: the installation is broken, not the document.
 * @example
 * const { text } = await readDocument(new TextEncoder().encode('פסק דין\r\nהערעור נדחה.'));
 * // 'פסק דין\nהערעור נדחה.'
 */
export async function readDocument(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<ReadDocument> {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  if (bytes.length > bounds.bytes) {
    throw new DocumentRefused('too-large', `The file has ${bytes.length} bytes, the limit is ${bounds.bytes}.`);
  }
  return readTextAtOnce(bytes, bounds) ?? (await readInSandbox(bytes, bounds));
}
