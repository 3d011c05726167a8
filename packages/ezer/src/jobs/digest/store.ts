import type { Database } from '../../store/database.ts';
import { libraryDocket } from '../../store/docket.ts';
import { DIGEST_ENGINE, type DigestReading } from './parse.ts';

/**
 * Replaces what an issue says, in the transaction of the drain. Links and gaps are set by `linkLibrary`.
 *
 * @returns the dockets that it pointed at, and points at now: what is to be linked again
 */
export async function storeDigest(db: Database, issueId: string, reading: DigestReading): Promise<string[]> {
  const former = await db
    .deleteFrom('digest_item')
    .where('digest_issue_id', '=', issueId)
    .returning('docket')
    .execute();
  const rows = reading.entries.map((entry, position) => ({
    digest_issue_id: issueId,
    position,
    kind: entry.kind,
    headline: entry.headline,
    concept: entry.concept,
    summary: entry.summary,
    raw_citation: entry.rawCitation,
    docket: entry.docket === null ? null : libraryDocket(entry.docket),
    decision_date: entry.decisionDate,
    state: entry.docket === null ? 'none' : 'gap',
    engine: DIGEST_ENGINE.name,
    engine_version: DIGEST_ENGINE.version,
  }));
  if (rows.length > 0) await db.insertInto('digest_item').values(rows).execute();
  await db
    .updateTable('digest_issue')
    .set({ title: reading.title, issued_on: reading.issuedOn, kind: reading.kind, read_at: new Date() })
    .where('id', '=', issueId)
    .execute();
  return [...former, ...rows].flatMap(({ docket }) => (docket === null ? [] : [docket]));
}
