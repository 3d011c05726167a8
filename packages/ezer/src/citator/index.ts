import { sql } from 'kysely';
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
 */
export async function linkLibrary(db: Database): Promise<Linked> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('ezer link library'))`.execute(tx);
    const citations = await linkCitations(tx);
    const digestItems = await linkDigestItems(tx);
    return { citations, digestItems, ...(await resolveGaps(tx)) };
  });
}

/** One docket with one visible decision is found, with several ambiguous, with none missing. Never a guess. */
async function linkCitations(db: Database): Promise<number> {
  const changed = await sql`
      with carried as (
        select d.canonical, count(*) as decisions, (array_agg(dd.decision_id order by dd.decision_id))[1] as decision_id
          from ezer.docket d
          join ezer.decision_docket dd on dd.docket_id = d.id
          join ezer.decision on decision.id = dd.decision_id and decision.status = 'visible'
         group by d.canonical
      ), wanted as (
        select c.id,
               case when r.decisions = 1 then 'found' when r.decisions > 1 then 'ambiguous' else 'missing' end as state,
               case when r.decisions = 1 then r.decision_id end as target
          from ezer.citation c
          left join carried r on r.canonical = c.docket
         where c.state <> 'malformed'
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
async function linkDigestItems(db: Database): Promise<number> {
  const changed = await sql`
    with target as (
      select i.id,
             (array_agg(decision.id order by decision.date_given = i.decision_date desc nulls last, decision.id))[1] as decision_id
        from ezer.digest_item i
        join ezer.docket d on d.canonical = i.docket
        join ezer.decision_docket dd on dd.docket_id = d.id
        join ezer.decision on decision.id = dd.decision_id and decision.status = 'visible'
       group by i.id
    ), wanted as (
      select i.id, t.decision_id, case when t.decision_id is null then 'gap' else 'linked' end as state
        from ezer.digest_item i left join target t on t.id = i.id
       where i.docket is not null
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

// Who wants a decision that is not here: each citing decision and each digest issue once.
const DEMAND = sql`
  select wanted, count(*)::integer as demand
    from (select docket as wanted, 'c' || decision_id as who
            from ezer.citation where state = 'missing' and docket is not null
          union
          select docket, 'd' || digest_issue_id
            from ezer.digest_item where state in ('gap', 'requested') and docket is not null) wishes
   group by wanted`;

/** Opens a gap for every wanted docket that the library lacks, counts who wants it, closes those that were filled. */
async function resolveGaps(db: Database): Promise<{ gapsOpened: number; gapsClosed: number }> {
  const { rows: opened } = await sql<{ added: boolean }>`
    with demand as (${DEMAND})
    insert into ezer.gap (wanted, demand)
    select wanted, demand from demand order by wanted
    on conflict (wanted) do update
       set demand = excluded.demand, closed_at = null, closed_by_decision_id = null
     where (gap.demand, gap.closed_at) is distinct from (excluded.demand, null::timestamptz)
    returning xmax = 0 as added`.execute(db);
  const closed = await sql`
    with carried as (
      select d.canonical, (array_agg(dd.decision_id order by dd.decision_id))[1] as decision_id
        from ezer.docket d
        join ezer.decision_docket dd on dd.docket_id = d.id
        join ezer.decision on decision.id = dd.decision_id and decision.status = 'visible'
       group by d.canonical
    )
    update ezer.gap
       set closed_at = now(), closed_by_decision_id = carried.decision_id
      from carried
     where carried.canonical = gap.wanted and gap.closed_at is null`.execute(db);
  // Nobody asks for it any more: it was a misread citation, or the text that cited it was replaced.
  await sql`
    delete from ezer.gap
     where closed_at is null and not exists (select from (${DEMAND}) demand where demand.wanted = gap.wanted)`.execute(
    db,
  );
  return {
    gapsOpened: opened.filter((row) => row.added).length,
    gapsClosed: Number(closed.numAffectedRows ?? 0),
  };
}
