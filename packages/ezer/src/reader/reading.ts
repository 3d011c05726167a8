import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { UUID } from './find.ts';
import { type NamedDecision, namedDecisions } from './named.ts';
import { type DecisionView, viewDecision } from './view.ts';

/** A decision for the page that it is read on: the view, and everything that stands around the text. */
export interface DecisionReading extends DecisionView {
  fields: FieldValue[];
  paragraphs: (readonly [number, number, string])[];
  sections: { start: number; speaker: string | null; heading: string | null }[];
  versions: { number: number; createdAt: Date; changeClass: string | null; current: boolean }[];
  file: StoredFile;
  citedBy: { total: number; shown: CitingDecision[] };
  /** whether this text was looked at for halachot: "none found" and "not looked yet" are different (G4) */
  halachotRead: boolean;
}

/** One field as one source gave it; of several sources a person counts before the document, it before the portal. */
export interface FieldValue {
  field: string;
  source: string;
  confidence: number | null;
  decidedBy: string | null;
}

export interface StoredFile {
  name: string;
  format: string | null;
  byteSize: number;
  receivedAt: Date;
  /** how sure the order of the letters is, 0..1; null: not known */
  orderScore: number | null;
  repairs: { kind: string; count: number }[];
  warnings: { code: string; count: number }[];
}

export interface CitingDecision extends NamedDecision {
  /** where it cites, in its current text */
  start: number;
}

/**
 * What the page of a decision shows. A removed decision is told from one that never was: of it only that it was removed
 * is known (G11).
 *
 * @param version  number of an older text; the current one by default
 */
export async function readDecisionPage(
  db: Database,
  id: string,
  { version }: { version?: number } = {},
): Promise<DecisionReading | 'missing' | 'removed'> {
  if (!UUID.test(id)) return 'missing';
  const [view, versions, fields, citedBy] = await Promise.all([
    viewDecision(db, id, version === undefined ? {} : { version }),
    versionsOf(db, id),
    fieldsOf(db, id),
    citingDecisions(db, id),
  ]);
  if (view === null) return (await isRemoved(db, id)) ? 'removed' : 'missing';
  return { ...view, versions, fields, citedBy, ...(await textOf(db, view.versionId)) };
}

export async function isRemoved(db: Database, id: string): Promise<boolean> {
  const row = await db.selectFrom('decision').select('status').where('id', '=', id).executeTakeFirst();
  return row?.status === 'removed';
}

const versionsOf = (db: Database, id: string): Promise<DecisionReading['versions']> =>
  db
    .selectFrom('decision_version')
    .innerJoin('decision', 'decision.id', 'decision_version.decision_id')
    .select(['number', 'decision_version.created_at as createdAt', 'change_class as changeClass'])
    .select(sql<boolean>`decision_version.id = decision.current_version_id`.as('current'))
    .where('decision_id', '=', id)
    .orderBy('number', 'desc')
    .execute();

const fieldsOf = (db: Database, id: string): Promise<FieldValue[]> =>
  db
    .selectFrom('decision_field')
    .select(['field', 'source', 'confidence', 'decided_by as decidedBy'])
    .where('decision_id', '=', id)
    .orderBy(sql`array_position(array['person', 'document', 'portal'], source)`)
    .execute();

const MOST_CITING = 50;

/** Which decisions of the library cite this one, each once and where it does so first; the newest first. */
async function citingDecisions(db: Database, id: string): Promise<DecisionReading['citedBy']> {
  const rows = await db
    .selectFrom('citation')
    .innerJoin('decision', 'decision.id', 'citation.decision_id')
    .select(['decision.id', (eb) => eb.fn.min('start_at').as('start')])
    .select(sql<number>`(count(*) over ())::integer`.as('total'))
    .where('target_decision_id', '=', id)
    .where('decision.id', '<>', id)
    .where('decision.status', '=', 'visible')
    .groupBy(['decision.id', 'decision.date_given'])
    .orderBy('decision.date_given', (order) => order.desc().nullsLast())
    .orderBy('decision.id')
    .limit(MOST_CITING)
    .execute();
  const starts = new Map(rows.map((row) => [row.id, row.start]));
  const named = await namedDecisions(
    db,
    rows.map((row) => row.id),
  );
  return {
    total: rows[0]?.total ?? 0,
    shown: named.map((decision) => ({ ...decision, start: starts.get(decision.id) ?? 0 })),
  };
}

async function textOf(
  db: Database,
  versionId: string,
): Promise<Pick<DecisionReading, 'paragraphs' | 'sections' | 'file' | 'halachotRead'>> {
  const [version, sections] = await Promise.all([
    db
      .selectFrom('decision_version')
      .innerJoin('document', 'document.id', 'document_id')
      .select(['paragraphs', 'order_score as orderScore', 'original_name as name', 'format', 'byte_size as byteSize'])
      .select(['received_at as receivedAt', 'repairs', 'warnings'])
      .select((eb) =>
        eb
          .exists(
            eb
              .selectFrom('work')
              .select('subject')
              .where('queue', '=', 'halacha')
              .where('subject', '=', sql<string>`decision_version.decision_id::text`)
              .where('done_input', '=', sql<string>`decision_version.id::text`),
          )
          .as('halachotRead'),
      )
      .where('decision_version.id', '=', versionId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('section')
      .select(['start_at as start', 'speaker', 'heading'])
      .where('decision_version_id', '=', versionId)
      .orderBy('start_at')
      .execute(),
  ]);
  const { paragraphs, orderScore, name, format, byteSize, receivedAt, repairs, warnings } = version;
  return {
    // Written by our own ingest in this shape.
    paragraphs: paragraphs as [number, number, string][],
    sections,
    halachotRead: version.halachotRead === true,
    file: {
      name,
      format,
      byteSize: Number(byteSize),
      receivedAt,
      orderScore,
      repairs: repairs as { kind: string; count: number }[],
      warnings: summed(warnings as { code: string; count: number }[]),
    },
  };
}

/** A warning of each page of a file is one warning of the file. */
function summed(warnings: readonly { code: string; count: number }[]): { code: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { code, count } of warnings) sums.set(code, (sums.get(code) ?? 0) + count);
  return [...sums].map(([code, count]) => ({ code, count }));
}
