import { type Database, inTransaction } from '../store/database.ts';
import type { Offer } from './directory.ts';
import { identityOf, meetOthers } from './identity.ts';
import {
  bytesOf,
  documentRow,
  type IngestInto,
  note,
  type ReceivedDocument,
  type Refusal,
  readBytes,
  refuse,
} from './received.ts';

export type { IngestInto } from './received.ts';
export { sourceNamed } from './source.ts';

export type IngestOutcome =
  | { state: 'ingested'; decisionId: string; version: number }
  | { state: 'duplicate'; decisionId: string }
  | { state: 'unchanged' }
  | { state: 'refused'; reason: string; detail: string };

/**
 * The one way in (G1): bytes → content store → text → decision and version. Whatever happens to an offer is a row of
 * `source_item`, so nothing is lost without a trace (G4), and offering the same thing again changes nothing (G3).
 *
 * The same text under another name is a duplicate of the decision that is there; another text under the same
 * reference is a new version of it, and its reviewed halachot are marked to be verified again. A text that was withdrawn
 * stays withdrawn (G11), and so does another one under its reference, until it is offered under another name.
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

/**
 * A note, a title, the name of a link: no decision, and what is said of it (no court, no halacha) would mislead. Of 1,896
 * published texts the shortest is a decision of two sentences without its heading, 115 letters; a third of that has no
 * room for a heading and a sentence that orders anything.
 */
const FEWEST_LETTERS = 40;
const LETTERS = /\p{L}/gu;

function tooLittleText({ text, sha256, byteSize }: ReceivedDocument): Refusal | null {
  let letters = 0;
  for (const _ of text.matchAll(LETTERS)) if (++letters === FEWEST_LETTERS) return null;
  const detail = `The text has ${letters} letters; a decision has at least ${FEWEST_LETTERS}. Give the whole decision.`;
  return { refused: 'too-little-text', detail, bytes: { sha256, byteSize } };
}

async function refused(offer: Offer, into: IngestInto, refusal: Refusal): Promise<IngestOutcome> {
  await refuse(offer, into, refusal);
  return { state: 'refused', reason: refusal.refused, detail: refusal.detail };
}

/** Bytes that were received before: the same reference has nothing new, a new one is a duplicate. */
async function knownDocument(sha256: Buffer, offer: Offer, into: IngestInto): Promise<IngestOutcome | null> {
  const { db } = into.store;
  // The twin first: what another process commits between the two looks is then seen as this reference's own, not as a twin.
  const twin = await db
    .selectFrom('document')
    .innerJoin('decision_version', 'decision_version.document_id', 'document.id')
    .innerJoin('decision', 'decision.id', 'decision_version.decision_id')
    .select(['document.id', 'decision_version.decision_id', 'decision.status'])
    .where('document.sha256', '=', sha256)
    .executeTakeFirst();
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
  if (twin?.status === 'removed') return refused(offer, into, WITHDRAWN);
  if (before) return null;
  if (!twin) return null;
  await note(db, offer, into, { state: 'duplicate', document_id: twin.id, decision_id: twin.decision_id });
  return { state: 'duplicate', decisionId: twin.decision_id };
}

