import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

export interface DigestIssueLine {
  id: string;
  title: string | null;
  /** `2035-02-03` */
  issuedOn: string | null;
  kind: string | null;
  /** null: waits to be read */
  readAt: Date | null;
  receivedAt: Date;
  /** items by what became of them */
  items: Record<string, number>;
}

export interface DigestItemView {
  id: string;
  kind: string;
  headline: string | null;
  concept: string | null;
  summary: string | null;
  citation: string | null;
  docket: string | null;
  decisionDate: string | null;
  /** what became of the ruling that it points at; `none`: it points at none */
  state: 'linked' | 'requested' | 'gap' | 'none';
  /** only when it may be shown */
  decision: { id: string; title: string | null; dockets: string[] } | null;
  /** of the request to a source, where there is one */
  request: { state: string; reason: string | null } | null;
}

export interface DigestIssueView extends DigestIssueLine {
  source: string | null;
  fileName: string;
  entries: DigestItemView[];
}

const LINE = sql`i.id, i.title, i.issued_on as "issuedOn", i.kind, i.read_at as "readAt", i.created_at as "receivedAt",
  (select coalesce(json_object_agg(state, count), '{}')
     from (select state, count(*) as count from ezer.digest_item where digest_issue_id = i.id group by state) c) as items`;

/** The issues, newest first, and how many there are in all. */
export async function digestIssues(
  db: Database,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ count: number; issues: DigestIssueLine[] }> {
  const [counted, { rows }] = await Promise.all([
    sql<{ count: number }>`select count(*)::int as count from ezer.digest_issue`.execute(db),
    sql<DigestIssueLine>`
      select ${LINE} from (select * from ezer.digest_issue order by issued_on desc nulls last, id desc
                            limit ${limit} offset ${offset}) i
       order by i.issued_on desc nulls last, i.id desc`.execute(db),
  ]);
  return { count: counted.rows[0]?.count ?? 0, issues: rows };
}

/** One issue with its items, or null. What an item says is the digest's own words: it points, and is never cited (G5). */
export async function viewDigestIssue(db: Database, id: string): Promise<DigestIssueView | null> {
  const [{ rows: issues }, { rows: entries }] = await Promise.all([
    sql<Omit<DigestIssueView, 'entries'>>`
      select ${LINE}, s.name as source, f.original_name as "fileName"
        from ezer.digest_issue i
        join ezer.document f on f.id = i.document_id
        left join ezer.source s on s.id = i.source_id
       where i.id = ${id}`.execute(db),
    sql<DigestItemView>`
      select i.id, i.kind, i.headline, i.concept, i.summary, i.raw_citation as citation, i.docket,
             i.decision_date as "decisionDate", i.state,
             case when d.id is not null then json_build_object('id', d.id, 'title', d.title, 'dockets', (
               select coalesce(json_agg(k.canonical order by dd.position), '[]')
                 from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id where dd.decision_id = d.id)) end as decision,
             (select json_build_object('state', r.state, 'reason', r.reason) from ezer.fetch_request r
               where r.docket = i.docket order by r.requested_at desc limit 1) as request
        from ezer.digest_item i
        left join ezer.decision d on d.id = i.decision_id and d.status = 'visible'
       where i.digest_issue_id = ${id}
       order by i.position`.execute(db),
  ]);
  const [issue] = issues;
  return issue === undefined ? null : { ...issue, entries };
}
