import type { Database } from '../store/database.ts';
import type { Offer } from './directory.ts';
import { fileRef, type IngestOutcome, isLasting, keep, refOf, refused, WITHDRAWN } from './keep.ts';
import { FEWEST_LETTERS, lettersOf } from './parts.ts';
import { bytesOf, type IngestInto, note, type ReceivedDocument, type Refusal, readBytes } from './received.ts';

export type { IngestOutcome } from './keep.ts';
export type { IngestInto } from './received.ts';
export { sourceNamed } from './source.ts';

/**
 * The one way in (G1): bytes → content store → text → decision and version. Whatever happens to an offer is a row of
 * `source_item`, so nothing is lost without a trace (G4), and offering the same thing again changes nothing (G3).
 *
 * The same text under another name is a duplicate of the decision that is there; another text under the same
 * reference is a new version of it, and its reviewed halachot are marked to be verified again. A text that was withdrawn
 * stays withdrawn (G11), and so does another one under its reference, until it is offered under another name.
 *
 * A file that plainly holds several decisions becomes several, the second under `REF#decision-2`; all or none come in.
 *
 * @throws when the database or the content store fails; a file that cannot be read is a `refused` outcome
 */
export async function ingest(offer: Offer, into: IngestInto): Promise<IngestOutcome> {
  const received = await bytesOf(offer);
  if ('refused' in received) return refused(offer, into, received);
  const known = await knownDocument(received.sha256, offer, into);
  if (known) return known;
  const document = await readBytes(received, into);
  if ('refused' in document) return refused(offer, into, document);
  const little = tooLittleText(document);
  return little === null ? keep(offer, into, document) : refused(offer, into, little);
}

function tooLittleText({ text, sha256, byteSize }: ReceivedDocument): Refusal | null {
  const letters = lettersOf(text);
  if (letters >= FEWEST_LETTERS) return null;
  const detail = `The text has ${letters} letters; a decision has at least ${FEWEST_LETTERS}. Give the whole decision.`;
  return { refused: 'too-little-text', detail, bytes: { sha256, byteSize } };
}

/** Bytes that were received before: the same reference has nothing new, a new one is a duplicate. */
async function knownDocument(sha256: Buffer, offer: Offer, into: IngestInto): Promise<IngestOutcome | null> {
  const { db } = into.store;
  // The twin first: what another process commits between the two looks is then seen as this reference's own, not as a twin.
  const twins = await db
    .selectFrom('document')
    .innerJoin('decision_version', 'decision_version.document_id', 'document.id')
    .innerJoin('decision', 'decision.id', 'decision_version.decision_id')
    .select(['document.id', 'decision_version.decision_id', 'decision.status'])
    .where('document.sha256', '=', sha256)
    .execute();
  const before = await db
    .selectFrom('source_item')
    .leftJoin('document', 'document.id', 'source_item.document_id')
    .leftJoin('decision', 'decision.id', 'source_item.decision_id')
    .select(['document.sha256', 'source_item.state', 'decision.status'])
    .where('source_item.source_id', '=', into.sourceId)
    .where('source_item.ref', '=', offer.ref)
    .executeTakeFirst();
  if (before && before.state !== 'refused' && before.sha256?.equals(sha256)) {
    await touch(db, offer, into);
    return { state: 'unchanged' };
  }
  if (before?.status === 'removed' && isLasting(offer)) return refused(offer, into, WITHDRAWN);
  if (twins.some((twin) => twin.status === 'removed')) return refused(offer, into, WITHDRAWN);
  const [twin] = twins;
  if (before || !twin || (await isOneOfSeveral(db, twin))) return null;
  await note(db, offer, into, { state: 'duplicate', document_id: twin.id, decision_id: twin.decision_id });
  return { state: 'duplicate', decisionId: twin.decision_id };
}

/** Of a file that holds several decisions each is a duplicate of its own: it is read again. */
async function isOneOfSeveral(db: Database, twin: { id: string; decision_id: string }): Promise<boolean> {
  const items = await db
    .selectFrom('source_item')
    .select(['source_id', 'ref'])
    .where('decision_id', '=', twin.decision_id)
    .where('document_id', '=', twin.id)
    .execute();
  for (const { source_id, ref } of items) {
    const second = await db
      .selectFrom('source_item')
      .select('ref')
      .where('source_id', '=', source_id)
      .where('ref', '=', refOf(fileRef(ref), 1))
      .executeTakeFirst();
    if (second) return true;
  }
  return false;
}

async function touch(db: Database, offer: Offer, into: IngestInto): Promise<void> {
  await db
    .updateTable('source_item')
    .set({ stamp: offer.stamp, seen_at: new Date() })
    .where('source_id', '=', into.sourceId)
    .where('ref', '=', offer.ref)
    .execute();
}
