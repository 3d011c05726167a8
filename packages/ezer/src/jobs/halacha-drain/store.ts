import type { HalachaCandidate } from 'hebrew-law';
import { sql } from 'kysely';
import { indexEntry, wordsOf } from '../../search/entry.ts';
import type { Database } from '../../store/database.ts';

export interface ReadHalachot {
  decisionId: string;
  versionId: string;
  engine: { name: string; version: string };
  candidates: readonly HalachaCandidate[];
}

export interface StoredHalachot {
  proposed: number;
  /** proposals of an earlier reading that are not made any more, and that nobody has looked at */
  withdrawn: number;
}

/**
 * Replaces an engine's proposals for a decision by those of its latest reading, in the transaction of the drain.
 * What a person has acted on is never touched (G10), and what a person has decided on is not proposed a second time.
 * A proposal that is made again keeps its id, so that a reader's link and place in the queue stay.
 */
export async function storeHalachot(db: Database, reading: ReadHalachot): Promise<StoredHalachot> {
  const { decisionId, engine, candidates } = reading;
  await db.selectFrom('decision').select('id').where('id', '=', decisionId).forUpdate().execute();
  const reviewed = await db
    .selectFrom('halacha')
    .select('quote')
    .where('decision_id', '=', decisionId)
    .where('reviewed_at', 'is not', null)
    .execute();
  const decided = new Set(reviewed.map((row) => row.quote));
  const proposals = candidates.filter((candidate) => !decided.has(candidate.quote));

  const kept = await upsertProposals(db, reading, proposals);
  const withdrawn = await db
    .deleteFrom('halacha')
    .where('decision_id', '=', decisionId)
    .where('engine', '=', engine.name)
    .where('reviewed_at', 'is', null)
    .where((eb) =>
      kept.length === 0
        ? eb.lit(true)
        : eb(
            'id',
            'not in',
            kept.map((row) => row.id),
          ),
    )
    .returning('id')
    .execute();
  if (withdrawn.length > 0) {
    const ids = withdrawn.map((row) => row.id);
    await db.deleteFrom('search_entry').where('kind', '=', 'halacha').where('subject_id', 'in', ids).execute();
  }
  for (const row of kept) {
    await indexEntry(db, 'halacha', row.id, decisionId, wordsOf(`${row.principle ?? ''}\n${row.quote}`));
  }
  if (kept.length + withdrawn.length > 0) {
    await db
      .insertInto('change')
      .values({ subject_kind: 'decision', subject_id: decisionId, what: 'updated' })
      .execute();
  }
  return { proposed: kept.length, withdrawn: withdrawn.length };
}

async function upsertProposals(
  db: Database,
  { decisionId, versionId, engine }: ReadHalachot,
  proposals: readonly HalachaCandidate[],
): Promise<{ id: string; quote: string; principle: string | null }[]> {
  if (proposals.length === 0) return [];
  const rows = proposals.map((candidate) => ({
    decision_id: decisionId,
    decision_version_id: versionId,
    quote: candidate.quote,
    quote_start: candidate.span.start,
    quote_end: candidate.span.end,
    principle: candidate.principle,
    principle_source: candidate.principle === null ? null : 'engine',
    role: candidate.role,
    restated: candidate.restated,
    authority: candidate.authority,
    confidence: candidate.confidence,
    reasons: JSON.stringify(candidate.reasons),
    flags: [...candidate.flags],
    engine: engine.name,
    engine_version: engine.version,
  }));
  return db
    .insertInto('halacha')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['decision_version_id', 'engine', 'quote_start', 'quote_end'])
        .doUpdateSet((eb) => ({
          principle: eb.ref('excluded.principle'),
          principle_source: eb.ref('excluded.principle_source'),
          role: eb.ref('excluded.role'),
          restated: eb.ref('excluded.restated'),
          authority: eb.ref('excluded.authority'),
          confidence: eb.ref('excluded.confidence'),
          reasons: eb.ref('excluded.reasons'),
          flags: eb.ref('excluded.flags'),
          engine_version: eb.ref('excluded.engine_version'),
        }))
        .where('halacha.reviewed_at', 'is', null),
    )
    .returning(['id', 'quote', sql<string | null>`principle`.as('principle')])
    .execute();
}
