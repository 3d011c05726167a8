import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** What became of one uploaded file. */
export interface UploadedItem {
  name: string;
  state: 'ingested' | 'duplicate' | 'refused';
  reason: string | null;
  detail: string | null;
  /** null: refused, or a digest, or withdrawn by a court meanwhile */
  decision: {
    id: string;
    title: string | null;
    court: string | null;
    dateGiven: string | null;
    dockets: string[];
    catalogue: Reading;
    halachot: Reading;
    /** proposed in it so far */
    proposed: number;
  } | null;
  digest: { id: string; title: string | null; reading: Reading } | null;
}

/** How far a reading is: `waiting` ends by itself, `stuck` waits for a person. */
export type Reading = 'waiting' | 'done' | 'stuck';

const SHOWN = 500;

/**
 * The files of one upload, the newest first, at most 500, and how many ended how.
 *
 * @param upload  the first part of their references: the id of the upload
 */
export async function uploadedItems(
  db: Database,
  upload: string,
): Promise<{ counts: Record<UploadedItem['state'], number>; items: UploadedItem[] }> {
  const own = sql`i.source_id in (select id from ezer.source where adapter = 'upload') and starts_with(i.ref, ${`${upload}/`})`;
  const [counted, { rows }] = await Promise.all([
    sql<{ state: UploadedItem['state']; count: number }>`
      select i.state, count(*)::int as count from ezer.source_item i where ${own} group by i.state`.execute(db),
    sql<UploadedItem>`
      select substr(i.ref, strpos(i.ref, ' ') + 1) as name, i.state, i.reason, i.detail,
             case when d.id is not null then json_build_object(
               'id', d.id, 'title', d.title, 'court', d.court, 'dateGiven', d.date_given,
               'dockets', (select coalesce(json_agg(k.canonical order by dd.position), '[]')
                             from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id
                            where dd.decision_id = d.id),
               'catalogue', ${reading('metadata', 'd.current_version_id::text', 'd.id')},
               'halachot', ${reading('halacha', 'd.current_version_id::text', 'd.id')},
               'proposed', (select count(*) from ezer.halacha h
                             where h.decision_id = d.id and h.state = 'proposed')) end as decision,
             case when g.id is not null then json_build_object(
               'id', g.id, 'title', g.title,
               'reading', ${reading('digest', `encode(g.text_sha256, 'hex')`, 'g.id')}) end as digest
        from (select * from ezer.source_item i where ${own} order by i.seen_at desc, i.ref limit ${SHOWN}) i
        left join ezer.decision d on d.id = i.decision_id and d.status <> 'removed'
        left join ezer.digest_issue g on g.id = i.digest_issue_id
       order by i.seen_at desc, i.ref`.execute(db),
  ]);
  const counts = { ingested: 0, duplicate: 0, refused: 0 };
  for (const { state, count } of counted.rows) counts[state] = count;
  return { counts, items: rows };
}

/** No row yet: the next run derives it. */
const reading = (queue: string, input: string, id: string) => sql`coalesce((
  select case when w.done_input = ${sql.raw(input)} then 'done'
              when w.state in ('held', 'dead', 'stale') then 'stuck' else 'waiting' end
    from ezer.work w where w.queue = ${queue} and w.subject = ${sql.raw(id)}::text), 'waiting')`;
