import { tokenize } from 'hebrew-law';
import { sql } from 'kysely';
import { type NamedDecision, namedDecisions, UUID } from '../reader/index.ts';
import { quoted } from '../search/entry.ts';
import type { Database } from '../store/database.ts';

/** A principle in a list. Only approved halachot of decisions that are here count. */
export interface ListedPrinciple {
  id: string;
  sentence: string;
  decisions: number;
  first: string | null;
  latest: string | null;
}

export interface PrincipleMember {
  id: string;
  quote: string;
  principle: string | null;
  role: string;
  restated: boolean;
  authority: string | null;
  state: string;
  decision: NamedDecision;
  /** how many decisions of the library cite the decision it stands in */
  citedBy: number;
  placedBy: string | null;
}

export interface PrincipleReading {
  id: string;
  sentence: string;
  /** the oldest decision first; those without a day at the end */
  members: PrincipleMember[];
  /** more than are shown */
  more: number;
}

const PAGE = 50;

/**
 * The principles that most decisions lay down or restate come first, and of those the ones in use lately.
 *
 * @param page  from 1; a page beyond the last one is empty
 */
export async function principles(
  db: Database,
  { page = 1 }: { page?: number } = {},
): Promise<{ total: number; pages: number; shown: ListedPrinciple[] }> {
  const { rows } = await sql<ListedPrinciple & { total: number }>`
    select p.id, p.sentence, m.decisions, m.first, m.latest, (count(*) over ())::integer as total
      from (
        select ph.principle_id, count(distinct h.decision_id)::integer as decisions,
               min(d.date_given) as first, max(d.date_given) as latest
          from ezer.principle_halacha ph
          join ezer.halacha h on h.id = ph.halacha_id and h.state in ('approved', 'published')
          join ezer.decision d on d.id = h.decision_id and d.status <> 'removed'
         group by ph.principle_id
      ) m
      join ezer.principle p on p.id = m.principle_id
     order by m.decisions desc, m.latest desc nulls last, p.id
     limit ${PAGE} offset ${(page - 1) * PAGE}`.execute(db);
  const total = rows[0]?.total ?? (page === 1 ? 0 : (await principles(db)).total);
  return { total, pages: Math.ceil(total / PAGE), shown: rows.map(({ total: _, ...row }) => row) };
}

const MOST_MEMBERS = 200;

/** One principle with every approved halacha in it; null: there is none of this id. */
export async function readPrinciple(db: Database, id: string): Promise<PrincipleReading | null> {
  if (!UUID.test(id)) return null;
  const [principle, { rows }] = await Promise.all([
    db.selectFrom('principle').select(['id', 'sentence']).where('id', '=', id).executeTakeFirst(),
    sql<Omit<PrincipleMember, 'decision'> & { decisionId: string; total: number }>`
      select h.id, h.quote, h.principle, h.role, h.restated, h.authority, h.state, h.decision_id as "decisionId",
             ph.placed_by as "placedBy", (count(*) over ())::integer as total,
             (select count(distinct c.decision_id)::integer from ezer.citation c
               where c.target_decision_id = h.decision_id and c.decision_id <> h.decision_id) as "citedBy"
        from ezer.principle_halacha ph
        join ezer.halacha h on h.id = ph.halacha_id and h.state in ('approved', 'published')
        join ezer.decision d on d.id = h.decision_id and d.status <> 'removed'
       where ph.principle_id = ${id}
       order by d.date_given nulls last, h.decision_id, h.quote_start
       limit ${MOST_MEMBERS}`.execute(db),
  ]);
  if (principle === undefined || rows.length === 0) return null;
  const named = await namedDecisions(db, [...new Set(rows.map((row) => row.decisionId))]);
  const byId = new Map(named.map((decision) => [decision.id, decision]));
  const members = rows.flatMap(({ decisionId, total: _, ...member }) => {
    const decision = byId.get(decisionId);
    return decision === undefined ? [] : [{ ...member, decision }];
  });
  return { ...principle, members, more: (rows[0]?.total ?? 0) - rows.length };
}

/** The principle that a halacha is in, and whether a person put it there. */
export async function placeOf(
  db: Database,
  halachaId: string,
): Promise<{ principleId: string; placedBy: string | null } | null> {
  const row = await db
    .selectFrom('principle_halacha')
    .select(['principle_id as principleId', 'placed_by as placedBy'])
    .where('halacha_id', '=', halachaId)
    .executeTakeFirst();
  return row ?? null;
}

const MOST_LIKELY = 6;
// Words that a rule shares with every other one carry nothing; longer ones name what it is about.
const LEAST_LETTERS = 4;
const MOST_WORDS = 40;

/** Principles that share most words with a sentence: those that a person may mean by "the same rule". */
export async function likelyPrinciples(
  db: Database,
  { sentence, besides }: { sentence: string; besides: string | null },
): Promise<{ id: string; sentence: string }[]> {
  const words = [
    ...new Set(
      tokenize(sentence).flatMap(({ token }) => (/^[א-ת]/.test(token) && token.length >= LEAST_LETTERS ? [token] : [])),
    ),
  ].slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const any = words.map(quoted).join(' | ');
  const { rows } = await sql<{ id: string; sentence: string }>`
    select p.id, p.sentence
      from ezer.search_entry e
      join ezer.principle_halacha ph on ph.halacha_id = e.subject_id
      join ezer.halacha h on h.id = ph.halacha_id and h.state in ('approved', 'published')
      join ezer.principle p on p.id = ph.principle_id
     where e.kind = 'halacha' and e.words @@ ${any}::tsquery and p.id is distinct from ${besides}::uuid
     group by p.id
     order by max(ts_rank(e.words, ${any}::tsquery)) desc, p.id
     limit ${MOST_LIKELY}`.execute(db);
  return rows;
}
