import { RULES_ENGINE, type Span } from 'hebrew-law';
import type pg from 'pg';
import { decisionWords } from '../../search/entry.ts';
import { TOKENIZER_VERSION } from '../../search/tokenizer-version.ts';
import type { Prepared } from '../../store/prepared.ts';
import { catalogueColumns, fieldRows } from './fields.ts';
import type { CatalogueEntry } from './read.ts';
import { KEEP_NAMES, REMOVE_DERIVED, WRITE_DERIVED } from './statements.ts';

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
 *
 * Returns a function that remembers what it has put there, so that a decision costs a statement for its docket only.
 */
export function nameKeeper(pool: pg.Pool): (entry: CatalogueEntry) => Promise<void> {
  const seen = { docket: new Set<string>(), judge: new Set<string>(), statute: new Set<string>() };
  const keep = async (table: keyof typeof seen, names: string[]) => {
    const unseen = sorted(names).filter((name) => !seen[table].has(name));
    if (unseen.length === 0) return;
    const parts = unseen.map(docketParts);
    const columns = table === 'docket' ? [parts.map((part) => part.prefix), parts.map((part) => part.number)] : [];
    await pool.query(KEEP_NAMES[table], [unseen, ...columns]);
    if (seen[table].size > MOST_REMEMBERED) seen[table].clear();
    for (const name of unseen) seen[table].add(name);
  };
  return async ({ metadata, statutes }) => {
    await keep(
      'docket',
      metadata.dockets.map((docket) => docket.value),
    );
    await keep(
      'judge',
      metadata.judges.map((judge) => judge.value),
    );
    await keep(
      'statute',
      statutes.map((statute) => statute.law),
    );
  };
}

const MOST_REMEMBERED = 100_000;

const sorted = (names: string[]): string[] => [...new Set(names)].sort();

function docketParts(canonical: string): { prefix: string; number: string } {
  const space = canonical.lastIndexOf(' ');
  return { prefix: canonical.slice(0, Math.max(space, 0)), number: canonical.slice(space + 1) };
}

interface OtherSource {
  status: string;
  field: string | null;
  source: string | null;
  value: unknown;
  formerDockets: string[];
}

/**
 * Replaces what was derived from a decision by what its current text says, in the transaction of the drain. What a
 * person entered stays and counts before the document (G10); what the portal said stays beside it.
 *
 * @returns the dockets that it had or cited, and has or cites now: what is to be linked again
 */
export async function storeCatalogueEntry(
  tx: pg.ClientBase,
  query: Prepared,
  decision: ReadDecision,
): Promise<string[]> {
  const { decisionId, versionId, entry } = decision;
  const { rows: others } = await query<OtherSource>(tx, 'remove derived', REMOVE_DERIVED, [decisionId]);
  // Withdrawn since it was read: nothing of it may come back (G11).
  if (others[0] === undefined || others[0].status === 'removed') return others[0]?.formerDockets ?? [];
  const byPerson = new Set(others.flatMap((row) => (row.source === 'person' && row.field ? [row.field] : [])));
  const fields = fieldRows(entry.metadata);
  const level = entry.metadata.courtLevel?.value ?? null;
  const rows = {
    fields: fields.map(({ field, value, span, confidence }) => ({ field, value, ...at(span), confidence })),
    dockets: byPerson.has('dockets') ? [] : docketRows(entry),
    judges: byPerson.has('judges') ? [] : judgeRows(entry),
    parties: partyRows(entry, byPerson),
    citations: citationRows(entry),
    statutes: entry.statutes.map(({ raw, span, law, year, sections }) => ({ raw, ...at(span), law, year, sections })),
    sections: entry.sections.map(({ kind, speaker, heading, span }, position) => ({
      position,
      kind,
      speaker,
      heading,
      ...at(span),
    })),
    columns: {
      ...catalogueColumns(fields, others),
      source_kind: level === 'committee' ? 'committee' : 'court',
      court_level: level,
    },
  };
  const { name, version } = RULES_ENGINE;
  const words = decisionWords(decision);
  const values = [decisionId, versionId, name, version, JSON.stringify(rows), words, TOKENIZER_VERSION];
  await query(tx, 'write derived', WRITE_DERIVED, values);
  return [
    ...others[0].formerDockets,
    ...rows.dockets.map(({ canonical }) => canonical),
    ...rows.citations.flatMap(({ docket }) => (docket === null ? [] : [docket])),
  ];
}

const at = (span: Span | null) => ({ start_at: span?.start ?? null, end_at: span?.end ?? null });

function docketRows({ metadata }: CatalogueEntry) {
  return [...new Set(metadata.dockets.map((docket) => docket.value))].map((canonical, position) => ({
    canonical,
    position,
  }));
}

const OPINIONS = { wrote: 'majority', concurred: 'concurring', dissented: 'dissenting' } as const;

function judgeRows({ metadata }: CatalogueEntry) {
  const judges = [...new Map(metadata.judges.map((judge) => [judge.value, judge])).values()];
  return judges.map(({ value: name, role, span, confidence }, position) => ({
    name,
    position,
    opinion: role === null ? null : OPINIONS[role],
    ...at(span),
    confidence,
  }));
}

function partyRows({ metadata }: CatalogueEntry, byPerson: ReadonlySet<string>) {
  const sides = [
    { side: 'applicant', field: 'applicants', parties: metadata.applicants },
    { side: 'respondent', field: 'respondents', parties: metadata.respondents },
  ];
  return sides
    .filter(({ field }) => !byPerson.has(field))
    .flatMap(({ side, parties }) =>
      parties.map(({ value: name, span, confidence }, position) => ({ side, position, name, ...at(span), confidence })),
    );
}

function citationRows({ cases }: CatalogueEntry) {
  return cases.map(({ raw, span, docket, reporter }) => ({
    raw,
    ...at(span),
    docket,
    reporter,
    // `linkLibrary` finds the decision that is meant; until then it is not known to be in the library.
    state: docket === null && reporter === null ? 'malformed' : 'missing',
  }));
}
