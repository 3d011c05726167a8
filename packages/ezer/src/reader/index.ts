import { parseDocket } from 'hebrew-law';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { libraryDocket } from '../store/docket.ts';

/** One decision as a reader sees it: what is known of it, and where each thing stands in its current text. */
export interface DecisionView {
  id: string;
  sourceKind: string;
  status: string;
  title: string | null;
  kind: string | null;
  court: string | null;
  dateGiven: string | null;
  outcome: string | null;
  dockets: string[];
  judges: { name: string; opinion: string | null }[];
  parties: { side: string; name: string }[];
  citations: { raw: string; docket: string | null; state: string; targetDecisionId: string | null; start: number }[];
  statutes: { law: string; sections: string[]; start: number }[];
  halachot: HalachaView[];
  versionId: string;
  version: number;
  text: string;
}

export interface HalachaView {
  id: string;
  quote: string;
  start: number;
  end: number;
  principle: string | null;
  role: string;
  restated: boolean;
  state: string;
  confidence: number;
  flags: string[];
  engine: string;
  engineVersion: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The decisions that an address means: a docket in any form (several decisions may be given in one docket), or the id of
 * a decision or of a halacha in it. Removed decisions are not shown.
 *
 * @returns ids, oldest decision first; empty when the library has nothing of that name
 */
export async function findDecisions(db: Database, address: string): Promise<string[]> {
  const wanted = address.trim();
  const visible = db.selectFrom('decision').where('status', '<>', 'removed');
  if (UUID.test(wanted)) {
    const rows = await visible
      .select('decision.id')
      .where((eb) =>
        eb.or([
          eb('decision.id', '=', wanted),
          eb('decision.id', 'in', eb.selectFrom('halacha').select('decision_id').where('halacha.id', '=', wanted)),
        ]),
      )
      .execute();
    return rows.map((row) => row.id);
  }
  const docket = parseDocket(wanted);
  if (docket === null) return [];
  const rows = await visible
    .innerJoin('decision_docket', 'decision_docket.decision_id', 'decision.id')
    .innerJoin('docket', 'docket.id', 'decision_docket.docket_id')
    .select('decision.id')
    .where('docket.canonical', '=', libraryDocket(docket.canonical))
    .orderBy('decision.date_given', (order) => order.asc().nullsLast())
    .orderBy('decision.id')
    .execute();
  return rows.map((row) => row.id);
}

/** Everything about one decision, or null when it is not there or was removed. */
export async function viewDecision(db: Database, id: string): Promise<DecisionView | null> {
  const decision = await db
    .selectFrom('decision')
    .innerJoin('decision_version', 'decision_version.id', 'decision.current_version_id')
    .select([
      'decision.id',
      'source_kind as sourceKind',
      'status',
      'title',
      'kind',
      'court',
      'date_given as dateGiven',
      'outcome',
      'decision_version.id as versionId',
      'decision_version.number as version',
      'decision_version.text',
    ])
    .where('decision.id', '=', id)
    .where('status', '<>', 'removed')
    .executeTakeFirst();
  if (!decision) return null;
  return { ...decision, ...(await peopleOf(db, id)), ...(await lawOf(db, id, decision.versionId)) };
}

async function peopleOf(db: Database, id: string): Promise<Pick<DecisionView, 'dockets' | 'judges' | 'parties'>> {
  const dockets = await db
    .selectFrom('decision_docket')
    .innerJoin('docket', 'docket.id', 'docket_id')
    .select('canonical')
    .where('decision_id', '=', id)
    .orderBy('position')
    .execute();
  const judges = await db
    .selectFrom('decision_judge')
    .innerJoin('judge', 'judge.id', 'judge_id')
    .select(['name', 'opinion'])
    .where('decision_id', '=', id)
    .orderBy('position')
    .execute();
  const parties = await db
    .selectFrom('party')
    .select(['side', 'name'])
    .where('decision_id', '=', id)
    .orderBy('side')
    .orderBy('position')
    .execute();
  return { dockets: dockets.map((row) => row.canonical), judges, parties };
}

async function lawOf(
  db: Database,
  id: string,
  versionId: string,
): Promise<Pick<DecisionView, 'citations' | 'statutes' | 'halachot'>> {
  const citations = await db
    .selectFrom('citation')
    .select(['raw', 'docket', 'state', 'target_decision_id as targetDecisionId', 'start_at as start'])
    .where('decision_version_id', '=', versionId)
    .orderBy('start_at')
    .execute();
  const statutes = await db
    .selectFrom('statute_citation')
    .innerJoin('statute', 'statute.id', 'statute_id')
    .select(['statute.name as law', 'sections', 'start_at as start'])
    .where('decision_version_id', '=', versionId)
    .orderBy('start_at')
    .execute();
  const halachot = await db
    .selectFrom('halacha')
    .select([
      'id',
      'quote',
      'quote_start as start',
      'quote_end as end',
      'principle',
      'role',
      'restated',
      'state',
      'confidence',
      'flags',
      'engine',
      'engine_version as engineVersion',
    ])
    .where('decision_id', '=', id)
    .where((eb) => eb.or([eb('decision_version_id', '=', versionId), eb('reviewed_at', 'is not', null)]))
    .orderBy(sql`decision_version_id = ${versionId}`, 'desc')
    .orderBy('quote_start')
    .execute();
  return { citations, statutes, halachot };
}
