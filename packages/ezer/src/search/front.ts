import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { tsqueryOf } from './query.ts';

/** What the first page says of the library. */
export interface Front {
  numbers: {
    decisions: number;
    /** of these, not yet catalogued: a search does not find them */
    unread: number;
    /** halachot that may be cited */
    approved: number;
    /** halachot that wait for a person */
    waiting: number;
    /** decisions that are cited and missing */
    gaps: number;
  };
  /** queries that find something here; null: there is none of that sort */
  examples: { docket: string | null; phrase: string | null; law: string | null };
  decisions: FrontDecision[];
  halachot: (FrontDecision & { halachaId: string; quote: string; principle: string | null })[];
}

export interface FrontDecision {
  id: string;
  sourceKind: string;
  title: string | null;
  court: string | null;
  dateGiven: string | null;
  dockets: string[];
}

/** @param latest  how many of the newest decisions, and of the halachot approved last */
export async function readFront(db: Database, latest = 5): Promise<Front> {
  const [numbers, decisions, halachot, phrase, laws] = await Promise.all([
    readNumbers(db),
    newestDecisions(db, latest),
    approvedLast(db, latest),
    knownPhrase(db),
    citedLaws(db, 1),
  ]);
  const docket = decisions.flatMap((decision) => decision.dockets)[0] ?? null;
  return { numbers, examples: { docket, phrase, law: laws[0] ?? null }, decisions, halachot };
}

async function readNumbers(db: Database): Promise<Front['numbers']> {
  const { rows } = await sql<Front['numbers']>`
    select (select count(*)::int from ezer.decision where status = 'visible') as decisions,
           (select count(*)::int from ezer.decision d where status = 'visible' and not exists (
              select from ezer.search_entry e where e.kind = 'decision' and e.subject_id = d.id)) as unread,
           (select count(*)::int from ezer.gap where closed_at is null) as gaps, h.*
      from (select count(*) filter (where h.state in ('approved', 'published'))::int as approved,
                   count(*) filter (where h.state = 'proposed')::int as waiting
              from ezer.halacha h join ezer.decision d on d.id = h.decision_id and d.status = 'visible') h`.execute(db);
  return rows[0] ?? { decisions: 0, unread: 0, approved: 0, waiting: 0, gaps: 0 };
}

const FACTS = sql`d.id, d.source_kind as "sourceKind", d.title, d.court, d.date_given as "dateGiven",
  array(select k.canonical from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id
         where dd.decision_id = d.id order by dd.position) as dockets`;

async function newestDecisions(db: Database, limit: number): Promise<FrontDecision[]> {
  const { rows } = await sql<FrontDecision>`
    select ${FACTS} from ezer.decision d
     where d.status = 'visible' and d.date_given is not null
     order by d.date_given desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}

async function approvedLast(db: Database, limit: number): Promise<Front['halachot']> {
  const { rows } = await sql<Front['halachot'][number]>`
    select ${FACTS}, h.id as "halachaId", h.quote, h.principle
      from ezer.halacha h join ezer.decision d on d.id = h.decision_id and d.status = 'visible'
     where h.state in ('approved', 'published')
     order by h.reviewed_at desc, h.id desc limit ${limit}`.execute(db);
  return rows;
}

// Phrases of every field of law, the more telling first.
const PHRASES = [
  'תום לב',
  'שיקול דעת',
  'רשות ערעור',
  'נטל ההוכחה',
  'סעד זמני',
  'מתחם העונש',
  'זכות הטיעון',
  'דין וחשבון',
];

async function knownPhrase(db: Database): Promise<string | null> {
  const queries = PHRASES.map((phrase) => tsqueryOf(`"${phrase}"`));
  const { rows } = await sql<{ phrase: string }>`
    select p.phrase from unnest(${PHRASES}::text[], ${queries}::text[]) with ordinality as p (phrase, query, place)
     where exists (select from ezer.search_entry e join ezer.decision d on d.id = e.decision_id and d.status = 'visible'
                    where e.words @@ p.query::tsquery and e.kind = 'decision')
     order by p.place limit 1`.execute(db);
  return rows[0]?.phrase ?? null;
}

const NEWEST = 300;

/** The laws that the newest 300 decisions cite most, the most cited first. */
export async function citedLaws(db: Database, limit: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select s.name
      from (select current_version_id from ezer.decision
             where status = 'visible' and date_given is not null order by date_given desc, id desc limit ${NEWEST}) d
      join ezer.statute_citation c on c.decision_version_id = d.current_version_id
      join ezer.statute s on s.id = c.statute_id
     group by s.id order by count(distinct c.decision_version_id) desc, s.name limit ${limit}`.execute(db);
  return rows.map((row) => row.name);
}
