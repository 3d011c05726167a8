import { createHash } from 'node:crypto';
import { DocumentRefused, type ReadDocument, readDocument } from 'hebrew-documents';
import type { Insertable } from 'kysely';
import type { ContentStore } from '../store/content.ts';
import { type Database, inTransaction, type Store } from '../store/database.ts';
import type { Document } from '../store/tables.gen.ts';
import type { Offer } from './directory.ts';

export interface IngestInto {
  store: Store;
  content: ContentStore;
  sourceId: string;
}

/** A document that was read: its text, and the bytes' identity. */
export interface ReceivedDocument extends Omit<ReadDocument, 'warnings'> {
  warnings: readonly { code: string; message: string; count: number }[];
  sha256: Buffer;
  byteSize: number;
}

export interface Refusal {
  refused: string;
  detail: string;
  /** null when the bytes themselves could not be had */
  bytes: { sha256: Buffer; byteSize: number } | null;
}

/** The bytes of an offer and their hash; not yet stored. */
export async function bytesOf(offer: Offer): Promise<{ bytes: Uint8Array; sha256: Buffer } | Refusal> {
  if (offer.kind === 'refused') return { refused: offer.reason, detail: offer.detail, bytes: null };
  try {
    const bytes = await offer.bytes();
    return { bytes, sha256: createHash('sha256').update(bytes).digest() };
  } catch (error) {
    const detail = `the file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { refused: 'unreadable', detail, bytes: null };
  }
}

/**
 * Stores the bytes, then reads them. Also what is refused is kept: a better reader may read it later.
 *
 * @throws what is not the document's fault
 */
export async function readBytes(
  { bytes, sha256 }: { bytes: Uint8Array; sha256: Buffer },
  { content }: IngestInto,
): Promise<ReceivedDocument | Refusal> {
  await content.put(bytes);
  const identity = { sha256, byteSize: bytes.byteLength };
  try {
    return { ...identity, ...(await readDocument(bytes, { characters: LONGEST_TEXT })) };
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    return { refused: error.reason, detail: error.message, bytes: identity };
  }
}

// UTF-16 units; some twenty times the longest judgment that we know of. What is longer is a collection in one file: the
// jobs read a text in one go, and their lease and memory are measured for this (a text of this length: 5 s, 700 MB).
const LONGEST_TEXT = 5_000_000;

/** The row of a document that was read, made when it is new. */
export async function documentRow(db: Database, offer: Offer, document: ReceivedDocument): Promise<string> {
  return documentId(db, document.sha256, {
    byte_size: document.byteSize,
    original_name: offer.name,
    format: document.format,
    state: 'read',
    repairs: JSON.stringify(document.repairs),
    warnings: JSON.stringify(document.warnings),
    confidence: document.confidence,
  });
}

/** Records a refusal, with the document when there are bytes: a row that `ezer status` counts (G4). */
export async function refuse(offer: Offer, into: IngestInto, { refused, detail, bytes }: Refusal): Promise<void> {
  await inTransaction(into.store.pool, async (db) => {
    const document_id =
      bytes === null
        ? null
        : await documentId(db, bytes.sha256, {
            byte_size: bytes.byteSize,
            original_name: offer.name,
            state: 'refused',
            refusal_reason: refused,
            refusal_detail: detail,
          });
    await note(db, offer, into, { state: 'refused', document_id, reason: refused, detail });
  });
}

type NewDocument = Omit<Insertable<Document>, 'sha256'>;

/** What is known of bytes by their hash. Bytes that were once refused may be read today: time and memory vary. */
async function documentId(db: Database, sha256: Buffer, values: NewDocument): Promise<string> {
  const refusal = { refusal_reason: null, refusal_detail: null };
  const written = await db
    .insertInto('document')
    .values({ sha256, ...values })
    .onConflict((conflict) =>
      conflict
        .column('sha256')
        .doUpdateSet({ ...refusal, ...values })
        .where('document.state', '=', 'refused'),
    )
    .returning('id')
    .executeTakeFirst();
  if (written) return written.id;
  const row = await db.selectFrom('document').select('id').where('sha256', '=', sha256).executeTakeFirstOrThrow();
  return row.id;
}

interface Note {
  state: 'ingested' | 'duplicate' | 'refused';
  document_id: string | null;
  decision_id?: string;
  digest_issue_id?: string;
  reason?: string;
  detail?: string | null;
}

/** What became of the offer, as the source's own record of it. */
export async function note(db: Database, offer: Offer, into: IngestInto, what: Note): Promise<void> {
  const values = {
    decision_id: null,
    digest_issue_id: null,
    reason: null,
    detail: null,
    stamp: offer.stamp,
    seen_at: new Date(),
    ...what,
  };
  await db
    .insertInto('source_item')
    .values({ source_id: into.sourceId, ref: offer.ref, ...values })
    .onConflict((conflict) =>
      conflict.columns(['source_id', 'ref']).doUpdateSet({
        ...values,
        // A refused new text does not make the source forget what it showed before.
        decision_id: (eb) => eb.fn.coalesce('excluded.decision_id', 'source_item.decision_id'),
        digest_issue_id: (eb) => eb.fn.coalesce('excluded.digest_issue_id', 'source_item.digest_issue_id'),
      }),
    )
    .execute();
}
