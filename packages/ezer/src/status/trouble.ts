import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** The states in which an item waits for a person. */
export type TroubleState = 'held' | 'dead' | 'stale';

/** Items that failed in the same way. */
export interface TroubleGroup {
  queue: string;
  state: TroubleState;
  /** names this group in addresses and forms: a hash of what its items have in common */
  pattern: string;
  /** class of the last failure, as pg-drains writes it; null: none is known */
  kind: string | null;
  /** the last error of one of them */
  message: string | null;
  count: number;
}

/** What an item of a queue is about: a decision, a digest issue, or something that is gone. */
export interface WorkSubject {
  queue: string;
  subject: string;
  decisionId: string | null;
  digestIssueId: string | null;
  /** dockets and title as far as they are known */
  name: string | null;
}

export interface TroubleItem extends WorkSubject {
  state: TroubleState;
  kind: string | null;
  message: string | null;
  attempts: number;
  since: Date;
}

// What differs between two items with the same trouble: ids and numbers.
const PATTERN = sql`md5(concat_ws('|', w.errors -> -1 ->> 'class',
  regexp_replace(coalesce(w.last_error, ''), '[0-9a-f]{8}-[0-9a-f-]{27}|\\d+', '#', 'g')))`;

// Reads all of `work`: 150 ms of the server's processor time for the groups and 210 for a page of items, with 1,000,000 of
// which 533 are in trouble (the counts beside them on the page, 360). An index that names the state would take the cheap
// updates (HOT) from every claim and completion; `0010_work_line.sql` has the figures.
const IN_TROUBLE = sql`w.state in ('held', 'dead', 'stale')`;

/** Everything that waits for a person, grouped by what is the matter; the largest group of the worst state first. */
export async function readTrouble(db: Database): Promise<TroubleGroup[]> {
  const { rows } = await sql<TroubleGroup>`
    select queue, state, pattern, min(kind) as kind, min(message) as message, count(*)::int as count
      from (select w.queue, w.state, ${PATTERN} as pattern, w.errors -> -1 ->> 'class' as kind, w.last_error as message
              from ezer.work w where ${IN_TROUBLE}) w
     group by queue, state, pattern
     order by array_position(array['dead', 'held', 'stale'], state), count(*) desc, queue, pattern`.execute(db);
  return rows;
}

export interface TroubleFilter {
  queue?: string | undefined;
  state?: TroubleState | undefined;
  pattern?: string | undefined;
}

const matches = ({ queue, state, pattern }: TroubleFilter) =>
  sql`${IN_TROUBLE}
     and (${queue ?? null}::text is null or w.queue = ${queue ?? null})
     and (${state ?? null}::text is null or w.state = ${state ?? null})
     and (${pattern ?? null}::text is null or ${PATTERN} = ${pattern ?? null})`;

/** Items in trouble, those that wait longest first, and how many there are in all. */
export async function troubleItems(
  db: Database,
  filter: TroubleFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ count: number; items: TroubleItem[] }> {
  const [counted, { rows }] = await Promise.all([
    sql<{ count: number }>`select count(*)::int as count from ezer.work w where ${matches(filter)}`.execute(db),
    sql<TroubleItem>`
      select w.queue, w.subject, w.state, w.errors -> -1 ->> 'class' as kind, w.last_error as message, w.attempts,
             w.ready_at as since, ${SUBJECT}
        from (select * from ezer.work w where ${matches(filter)}
               order by w.ready_at, w.queue, w.subject limit ${limit} offset ${offset}) w
       ${SUBJECT_TABLES}
       order by w.ready_at, w.queue, w.subject`.execute(db),
  ]);
  return { count: counted.rows[0]?.count ?? 0, items: rows };
}

/** The subjects of a group, to be brought back to work together. */
export async function subjectsOf(
  db: Database,
  filter: { queue: string; state: TroubleState; pattern: string },
): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    select w.subject from ezer.work w where ${matches(filter)} order by w.subject`.execute(db);
  return rows.map((row) => row.subject);
}

/** One item of a queue with everything that happened to it. */
export interface WorkItemView extends WorkSubject {
  state: string;
  attempts: number;
  lastError: string | null;
  readyAt: Date;
  nextAt: Date | null;
  doneAt: Date | null;
  /** oldest first; the newest 50 */
  history: { at: Date; kind: string; message: string; attempt: number | null; by: string | null }[];
}

export async function itemHistory(db: Database, queue: string, subject: string): Promise<WorkItemView | null> {
  const { rows } = await sql<Omit<WorkItemView, 'history'> & { errors: unknown }>`
    select w.queue, w.subject, w.state, w.attempts, w.last_error as "lastError", w.ready_at as "readyAt",
           w.next_at as "nextAt", w.done_at as "doneAt", w.errors, ${SUBJECT}
      from ezer.work w ${SUBJECT_TABLES}
     where w.queue = ${queue} and w.subject = ${subject}`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const { errors, ...item } = row;
  return { ...item, history: Array.isArray(errors) ? errors.map(entryOf) : [] };
}

function entryOf(entry: Record<string, unknown>): WorkItemView['history'][number] {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    at: new Date(text(entry.at)),
    kind: text(entry.class),
    message: text(entry.message),
    attempt: typeof entry.attempt === 'number' ? entry.attempt : null,
    by: typeof entry.by === 'string' ? entry.by : null,
  };
}

const SUBJECT = sql`d.id as "decisionId", g.id as "digestIssueId",
  coalesce(d.title, g.title, (select string_agg(k.canonical, ', ' order by dd.position)
    from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id where dd.decision_id = d.id)) as name`;

// A subject is text to the queue; only what looks like an id may be compared with one.
const ID = sql.raw(`'^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'`);
const SUBJECT_ID = sql`(case when w.subject ~ ${ID} then w.subject::uuid end)`;
const SUBJECT_TABLES = sql`
  left join ezer.decision d on w.queue <> 'digest' and d.id = ${SUBJECT_ID} and d.status <> 'removed'
  left join ezer.digest_issue g on w.queue = 'digest' and g.id = ${SUBJECT_ID}`;
