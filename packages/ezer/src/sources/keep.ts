import { type Database, inTransaction } from '../store/database.ts';
import type { Offer } from './directory.ts';
import { identityOf, meetOthers } from './identity.ts';
import { isSameCase, type Part, partsOf } from './parts.ts';
import { documentRow, type IngestInto, note, type ReceivedDocument, type Refusal, refuse } from './received.ts';

/** What became of an offer. Of a file that holds several decisions, `others` says what became of the rest of them. */
export type IngestOutcome =
  | (PartOutcome & { others?: readonly PartOutcome[] })
  | { state: 'refused'; reason: string; detail: string };

type PartOutcome =
  | { state: 'ingested'; decisionId: string; version: number }
  | { state: 'duplicate'; decisionId: string }
  | { state: 'unchanged' };

/** Keeps what was read: a decision, a new version of one, or a duplicate, and of a file that holds several all or none. */
export async function keep(offer: Offer, into: IngestInto, document: ReceivedDocument): Promise<IngestOutcome> {
  const { parts, remark } = partsOf(document);
  const places = parts.map(
    (part, i): Place => ({ ...part, ref: refOf(offer.ref, i), identity: identityOf(part.text) }),
  );
  const warnings = remark === null ? document.warnings : [...document.warnings, remark];
  const kept = await inTransaction<PartOutcome[] | 'withdrawn'>(into.store.pool, async (db, client) => {
    await meetOthers(
      client,
      places.map(({ ref }) => `${into.sourceId} ${ref}`),
      places.map(({ identity }) => identity),
    );
    const standing: { before: string | null; twin: string | null }[] = [];
    for (const place of places) {
      const shown = isLasting(offer) ? await shownBefore(db, place.ref, into) : null;
      const twin = await twinOf(db, place.identity, shown);
      const goesOn = parts.length === 1 || twin === shown || (await showsSameCase(db, shown, place.text));
      standing.push({ before: goesOn ? shown : null, twin });
      // Also a file in which only one decision was withdrawn: its bytes are the file's.
      if (await isWithdrawn(db, [shown, twin])) return 'withdrawn';
    }
    const documentId = await documentRow(db, offer, { ...document, warnings });
    const outcomes: PartOutcome[] = [];
    const here = new Map<string, string>();
    for (const [i, place] of places.entries()) {
      const { before = null, twin = null } = standing[i] ?? {};
      const key = place.identity.toString('hex');
      const outcome = await keepPart(
        db,
        { ...place, before, twin: here.get(key) ?? twin, offer, documentId, document },
        into,
      );
      if ('decisionId' in outcome) here.set(key, outcome.decisionId);
      outcomes.push(outcome);
    }
    return outcomes;
  });
  if (kept !== 'withdrawn') return together(kept);
  // They were stored to be read; whose ever they are, a text is in them that nobody may have.
  await into.content.remove(document.sha256);
  return refused(offer, into, WITHDRAWN);
}

/** A decision of a file and where it stands: the file's own reference is that of the first. */
interface Place extends Part {
  ref: string;
  identity: Buffer;
}

export function refOf(file: string, index: number): string {
  return index === 0 ? file : `${file}#decision-${index + 1}`;
}

/** The reference of the file that a reference of one of its decisions was made from. */
export function fileRef(ref: string): string {
  return ref.replace(/#decision-\d+$/, '');
}

interface PartToKeep extends Place {
  /** the decision that this place showed when it was last read */
  before: string | null;
  /** a decision that has this text */
  twin: string | null;
  offer: Offer;
  documentId: string;
  document: ReceivedDocument;
}

async function keepPart(db: Database, part: PartToKeep, into: IngestInto): Promise<PartOutcome> {
  const { before, twin, documentId, document } = part;
  const offer = { ...part.offer, ref: part.ref };
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
      text: part.text,
      text_sha256: part.identity,
      paragraphs: JSON.stringify(part.paragraphs),
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
}

/** The outcome of a file: that of its first decision that is new, with the others'. */
function together(outcomes: readonly PartOutcome[]): IngestOutcome {
  const told = Math.max(
    0,
    outcomes.findIndex(({ state }) => state === 'ingested'),
  );
  const outcome = outcomes[told] ?? { state: 'unchanged' };
  return outcomes.length < 2 ? outcome : { ...outcome, others: outcomes.filter((_, i) => i !== told) };
}

/**
 * The decision that this reference showed when it was last read, locked until the new version stands. A duplicate is
 * the decision of another reference, and is not changed through this one.
 */
async function shownBefore(db: Database, ref: string, into: IngestInto): Promise<string | null> {
  const row = await db
    .selectFrom('source_item')
    .innerJoin('decision', 'decision.id', 'source_item.decision_id')
    .select('decision.id')
    .where('source_item.source_id', '=', into.sourceId)
    .where('source_item.ref', '=', ref)
    .where('source_item.state', '<>', 'duplicate')
    .forNoKeyUpdate('decision')
    .executeTakeFirst();
  return row?.id ?? null;
}

async function showsSameCase(db: Database, decisionId: string | null, text: string): Promise<boolean> {
  if (decisionId === null) return false;
  const current = await db
    .selectFrom('decision')
    .innerJoin('decision_version', 'decision_version.id', 'decision.current_version_id')
    .select('text')
    .where('decision.id', '=', decisionId)
    .executeTakeFirst();
  return current !== undefined && isSameCase(current.text, text);
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

/** Held against a withdrawal of this moment: it comes before, and is seen, or after, and finds what was written here. */
async function isWithdrawn(db: Database, decisions: readonly (string | null)[]): Promise<boolean> {
  const ids = decisions.filter((id) => id !== null);
  if (ids.length === 0) return false;
  const rows = await db.selectFrom('decision').select('status').where('id', 'in', ids).forKeyShare().execute();
  return rows.some((row) => row.status === 'removed');
}

export async function refused(offer: Offer, into: IngestInto, refusal: Refusal): Promise<IngestOutcome> {
  await refuse(offer, into, refusal);
  return { state: 'refused', reason: refusal.refused, detail: refusal.detail };
}

export const isLasting = (offer: Offer): boolean => offer.kind === 'file' && offer.lasting;

export const WITHDRAWN: Refusal = {
  refused: 'withdrawn',
  detail:
    'This decision, or one that the file holds, was withdrawn from the library. Another text of it that may be published comes in under another name, and so do the other decisions of the file.',
  bytes: null,
};
