import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { UUID } from './find.ts';
import { type NamedDecision, namedDecisions } from './named.ts';
import { isRemoved } from './reading.ts';
import type { HalachaView } from './view.ts';

/** A halacha for its own page: the quote in its surroundings, why it was proposed, what people decided about it. */
export interface HalachaReading extends HalachaView {
  decision: NamedDecision & { status: string };
  principleSource: string | null;
  reasons: { feature: string | null; hebrew: string; points: number; evidence: string | null }[];
  reverify: boolean;
  createdAt: Date;
  reviewedAt: Date | null;
  version: number;
  /** the quote's version is the one that is shown today */
  current: boolean;
  before: string;
  after: string;
  /** the paragraph goes on beyond `before` and `after` */
  cutBefore: boolean;
  cutAfter: boolean;
  history: ReviewAct[];
}

export interface ReviewAct {
  act: string;
  reader: string;
  at: Date;
  reason: string | null;
  /** what it was before and after; null when the words were removed with their decision (G11) */
  before: Reviewed | null;
  after: Reviewed | null;
}

export interface Reviewed {
  state?: string;
  principle?: string | null;
  role?: string;
  restated?: boolean;
}

// Code points on each side of the quote; a paragraph that is longer is cut.
const SURROUNDINGS = 1500;

/** The halacha of this id; removed ones are told from ones that never were, where something of them is left. */
export async function readHalacha(db: Database, id: string): Promise<HalachaReading | 'missing' | 'removed'> {
  if (!UUID.test(id)) return 'missing';
  const row = await db
    .with('paragraph', (with_) =>
      with_
        .selectFrom('halacha')
        .innerJoin('decision_version', 'decision_version.id', 'halacha.decision_version_id')
        .select([
          'decision_version.text',
          'decision_version.number',
          sql<number>`coalesce((select min((p ->> 0)::integer) from jsonb_array_elements(paragraphs) p
            where (p ->> 1)::integer > quote_start and (p ->> 0)::integer < quote_end), 0)`.as('starts'),
          sql<number>`coalesce((select max((p ->> 1)::integer) from jsonb_array_elements(paragraphs) p
            where (p ->> 1)::integer > quote_start and (p ->> 0)::integer < quote_end), text_length)`.as('ends'),
        ])
        .where('halacha.id', '=', id),
    )
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'halacha.decision_id')
    .innerJoin('paragraph', (join) => join.onTrue())
    .select([
      'halacha.id',
      'halacha.decision_version_id as versionId',
      'quote',
      'quote_start as start',
      'quote_end as end',
      'principle',
      'principle_source as principleSource',
      'role',
      'restated',
      'authority',
      'state',
      'confidence',
      'reasons',
      'flags',
      'reverify',
      'engine',
      'engine_version as engineVersion',
      'halacha.created_at as createdAt',
      'reviewed_at as reviewedAt',
      'decision_id as decisionId',
      'decision.status',
      'paragraph.number as version',
      sql<boolean>`decision.current_version_id = halacha.decision_version_id`.as('current'),
      sql<string>`substr(text, greatest(starts, quote_start - ${SURROUNDINGS}) + 1,
        quote_start - greatest(starts, quote_start - ${SURROUNDINGS}))`.as('before'),
      sql<string>`substr(text, quote_end + 1, greatest(0, least(ends - quote_end, ${SURROUNDINGS})))`.as('after'),
      sql<boolean>`quote_start - starts > ${SURROUNDINGS}`.as('cutBefore'),
      sql<boolean>`ends - quote_end > ${SURROUNDINGS}`.as('cutAfter'),
    ])
    .where('halacha.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return (await wasReviewed(db, id)) ? 'removed' : 'missing';
  if (row.status === 'removed') return 'removed';
  const [[decision], history] = await Promise.all([namedDecisions(db, [row.decisionId]), historyOf(db, id)]);
  if (decision === undefined) return (await isRemoved(db, row.decisionId)) ? 'removed' : 'missing';
  const { decisionId: _, status, reasons, ...rest } = row;
  return {
    ...rest,
    decision: { ...decision, status },
    // The shape of hebrew-law's `Reason`, as the drain stores it.
    reasons: reasons as unknown as HalachaReading['reasons'],
    history,
  };
}

async function historyOf(db: Database, id: string): Promise<ReviewAct[]> {
  const rows = await db
    .selectFrom('halacha_review')
    .select(['act', 'reader', 'at', 'reason', 'before', 'after'])
    .where('halacha_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  // Written by `act` in this shape.
  return rows.map((row) => ({ ...row, before: row.before as Reviewed | null, after: row.after as Reviewed | null }));
}

/** A reviewed halacha goes only with its decision; the record of its reviews stays (G10, G11). */
async function wasReviewed(db: Database, id: string): Promise<boolean> {
  const row = await db.selectFrom('halacha_review').select('id').where('halacha_id', '=', id).executeTakeFirst();
  return row !== undefined;
}
