import { sql } from 'kysely';
import { linkLibrary } from '../citator/index.ts';
import { UUID } from '../reader/index.ts';
import type { ContentStore } from '../store/content.ts';
import { type Database, inTransaction, type Store } from '../store/database.ts';
import { audit } from '../web/accounts/index.ts';
import { DecisionMissing, NoReason } from './errors.ts';

export interface Withdrawal {
  decisionId: string;
  /** why, such as the order of the court; kept in the record, and shown to administrators only */
  reason: string;
  by: string;
}

/** What went, or would go. */
export interface Withdrawn {
  decisionId: string;
  /** false: it had been withdrawn before */
  changed: boolean;
  versions: number;
  halachot: number;
  /** of these halachot, those that a person had decided on */
  reviewed: number;
  /** citations of other decisions that led to it, and lead nowhere now */
  citedBy: number;
  /** the files that it came from, as their sources name them; whoever keeps those files removes them there */
  files: { source: string; ref: string }[];
}

/**
 * Withdraws a decision for good (G11): its texts, the stored files, its halachot and their words in reviews, its parties,
 * judges and citations, and its entries in search go in one transaction, so that every page, search and feed lacks it from
 * one moment on. What stays is a tombstone: the dockets, the day, the hashes of its texts, by which it is known when it
 * is offered again, and the record of who withdrew it and why.
 *
 * Again it changes nothing, but for bytes that a crash had left behind. There is no way back but a backup.
 *
 * @param dryRun  changes nothing, and says what would go
 * @throws DecisionMissing, NoReason
 */
