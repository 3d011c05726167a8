import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../store/database.ts';

/** One thing that somebody did: of the record of acts, or of the record of reviews. */
export interface AuditEntry {
  id: string;
  /** with microseconds, for paging */
  at: string;
  /** an e-mail, or the user of a command line */
  actor: string;
  /** of the actor's account; null: the command line, or an account that is gone */
  name: string | null;
  /** such as `account.role`, or `review.approve` */
  action: string;
  subjectKind: string | null;
  subjectId: string | null;
  detail: Record<string, unknown>;
  /** the person or the quote that it was done to; null: none, or withdrawn */
  about: string | null;
}

export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  /** a day in Jerusalem, `2035-02-03` */
  day?: string | undefined;
  /** only what is older than this entry */
  before?: { at: string; id: string } | undefined;
}

/**
 * What people did, the latest first. Each record gives its own newest entries by its index on time; the two lists are
 * then one.
 */
export async function readAudit(db: Database, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`
    with entry as (
      (select id, at, actor, action, subject_kind, subject_id, detail
         from ezer.audit where ${wanted(filter, sql`actor`, sql`action`)}
        order by at desc, id desc limit ${limit})
      union all
      (select id, at, reader, 'review.' || act, 'halacha', halacha_id, jsonb_strip_nulls(jsonb_build_object('reason', reason))
         from ezer.halacha_review where ${wanted(filter, sql`reader`, sql`('review.' || act)`)}
        order by at desc, id desc limit ${limit})
    )
    select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.actor, p.name, e.action,
           e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.detail,
           coalesce(s.name, case when d.status <> 'removed' then h.quote end) as about
      from entry e
      left join ezer.person p on p.email = e.actor
      left join ezer.person s on e.subject_kind = 'person' and s.id = e.subject_id
      left join ezer.halacha h on e.subject_kind = 'halacha' and h.id = e.subject_id
      left join ezer.decision d on d.id = h.decision_id
     order by e.at desc, e.id desc
     limit ${limit}`.execute(db);
  return rows;
}

function wanted(
  { actor, action, day, before }: AuditFilter,
  actors: RawBuilder<unknown>,
  actions: RawBuilder<unknown>,
) {
  const terms = [
    sql`true`,
    ...(actor === undefined ? [] : [sql`${actors} = ${actor}`]),
    ...(action === undefined ? [] : [sql`${actions} = ${action}`]),
    ...(day === undefined
      ? []
      : [
          sql`at >= (${day}::date::timestamp at time zone 'Asia/Jerusalem')
            and at < ((${day}::date + 1)::timestamp at time zone 'Asia/Jerusalem')`,
        ]),
    ...(before === undefined ? [] : [sql`(at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`]),
  ];
  return sql.join(terms, sql` and `);
}
