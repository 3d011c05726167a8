import { RULES_ENGINE } from 'hebrew-law';
import { sql } from 'kysely';
import { decisionWords, indexEntry } from '../../search/entry.ts';
import type { Database } from '../../store/database.ts';
import { catalogueColumns, type FieldRow, fieldRows } from './fields.ts';
import type { CatalogueEntry } from './read.ts';

export interface ReadDecision {
  decisionId: string;
  versionId: string;
  text: string;
  entry: CatalogueEntry;
}

/**
 * Puts the names that many decisions share (dockets, judges, statutes) into their tables, outside the transaction of
 * any decision. Inside, two drains that insert the dockets of joined cases in opposite order would wait for each other.
 * Sorted, and each table a statement of its own, they cannot; and a name too many harms nobody.
 */
export async function ensureNames(db: Database, { metadata, statutes }: CatalogueEntry): Promise<void> {
  const dockets = sorted(metadata.dockets.map((docket) => docket.value));
  if (dockets.length > 0) {
    const rows = dockets.map((canonical) => ({ canonical, ...docketParts(canonical) }));
    await db
      .insertInto('docket')
      .values(rows)
      .onConflict((c) => c.column('canonical').doNothing())
      .execute();
  }
  const judges = sorted(metadata.judges.map((judge) => judge.value)).map((name) => ({ name }));
  if (judges.length > 0) {
    await db
      .insertInto('judge')
      .values(judges)
      .onConflict((c) => c.column('name').doNothing())
      .execute();
  }
  const laws = sorted(statutes.map((statute) => statute.law)).map((name) => ({ name }));
  if (laws.length > 0) {
    await db
      .insertInto('statute')
      .values(laws)
      .onConflict((c) => c.column('name').doNothing())
      .execute();
  }
}

const sorted = (names: string[]): string[] => [...new Set(names)].sort();

function docketParts(canonical: string): { prefix: string; number: string } {
  const space = canonical.lastIndexOf(' ');
  return { prefix: canonical.slice(0, Math.max(space, 0)), number: canonical.slice(space + 1) };
}

/**
 * Replaces what was derived from a decision by what its current text says, in the transaction of the drain. What a
 * person entered stays and counts before the document (G10); what the portal said stays beside it.
 */