export async function withdraw(
  { store, content }: { store: Store; content: ContentStore },
  { decisionId, reason: given, by }: Withdrawal,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Withdrawn> {
  const reason = given.replaceAll('\0', '').trim();
  if (!dryRun && (reason === '' || reason.length > LONGEST_REASON)) throw new NoReason(LONGEST_REASON);
  if (!UUID.test(decisionId)) throw new DecisionMissing(decisionId);
  const { gone, bytes, dockets } = await inTransaction(store.pool, async (db) => {
    const decision = await db
      .selectFrom('decision')
      .select('status')
      .where('id', '=', decisionId)
      .forUpdate()
      .executeTakeFirst();
    if (decision === undefined) throw new DecisionMissing(decisionId);
    const isNew = decision.status !== 'removed';
    const count = await counted(db, decisionId);
    const gone: Withdrawn = { decisionId, changed: isNew, ...count, versions: isNew ? count.versions : 0 };
    const bytes = await ownBytes(db, decisionId);
    if (!isNew || dryRun) return { gone, bytes, dockets: [] };
    const dockets = await docketsOf(db, decisionId);
    const cited = await citedBy(db, decisionId);
    await bury(db, decisionId, reason);
    const { versions, halachot, reviewed } = gone;
    await audit(db, {
      actor: by,
      action: 'decision.withdraw',
      subject: ['decision', decisionId],
      detail: { dockets: dockets.join(', '), reason, versions, halachot, reviewed },
    });
    return { gone, bytes, dockets: [...dockets, ...cited] };
  });
  if (dryRun) return gone;
  // After the commit: bytes without a row are found by nobody, a row without its bytes is a library that lost something.
  for (const sha256 of bytes) await content.remove(sha256);
  // Not inside: a drain that completes holds its row of `work` and then asks for the decision, the other way round.
  await store.db.deleteFrom('work').where('subject', '=', decisionId).execute();
  await linkLibrary(store.db, new Set(dockets));
  return gone;
}

const LONGEST_REASON = 300;

async function counted(db: Database, id: string): Promise<Omit<Withdrawn, 'decisionId' | 'changed'>> {
  const { rows } = await sql<Omit<Withdrawn, 'decisionId' | 'changed'>>`
    select (select count(*)::integer from ezer.decision_version where decision_id = ${id}) as versions,
           (select count(*)::integer from ezer.halacha where decision_id = ${id}) as halachot,
           (select count(*)::integer from ezer.halacha where decision_id = ${id} and reviewed_at is not null) as reviewed,
           (select count(*)::integer from ezer.citation where target_decision_id = ${id}) as "citedBy",
           (select coalesce(json_agg(json_build_object('source', s.name, 'ref', i.ref) order by s.name, i.ref), '[]')
              from ezer.source_item i join ezer.source s on s.id = i.source_id
             where i.decision_id = ${id}) as files`.execute(db);
  return rows[0] ?? { versions: 0, halachot: 0, reviewed: 0, citedBy: 0, files: [] };
}

async function docketsOf(db: Database, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('decision_docket')
    .innerJoin('docket', 'docket.id', 'decision_docket.docket_id')
    .select('docket.canonical')
    .where('decision_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.canonical);
}

async function citedBy(db: Database, id: string): Promise<string[]> {
  const rows = await db.selectFrom('citation').select('docket').where('decision_id', '=', id).execute();
  return rows.flatMap(({ docket }) => (docket === null ? [] : [docket]));
}

/**
 * The stored files that hold this decision: of its texts, and of their duplicates in other formats. Also one that holds
 * other decisions with it: their texts stay, the file that has this text in it does not.
 */
async function ownBytes(db: Database, id: string): Promise<Buffer[]> {
  const { rows } = await sql<{ sha256: Buffer }>`
    select d.sha256 from ezer.document d
     where d.id in (select document_id from ezer.decision_version where decision_id = ${id}
                    union select document_id from ezer.source_item where decision_id = ${id})
       and not exists (select from ezer.digest_issue g where g.document_id = d.id)`.execute(db);
  return rows.map((row) => row.sha256);
}

/** In place of a text; nothing shows it. */
const NO_TEXT = '[withdrawn]';

/**
 * The order matters: the status opens the human gate (`halacha_human_gate`), halachot go before the versions that they
 * stand in, and a version that nobody may change is replaced by one that has its number and hash, but no word of it.
 */
async function bury(db: Database, id: string, reason: string): Promise<void> {
  await sql`
    update ezer.decision
       set status = 'removed', status_reason = ${reason}, current_version_id = null, title = null, kind = null,
           court = null, court_level = null, outcome = null, updated_at = now()
     where id = ${id}`.execute(db);
  await sql`delete from ezer.search_entry where decision_id = ${id}`.execute(db);
  await sql`
    update ezer.halacha_review set before = null, after = null
     where halacha_id in (select id from ezer.halacha where decision_id = ${id})
       and (before is not null or after is not null)`.execute(db);
  await sql`delete from ezer.halacha where decision_id = ${id}`.execute(db);
  await sql`
    update ezer.engine_call set prompt = null, answer = null
     where decision_version_id in (select id from ezer.decision_version where decision_id = ${id})`.execute(db);
  for (const table of ['citation', 'statute_citation', 'decision_field', 'decision_judge', 'party'])
    await sql`delete from ${sql.id('ezer', table)} where decision_id = ${id}`.execute(db);
  await sql`
    with gone as (delete from ezer.decision_version where decision_id = ${id}
                  returning number, document_id, text_sha256, created_at)
    insert into ezer.decision_version (decision_id, number, document_id, text, text_sha256, created_at)
    select ${id}, number, document_id, ${NO_TEXT}, text_sha256, created_at from gone`.execute(db);
  await forgetNames(db, id);
  // A drain that is just replacing its own rows links them when it ends; see linkLibrary.
  await sql`
    update ezer.citation set state = 'missing', target_decision_id = null
     where id in (select id from ezer.citation where target_decision_id = ${id} for update skip locked)`.execute(db);
  await sql`
    insert into ezer.change (subject_kind, subject_id, what) values ('decision', ${id}, 'removed')`.execute(db);
}

/** Files are called after their parties. A folder's own file keeps its name: it lies in that folder still. */
async function forgetNames(db: Database, id: string): Promise<void> {
  await sql`
    update ezer.document d set original_name = '', repairs = '[]', warnings = '[]'
     where d.id in (select document_id from ezer.decision_version where decision_id = ${id}
                    union select document_id from ezer.source_item where decision_id = ${id})
       and not exists (select from ezer.decision_version v where v.document_id = d.id and v.decision_id <> ${id})
       and not exists (select from ezer.digest_issue g where g.document_id = d.id)`.execute(db);
  await sql`
    update ezer.source_item i set ref = split_part(i.ref, ' ', 1) || ' ' || left(md5(i.ref), 8), detail = null
     where i.decision_id = ${id}
       and i.source_id in (select id from ezer.source where adapter = 'upload')`.execute(db);
  await sql`
    update ezer.audit set detail = detail - 'name'
     where subject_kind = 'decision' and subject_id = ${id} and detail ? 'name'`.execute(db);
}
