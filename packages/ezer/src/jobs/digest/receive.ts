import { createHash } from 'node:crypto';
import type { Offer } from '../../sources/directory.ts';
import { bytesOf, documentRow, type IngestInto, isUnchanged, note, readBytes, refuse } from '../../sources/received.ts';
import { inTransaction } from '../../store/database.ts';

/**
 * Stores one digest issue: bytes, document and text. The same bytes again change nothing. A digest never becomes a
 * decision, and its text is never mined for halachot (G5).
 */
export async function receiveDigest(offer: Offer, into: IngestInto): Promise<'received' | 'refused' | 'unchanged'> {
  if (await isUnchanged(offer, into)) return 'unchanged';
  const received = await bytesOf(offer);
  const read = 'refused' in received ? received : await readBytes(received, into);
  if ('refused' in read) {
    await refuse(offer, into, read);
    return 'refused';
  }
  const textSha256 = createHash('sha256').update(read.text).digest();
  return inTransaction(into.store.pool, async (db) => {
    const documentId = await documentRow(db, offer, read);
    const added = await db
      .insertInto('digest_issue')
      .values({ source_id: into.sourceId, document_id: documentId, text: read.text, text_sha256: textSha256 })
      .onConflict((conflict) => conflict.column('document_id').doNothing())
      .returning('id')
      .executeTakeFirst();
    const issue = await db
      .selectFrom('digest_issue')
      .select('id')
      .where('document_id', '=', documentId)
      .executeTakeFirstOrThrow();
    const state = added ? 'ingested' : 'duplicate';
    await note(db, offer, into, { state, document_id: documentId, digest_issue_id: issue.id });
    return added ? 'received' : 'unchanged';
  });
}
