import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../store/database.ts';

export interface Linked {
  /** citations whose target is another than before */
  citations: number;
  digestItems: number;
  gapsOpened: number;
  gapsClosed: number;
}

/**
 * Says of each citation and each digest item which decision of the library it means, and keeps the gaps in step.
 *
 * Set-based and idempotent: rows that are right are not written. One at a time in the whole installation, so that no
 * two of them update the same rows in different orders; a second caller waits, because the first one may have looked
 * before its data were there. Rows that a drain is just replacing are skipped: that drain links when it ends, and
 * waiting for it could be a deadlock, since it replaces many decisions in one transaction and in its own order.
 *
 * @param dockets  what changed: the dockets of decisions that came, changed or went, and those that their texts cite, as
 *   they are and as they were. Only citations, items and gaps of these are looked at, by their indexes: what a run costs
 *   follows what it read, not the size of the library. Without it the whole library is linked.
 */
export async function linkLibrary(db: Database, dockets?: ReadonlySet<string>): Promise<Linked> {
  if (dockets?.size === 0) return { citations: 0, digestItems: 0, gapsOpened: 0, gapsClosed: 0 };
  const of = scope(dockets);
  return inOneTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('ezer link library'))`.execute(tx);
    const citations = await linkCitations(tx, of);
    const digestItems = await linkDigestItems(tx, of);
    return { citations, digestItems, ...(await resolveGaps(tx, of)) };
  });
}

const inOneTransaction = <T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db) : db.transaction().execute(work);

/** Restricts a column of canonical dockets to those that changed. */
type Scope = (column: string) => RawBuilder<unknown>;

// Sorted and as one array, so that a statement has one parameter whatever their number.
function scope(dockets: ReadonlySet<string> | undefined): Scope {
  if (dockets === undefined) return () => sql`true`;
  const all = [...dockets].sort();
  return (column) => sql`${sql.ref(column)} = any(${all}::text[])`;
}

/** The dockets of the library with their visible decisions. */
const carried = (of: Scope): RawBuilder<unknown> => sql`
  select d.canonical, count(*) as decisions, (array_agg(dd.decision_id order by dd.decision_id))[1] as decision_id
    from ezer.docket d
    join ezer.decision_docket dd on dd.docket_id = d.id
    join ezer.decision on decision.id = dd.decision_id and decision.status = 'visible'
   where ${of('d.canonical')}
   group by d.canonical`;

/** One docket with one visible decision is found, with several ambiguous, with none missing. Never a guess. */
async function linkCitations(db: Database, of: Scope): Promise<number> {
  const changed = await sql`
      with carried as (${carried(of)}), wanted as (
        select c.id,
               case when r.decisions = 1 then 'found' when r.decisions > 1 then 'ambiguous' else 'missing' end as state,
               case when r.decisions = 1 then r.decision_id end as target
          from ezer.citation c
          left join carried r on r.canonical = c.docket
         where c.state <> 'malformed' and ${of('c.docket')}
           and (c.state, c.target_decision_id) is distinct from
               (case when r.decisions = 1 then 'found' when r.decisions > 1 then 'ambiguous' else 'missing' end,
                case when r.decisions = 1 then r.decision_id end)
           for update of c skip locked
      )
      update ezer.citation c
         set state = wanted.state, target_decision_id = wanted.target
        from wanted
       where wanted.id = c.id`.execute(db);
  return Number(changed.numAffectedRows ?? 0);
}

/**
 * Links every item to the decision that it points at: in that docket, and of that day where the item names one and the
 * docket has several. An item whose ruling is not here is a gap; one that came in meanwhile becomes a link by itself.
 */
async function linkDigestItems(db: Database, of: Scope): Promise<number> {
  const changed = await sql`
    with target as (
      select i.id,
             (array_agg(decision.id order by decision.date_given = i.decision_date desc nulls last, decision.id))[1] as decision_id
        from ezer.digest_item i
        join ezer.docket d on d.canonical = i.docket
        join ezer.decision_docket dd on dd.docket_id = d.id
        join ezer.decision on decision.id = dd.decision_id and decision.status = 'visible'
       where ${of('i.docket')}
       group by i.id
    ), wanted as (
      select i.id, t.decision_id, case when t.decision_id is null then 'gap' else 'linked' end as state
        from ezer.digest_item i left join target t on t.id = i.id
       where i.docket is not null and ${of('i.docket')}
         and (i.state <> 'requested' or t.decision_id is not null)
         and (i.state, i.decision_id) is distinct from
             (case when t.decision_id is null then 'gap' else 'linked' end, t.decision_id)
         for update of i skip locked
    )
    update ezer.digest_item i
       set state = wanted.state, decision_id = wanted.decision_id
      from wanted
     where wanted.id = i.id`.execute(db);
  return Number(changed.numAffectedRows ?? 0);
}

/** Who wants a decision that is not here: each citing decision and each digest issue once. */
const demand = (of: Scope): RawBuilder<unknown> => sql`
  select wanted, count(*)::integer as demand
    from (select docket as wanted, 'c' || decision_id as who
            from ezer.citation where state = 'missing' and docket is not null and ${of('docket')}
          union
          select docket, 'd' || digest_issue_id
            from ezer.digest_item where state in ('gap', 'requested') and docket is not null and ${of('docket')}) wishes
   group by wanted`;

/** Opens a gap for every wanted docket that the library lacks, counts who wants it, closes those that were filled. */
async function resolveGaps(db: Database, of: Scope): Promise<{ gapsOpened: number; gapsClosed: number }> {
  const { rows: opened } = await sql<{ added: boolean }>`
    with demand as (${demand(of)})
    insert into ezer.gap (wanted, demand)
    select wanted, demand from demand order by wanted
    on conflict (wanted) do update
       set demand = excluded.demand, closed_at = null, closed_by_decision_id = null
     where (gap.demand, gap.closed_at) is distinct from (excluded.demand, null::timestamptz)
    returning xmax = 0 as added`.execute(db);
  const closed = await sql`
    with carried as (${carried(of)})
    update ezer.gap
       set closed_at = now(), closed_by_decision_id = carried.decision_id
      from carried
     where carried.canonical = gap.wanted and gap.closed_at is null`.execute(db);
  // Nobody asks for it any more: it was a misread citation, or the text that cited it was replaced.
  await sql`
    with demand as (${demand(of)})
    delete from ezer.gap
     where closed_at is null and ${of('gap.wanted')}
       and not exists (select from demand where demand.wanted = gap.wanted)`.execute(db);
  return {
    gapsOpened: opened.filter((row) => row.added).length,
    gapsClosed: Number(closed.numAffectedRows ?? 0),
  };
}
