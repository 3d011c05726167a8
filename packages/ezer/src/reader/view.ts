import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** One decision as a reader sees it: what is known of it, and where each thing stands in its current text. */
export interface DecisionView {
  id: string;
  sourceKind: string;
  status: string;
  statusReason: string | null;
  title: string | null;
  kind: string | null;
  court: string | null;
  dateGiven: string | null;
  outcome: string | null;
  dockets: string[];
  judges: { name: string; opinion: string | null; source: string; confidence: number | null }[];
  parties: { side: string; name: string; source: string; confidence: number | null }[];
  citations: CitationView[];
  statutes: { law: string; sections: string[]; start: number; end: number }[];
  halachot: HalachaView[];
  versionId: string;
  version: number;
  text: string;
}

export interface CitationView {
  raw: string;
  docket: string | null;
  reporter: string | null;
  state: string;
  targetDecisionId: string | null;
  start: number;
  end: number;
}

export interface HalachaView {
  id: string;
  /** the text that `start` and `end` count in; a reviewed halacha may still be of an older one */
  versionId: string;
  quote: string;
  start: number;
  end: number;
  principle: string | null;
  role: string;
  restated: boolean;
  authority: string | null;
  state: string;
  confidence: number;
  flags: string[];
  engine: string;
  engineVersion: string;
}

/**
 * Everything about one decision, or null when it is not there or was removed.
 *
 * @param version  its number; the current one by default
 */
export async function viewDecision(
  db: Database,
  id: string,
  { version }: { version?: number } = {},
): Promise<DecisionView | null> {
  const decision = await db
    .selectFrom('decision')
    .innerJoin('decision_version', 'decision_version.decision_id', 'decision.id')
    .select([
      'decision.id',
      'source_kind as sourceKind',
      'status',
      'status_reason as statusReason',
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
    .where((eb) =>
      version === undefined
        ? eb('decision_version.id', '=', eb.ref('decision.current_version_id'))
        : eb('decision_version.number', '=', version),
    )
    .executeTakeFirst();
  if (!decision) return null;
  const [people, law] = await Promise.all([peopleOf(db, id), lawOf(db, id, decision.versionId)]);
  return { ...decision, ...people, ...law };
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
    .select(['name', 'opinion', 'source', 'confidence'])
    .where('decision_id', '=', id)
    .orderBy('position')
    .execute();
  const parties = await db
    .selectFrom('party')
    .select(['side', 'name', 'source', 'confidence'])
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
    .select(['raw', 'docket', 'reporter', 'state', 'target_decision_id as targetDecisionId'])
    .select(['start_at as start', 'end_at as end'])
    .where('decision_version_id', '=', versionId)
    .orderBy('start_at')
    .execute();
  const statutes = await db
    .selectFrom('statute_citation')
    .innerJoin('statute', 'statute.id', 'statute_id')
    .select(['statute.name as law', 'sections', 'start_at as start', 'end_at as end'])
    .where('decision_version_id', '=', versionId)
    .orderBy('start_at')
    .execute();
  const halachot = await db
    .selectFrom('halacha')
    .select([
      'id',
      'decision_version_id as versionId',
      'quote',
      'quote_start as start',
      'quote_end as end',
      'principle',
      'role',
      'restated',
      'authority',
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