export async function storeCatalogueEntry(db: Database, decision: ReadDecision): Promise<void> {
  const others = await db
    .selectFrom('decision')
    .leftJoin('decision_field', (join) =>
      join.onRef('decision_field.decision_id', '=', 'decision.id').on('decision_field.source', '<>', 'document'),
    )
    .select(['decision_field.field', 'decision_field.source', 'decision_field.value'])
    .where('decision.id', '=', decision.decisionId)
    .forUpdate('decision')
    .execute();
  const document = fieldRows(decision.entry.metadata);
  const byPerson = new Set(others.flatMap((row) => (row.source === 'person' && row.field ? [row.field] : [])));

  await replaceFields(db, decision, document);
  await db
    .updateTable('decision')
    .set({
      ...catalogueColumns(document, others),
      source_kind: decision.entry.metadata.courtLevel?.value === 'committee' ? 'committee' : 'court',
      court_level: decision.entry.metadata.courtLevel?.value ?? null,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', decision.decisionId)
    .execute();
  if (!byPerson.has('dockets')) await replaceDockets(db, decision);
  if (!byPerson.has('judges')) await replaceJudges(db, decision);
  await replaceParties(db, decision, byPerson);
  await replaceCitations(db, decision);
  await replaceSections(db, decision);
  await indexEntry(db, 'decision', decision.decisionId, decision.decisionId, decisionWords(decision));
  await db
    .insertInto('change')
    .values({ subject_kind: 'decision', subject_id: decision.decisionId, what: 'updated' })
    .execute();
}

const ENGINE = { engine: RULES_ENGINE.name, engine_version: RULES_ENGINE.version };

async function replaceFields(db: Database, { decisionId, versionId }: ReadDecision, rows: FieldRow[]): Promise<void> {
  await db
    .deleteFrom('decision_field')
    .where('decision_id', '=', decisionId)
    .where('source', '=', 'document')
    .execute();
  const values = rows.map(({ field, value, span, confidence }) => ({
    decision_id: decisionId,
    field,
    source: 'document',
    value: JSON.stringify(value),
    start_at: span?.start ?? null,
    end_at: span?.end ?? null,
    confidence,
    decision_version_id: versionId,
    ...ENGINE,
  }));
  if (values.length > 0) await db.insertInto('decision_field').values(values).execute();
}

async function replaceDockets(db: Database, { decisionId, entry }: ReadDecision): Promise<void> {
  await db.deleteFrom('decision_docket').where('decision_id', '=', decisionId).execute();
  const dockets = [...new Set(entry.metadata.dockets.map((docket) => docket.value))];
  if (dockets.length === 0) return;
  await db
    .insertInto('decision_docket')
    .columns(['decision_id', 'docket_id', 'position', 'source'])
    .expression((eb) =>
      eb
        .selectFrom('docket')
        .select([
          sql<string>`${decisionId}::uuid`.as('decision_id'),
          'docket.id',
          sql<number>`array_position(${dockets}::text[], canonical) - 1`.as('position'),
          sql<string>`'document'`.as('source'),
        ])
        .where('canonical', 'in', dockets),
    )
    .execute();
}

const OPINIONS = { wrote: 'majority', concurred: 'concurring', dissented: 'dissenting' } as const;

async function replaceJudges(db: Database, { decisionId, entry }: ReadDecision): Promise<void> {
  await db.deleteFrom('decision_judge').where('decision_id', '=', decisionId).execute();
  const judges = [...new Map(entry.metadata.judges.map((judge) => [judge.value, judge])).values()];
  if (judges.length === 0) return;
  const names = judges.map((judge) => judge.value);
  const known = await db.selectFrom('judge').select(['id', 'name']).where('name', 'in', names).execute();
  const idOf = new Map(known.map((row) => [row.name, row.id]));
  const rows = judges.flatMap((judge, position) => {
    const judgeId = idOf.get(judge.value);
    if (judgeId === undefined) return [];
    const opinion = judge.role === null ? null : OPINIONS[judge.role];
    return [{ decision_id: decisionId, judge_id: judgeId, position, opinion, ...documentSpan(judge) }];
  });
  if (rows.length > 0) await db.insertInto('decision_judge').values(rows).execute();
}

async function replaceParties(db: Database, { decisionId, entry }: ReadDecision, byPerson: Set<string>): Promise<void> {
  const sides = [
    { side: 'applicant', field: 'applicants', parties: entry.metadata.applicants },
    { side: 'respondent', field: 'respondents', parties: entry.metadata.respondents },
  ].filter(({ field }) => !byPerson.has(field));
  for (const { side, parties } of sides) {
    await db.deleteFrom('party').where('decision_id', '=', decisionId).where('side', '=', side).execute();
    const rows = parties.map((party, position) => ({
      decision_id: decisionId,
      side,
      position,
      name: party.value,
      ...documentSpan(party),
    }));
    if (rows.length > 0) await db.insertInto('party').values(rows).execute();
  }
}

const documentSpan = (field: { span: { start: number; end: number } | null; confidence: number }) => ({
  start_at: field.span?.start ?? null,
  end_at: field.span?.end ?? null,
  source: 'document',
  confidence: field.confidence,
});

async function replaceCitations(db: Database, { decisionId, versionId, entry }: ReadDecision): Promise<void> {
  const place = { decision_id: decisionId, decision_version_id: versionId, ...ENGINE };
  await db.deleteFrom('citation').where('decision_id', '=', decisionId).execute();
  const cases = entry.cases.map(({ raw, span, docket, reporter }) => ({
    ...place,
    raw,
    start_at: span.start,
    end_at: span.end,
    docket,
    reporter,
    // `linkLibrary` finds the decision that is meant; until then it is not known to be in the library.
    state: docket === null && reporter === null ? 'malformed' : 'missing',
  }));
  if (cases.length > 0) await db.insertInto('citation').values(cases).execute();

  await db.deleteFrom('statute_citation').where('decision_id', '=', decisionId).execute();
  if (entry.statutes.length === 0) return;
  const laws = [...new Set(entry.statutes.map((statute) => statute.law))];
  const known = await db.selectFrom('statute').select(['id', 'name']).where('name', 'in', laws).execute();
  const idOf = new Map(known.map((row) => [row.name, row.id]));
  const statutes = entry.statutes.flatMap(({ raw, span, law, year, sections }) => {
    const statuteId = idOf.get(law);
    if (statuteId === undefined) return [];
    return [{ ...place, statute_id: statuteId, raw, start_at: span.start, end_at: span.end, year, sections }];
  });
  if (statutes.length > 0) await db.insertInto('statute_citation').values(statutes).execute();
}

async function replaceSections(db: Database, { decisionId, versionId, entry }: ReadDecision): Promise<void> {
  await db
    .deleteFrom('section')
    .using('decision_version')
    .whereRef('decision_version.id', '=', 'section.decision_version_id')
    .where('decision_version.decision_id', '=', decisionId)
    .execute();
  const rows = entry.sections.map(({ kind, speaker, heading, span }, position) => ({
    decision_version_id: versionId,
    position,
    kind,
    speaker,
    heading,
    start_at: span.start,
    end_at: span.end,
    ...ENGINE,
  }));
  if (rows.length > 0) await db.insertInto('section').values(rows).execute();
}
