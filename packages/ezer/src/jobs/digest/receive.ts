import type { Insertable } from 'kysely';
import type { Offer } from '../../sources/directory.ts';
import { identityOf, meetOthers } from '../../sources/identity.ts';
import { bytesOf, documentRow, type IngestInto, note, readBytes, refuse } from '../../sources/received.ts';
import { type Database, inTransaction } from '../../store/database.ts';
import type { DigestIssue } from '../../store/tables.gen.ts';

/**
 * Stores one digest issue: bytes, document and text. The same text again changes nothing, in any format. A digest never becomes a
 * decision, and its text is never mined for halachot (G5).
 */
export async function receiveDigest(offer: Offer, into: IngestInto): Promise<'received' | 'refused' | 'unchanged'> {
  const received = await bytesOf(offer);
  const read = 'refused' in received ? received : await readBytes(received, into);
  if ('refused' in read) {
    await refuse(offer, into, read);
    return 'refused';
  }
  return inTransaction(into.store.pool, async (db, client) => {
    const textSha256 = identityOf(read.text);
    await meetOthers(client, [`${into.sourceId} ${offer.ref}`], [textSha256]);
    const documentId = await documentRow(db, offer, read);
    const before = await shownBefore(db, offer, into);
    const same = await db
      .selectFrom('digest_issue')
      .select('id')
      .where('text_sha256', '=', textSha256)
      .executeTakeFirst();
    const content = { document_id: documentId, text: read.text, text_sha256: textSha256 };
    const issueId = same?.id ?? (await keep(db, into, before, content));
    const state = same && same.id !== before ? 'duplicate' : 'ingested';
    await note(db, offer, into, { state, document_id: documentId, digest_issue_id: issueId });
    return same ? 'unchanged' : 'received';
  });
}

type Content = Pick<Insertable<DigestIssue>, 'document_id' | 'text' | 'text_sha256'>;

/** Another text under the same reference is the same issue, corrected: were it a second one, it would count twice. */
async function keep(db: Database, into: IngestInto, before: string | null, content: Content): Promise<string> {
  if (before !== null) {
    await db
      .updateTable('digest_issue')
      .set({ ...content, read_at: null })
      .where('id', '=', before)
      .execute();
    return before;
  }
  const added = await db
    .insertInto('digest_issue')
    .values({ source_id: into.sourceId, ...content })
    .returning('id')
    .executeTakeFirstOrThrow();
  return added.id;
}

async function shownBefore(db: Database, offer: Offer, into: IngestInto): Promise<string | null> {
  if (offer.kind !== 'file' || !offer.lasting) return null;
  const item = await db
    .selectFrom('source_item')
    .select('digest_issue_id')
    .where('source_id', '=', into.sourceId)
    .where('ref', '=', offer.ref)
    .where('state', '<>', 'duplicate')
    .executeTakeFirst();
  return item?.digest_issue_id ?? null;
}