async function keep(offer: Offer, into: IngestInto, document: ReceivedDocument): Promise<IngestOutcome> {
  const textSha256 = identityOf(document.text);
  const kept = await inTransaction<IngestOutcome | 'withdrawn'>(into.store.pool, async (db, client) => {
    await meetOthers(client, `${into.sourceId} ${offer.ref}`, textSha256);
    const before = isLasting(offer) ? await shownBefore(db, offer, into) : null;
    const twin = await twinOf(db, textSha256, before);
    if (await isWithdrawn(db, [before, twin])) return 'withdrawn';
    const documentId = await documentRow(db, offer, document);
    if (twin !== null && twin === before) {
      await note(db, offer, into, { state: 'ingested', document_id: documentId, decision_id: twin });
      return { state: 'unchanged' };
    }
    if (twin) {
      await note(db, offer, into, { state: 'duplicate', document_id: documentId, decision_id: twin });
      return { state: 'duplicate', decisionId: twin };
    }
    const { decisionId, number } = await nextVersion(db, before);
    const version = await db
      .insertInto('decision_version')
      .values({
        decision_id: decisionId,
        number,
        document_id: documentId,
        text: document.text,
        text_sha256: textSha256,
        paragraphs: JSON.stringify(document.paragraphs.map(({ span, kind }) => [span.start, span.end, kind])),
        order_score: document.confidence,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('decision')
      .set({ current_version_id: version.id, updated_at: new Date() })
      .where('id', '=', decisionId)
      .execute();
    if (number > 1) await markForVerification(db, decisionId);
    await db
      .insertInto('change')
      .values({ subject_kind: 'decision', subject_id: decisionId, what: number === 1 ? 'created' : 'updated' })
      .execute();
    await note(db, offer, into, { state: 'ingested', document_id: documentId, decision_id: decisionId });
    return { state: 'ingested', decisionId, version: number };
  });
  if (kept !== 'withdrawn') return kept;
  await forgetBytes(document.sha256, into);
  return refused(offer, into, WITHDRAWN);
}

const isLasting = (offer: Offer): boolean => offer.kind === 'file' && offer.lasting;

const WITHDRAWN: Refusal = {
  refused: 'withdrawn',
  detail:
    'This decision was withdrawn from the library. Another text of it that may be published comes in under another name.',
  bytes: null,
};

/** Held against a withdrawal of this moment: it comes before, and is seen, or after, and finds what was written here. */
async function isWithdrawn(db: Database, decisions: readonly (string | null)[]): Promise<boolean> {
  const ids = decisions.filter((id) => id !== null);
  if (ids.length === 0) return false;
  const rows = await db.selectFrom('decision').select('status').where('id', 'in', ids).forKeyShare().execute();
  return rows.some((row) => row.status === 'removed');
}

/** What was stored before it could be read, and is nobody's. */
async function forgetBytes(sha256: Buffer, { store, content }: IngestInto): Promise<void> {
  const used = await store.db.selectFrom('document').select('id').where('sha256', '=', sha256).executeTakeFirst();
  if (used === undefined) await content.remove(sha256);
}

/**
 * The decision that this reference showed when it was last read, locked until the new version stands. A duplicate is
 * the decision of another reference, and is not changed through this one.
 */
async function shownBefore(db: Database, offer: Offer, into: IngestInto): Promise<string | null> {
  const row = await db
    .selectFrom('source_item')
    .innerJoin('decision', 'decision.id', 'source_item.decision_id')
    .select('decision.id')
    .where('source_item.source_id', '=', into.sourceId)
    .where('source_item.ref', '=', offer.ref)
    .where('source_item.state', '<>', 'duplicate')
    .forNoKeyUpdate('decision')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** A decision that has this text; an older text of the same decision, come back, is a new version and no twin. */
async function twinOf(db: Database, textSha256: Buffer, before: string | null): Promise<string | null> {
  const rows = await db
    .selectFrom('decision_version')
    .innerJoin('decision', 'decision.id', 'decision_version.decision_id')
    .select(['decision_version.id', 'decision_id', 'current_version_id'])
    .where('text_sha256', '=', textSha256)
    .execute();
  return rows.find((row) => row.decision_id !== before || row.current_version_id === row.id)?.decision_id ?? null;
}

async function nextVersion(db: Database, before: string | null): Promise<{ decisionId: string; number: number }> {
  if (before === null) {
    const decision = await db.insertInto('decision').defaultValues().returning('id').executeTakeFirstOrThrow();
    return { decisionId: decision.id, number: 1 };
  }
  const last = await db
    .selectFrom('decision_version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('decision_id', '=', before)
    .executeTakeFirstOrThrow();
  return { decisionId: before, number: (last.number ?? 0) + 1 };
}

async function markForVerification(db: Database, decisionId: string): Promise<void> {
  await db
    .updateTable('halacha')
    .set({ reverify: true })
    .where('decision_id', '=', decisionId)
    .where('reviewed_at', 'is not', null)
    .execute();
}

async function touch(db: Database, offer: Offer, into: IngestInto): Promise<void> {
  await db
    .updateTable('source_item')
    .set({ stamp: offer.stamp, seen_at: new Date() })
    .where('source_id', '=', into.sourceId)
    .where('ref', '=', offer.ref)
    .execute();
}
