import { sql } from 'kysely';
import { joinPrinciple } from '../principles/index.ts';
import { halachaWords } from '../search/entry.ts';
import { TOKENIZER_VERSION } from '../search/tokenizer-version.ts';
import { type Database, inTransaction, type Store } from '../store/database.ts';
import { ActedMeanwhile, HalachaMissing, NothingToUndo } from './refusals.ts';
import {
  type Act,
  actBetween,
  afterAct,
  beforeAct,
  isSame,
  NotAllowed,
  type Reviewed,
  type Wanted,
} from './reviewed.ts';

export interface ReviewInput extends Wanted {
  halachaId: string;
  reader: string;
  /** why, in the reader's words */
  reason?: string | undefined;
  /** `seen` of what the reader had on the screen; given, an act on something else is refused */
  seen?: string | undefined;
}

export interface Acted {
  /** the halacha's state after the act */
  state: string;
  /** the row of history that can be taken back; null: somebody else had done the same, and nothing was left to do */
  reviewId: string | null;
}

/**
 * One act of a person on one halacha: the act and its effect commit together, and the database refuses the one
 * without the other (G10). Doing the same act twice leaves one state and two rows of history. With `seen` it leaves one:
 * a form that was sent twice finds nothing left to change.
 *
 * @throws HalachaMissing, NotAllowed (no reader, an empty sentence, an edit that changes nothing), ActedMeanwhile
 */
export async function act(store: Store, what: Act, input: ReviewInput): Promise<Acted> {
  const reader = readerOf(input.reader);
  return inTransaction(store.pool, async (db) => {
    const halacha = await lockHalacha(db, input.halachaId);
    const { before, last } = halacha;
    const after = afterAct(what, before, input);
    if (input.seen !== undefined && input.seen !== seenOf(last?.id)) {
      if (isSame(before, after)) return alreadyDone(halacha, reader);
      throw new ActedMeanwhile(input.halachaId);
    }
    if (what === 'edit' && isSame(before, after)) throw new NotAllowed('no-change');
    return carryOut(db, halacha, { what, reader, before, after, reason: input.reason });
  });
}

/**
 * Takes one act back: state, sentence, role and mark return to what they were before it. That is an act of its own, and
 * history keeps both (G10). Only the last act on a halacha can be taken back.
 *
 * @throws NothingToUndo, HalachaMissing, ActedMeanwhile (somebody acted after it), NotAllowed (no reader)
 */
export async function undo(
  store: Store,
  { reviewId, reader: name }: { reviewId: string; reader: string },
): Promise<Acted & { halachaId: string }> {
  const reader = readerOf(name);
  if (!isUuid(reviewId)) throw new NothingToUndo(reviewId);
  return inTransaction(store.pool, async (db) => {
    const review = await db
      .selectFrom('halacha_review')
      .select(['halacha_id as halachaId', 'before'])
      .where('id', '=', reviewId)
      .executeTakeFirst();
    if (review === undefined) throw new NothingToUndo(reviewId);
    const { halachaId } = review;
    const halacha = await lockHalacha(db, halachaId);
    const { before, last } = halacha;
    const after = beforeAct(review.before, before);
    if (last?.id !== reviewId) {
      if (isSame(before, after)) return { halachaId, ...alreadyDone(halacha, reader) };
      throw new ActedMeanwhile(halachaId);
    }
    const what = actBetween(before, after);
    return { halachaId, ...(await carryOut(db, halacha, { what, reader, before, after })) };
  });
}

interface Locked {
  id: string;
  decisionId: string;
  before: Reviewed;
  last: { id: string; reader: string } | undefined;
}

interface Step {
  what: Act;
  reader: string;
  before: Reviewed;
  after: Reviewed;
  reason?: string | undefined;
}

const alreadyDone = ({ before, last }: Locked, reader: string): Acted => ({
  state: before.state,
  reviewId: last?.reader === reader ? last.id : null,
});

async function carryOut(db: Database, { id, decisionId }: Locked, step: Step): Promise<Acted> {
  const { what, reader, before, after, reason } = step;
  const review = await db
    .insertInto('halacha_review')
    .values({
      halacha_id: id,
      act: what,
      reader,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      reason: reason?.trim() || null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .updateTable('halacha')
    .set({
      state: after.state,
      principle: after.principle,
      principle_source: after.principleSource,
      role: after.role,
      restated: after.restated,
      reverify: after.reverify,
      reviewed_at: new Date(),
    })
    .where('id', '=', id)
    .execute();
  if (after.principle !== before.principle) await findByNewWords(db, id, decisionId, after);
  await joinPrinciple(db, id);
  await db.insertInto('change').values({ subject_kind: 'halacha', subject_id: id, what: 'updated' }).execute();
  return { state: after.state, reviewId: review.id };
}

function readerOf(name: string): string {
  const reader = name.trim();
  if (reader === '') throw new NotAllowed('no-reader');
  return reader;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID.test(text);

/** What a reader saw is named by the last act on it. */
export const seenOf = (lastReviewId: string | null | undefined): string => lastReviewId ?? 'new';

async function lockHalacha(db: Database, halachaId: string): Promise<Locked> {
  if (!isUuid(halachaId)) throw new HalachaMissing(halachaId);
  const row = await db
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'halacha.decision_id')
    .select(['decision_id as decisionId', 'status', 'state', 'principle', 'principle_source as principleSource'])
    .select(['role', 'restated', 'reverify', 'quote'])
    .where('halacha.id', '=', halachaId)
    .forUpdate('halacha')
    .executeTakeFirst();
  if (!row) throw new HalachaMissing(halachaId);
  const { decisionId, status, ...before } = row;
  if (status === 'removed') throw new HalachaMissing(halachaId, { removed: true });
  // Asked for after the lock: the reviewer that was waited for has left a row by now.
  return { id: halachaId, decisionId, before, last: await lastReview(db, halachaId) };
}

/** By key, not by time: `at` is when the transaction began, and the one that waited for the lock began first. */
async function lastReview(db: Database, halachaId: string): Promise<Locked['last']> {
  return db
    .selectFrom('halacha_review')
    .select(['id', 'reader'])
    .where('halacha_id', '=', halachaId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The drains never touch what a person acted on, so its search entry is kept in step here. */
async function findByNewWords(db: Database, id: string, decisionId: string, after: Reviewed): Promise<void> {
  const entry = {
    decision_id: decisionId,
    words: sql<string>`${halachaWords(after)}::tsvector`,
    tokenizer_version: TOKENIZER_VERSION,
  };
  await db
    .insertInto('search_entry')
    .values({ kind: 'halacha', subject_id: id, ...entry })
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doUpdateSet(entry))
    .execute();
}
