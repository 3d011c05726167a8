import { sql } from 'kysely';
import { halachaWords, TOKENIZER_VERSION } from '../search/entry.ts';
import { type Database, inTransaction, type Store } from '../store/database.ts';

export type Act = 'approve' | 'edit' | 'reject' | 'defer' | 'reopen';

export interface ReviewInput {
  halachaId: string;
  reader: string;
  /** why, in the reader's words */
  reason?: string;
  /** the general sentence, for `edit` (and for `approve` when the reader corrected it on the way) */
  principle?: string;
  role?: Role;
  restated?: boolean;
}

type Role = 'holding' | 'interpretive' | 'procedural' | 'application' | 'obiter';

/** What a reader sees and may change; kept before and after each act. */
interface Reviewed {
  state: string;
  principle: string | null;
  role: string;
  restated: boolean;
  quote: string;
}

export class HalachaMissing extends Error {
  override readonly name = 'HalachaMissing';
  readonly halachaId: string;

  constructor(halachaId: string) {
    super(`there is no halacha ${halachaId}; a re-reading may have replaced it: see 'ezer review --list'`);
    this.halachaId = halachaId;
  }
}

export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

const STATE_AFTER = {
  approve: 'approved',
  reject: 'rejected',
  defer: 'deferred',
  reopen: 'proposed',
} as const satisfies Partial<Record<Act, string>>;

/**
 * One act of a person on one halacha: the act and its effect commit together, and the database refuses the one
 * without the other (G10). Doing the same act twice leaves one state and two rows of history.
 *
 * @returns the halacha's state after the act
 * @throws HalachaMissing, NotAllowed (no reader, an empty sentence, an edit that changes nothing)
 */
export async function act(store: Store, what: Act, input: ReviewInput): Promise<string> {
  const reader = input.reader.trim();
  if (reader === '') throw new NotAllowed('say who is reviewing: --reader NAME');
  return inTransaction(store.pool, async (db) => {
    const { decisionId, ...before } = await lockHalacha(db, input.halachaId);
    const after = afterAct(what, before, input);
    await db
      .insertInto('halacha_review')
      .values({
        halacha_id: input.halachaId,
        act: what,
        reader,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
        reason: input.reason ?? null,
      })
      .execute();
    await db
      .updateTable('halacha')
      .set({
        state: after.state,
        principle: after.principle,
        ...(after.principle === before.principle ? {} : { principle_source: 'person' }),
        role: after.role,
        restated: after.restated,
        reviewed_at: new Date(),
        ...(what === 'approve' ? { reverify: false } : {}),
      })
      .where('id', '=', input.halachaId)
      .execute();
    if (after.principle !== before.principle) await findByNewWords(db, input.halachaId, decisionId, after);
    await db
      .insertInto('change')
      .values({ subject_kind: 'halacha', subject_id: input.halachaId, what: 'updated' })
      .execute();
    return after.state;
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function lockHalacha(db: Database, halachaId: string): Promise<Reviewed & { decisionId: string }> {
  if (!UUID.test(halachaId)) throw new HalachaMissing(halachaId);
  const row = await db
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'halacha.decision_id')
    .select(['decision_id as decisionId', 'state', 'principle', 'role', 'restated', 'quote'])
    .where('halacha.id', '=', halachaId)
    .where('decision.status', '<>', 'removed')
    .forUpdate('halacha')
    .executeTakeFirst();
  if (!row) throw new HalachaMissing(halachaId);
  return row;
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

function afterAct(what: Act, before: Reviewed, input: ReviewInput): Reviewed {
  const principle = input.principle === undefined ? before.principle : input.principle.trim();
  if (principle === '') throw new NotAllowed('the general sentence is empty; write it, or leave it as it is');
  const after: Reviewed = {
    ...before,
    principle,
    role: input.role ?? before.role,
    restated: input.restated ?? before.restated,
    state: what === 'edit' ? before.state : STATE_AFTER[what],
  };
  if (what === 'edit' && JSON.stringify(after) === JSON.stringify(before))
    throw new NotAllowed('the edit changes nothing');
  return after;
}
