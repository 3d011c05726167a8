import { parseDocket } from 'hebrew-law';
import type { Database } from '../store/database.ts';
import { libraryDocket } from '../store/docket.ts';
import { type NamedDecision, namedDecisions } from './named.ts';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The decisions that an address means: a docket in any form (several decisions may be given in one docket), or the id of
 * a decision or of a halacha in it. Removed decisions are not shown.
 *
 * @returns ids, oldest decision first; empty when the library has nothing of that name
 */
export async function findDecisions(db: Database, address: string): Promise<string[]> {
  const wanted = address.trim();
  if (UUID.test(wanted)) {
    const rows = await db
      .selectFrom('decision')
      .select('decision.id')
      .where('status', '<>', 'removed')
      .where((eb) =>
        eb.or([
          eb('decision.id', '=', wanted),
          eb('decision.id', 'in', eb.selectFrom('halacha').select('decision_id').where('halacha.id', '=', wanted)),
        ]),
      )
      .execute();
    return rows.map((row) => row.id);
  }
  const docket = parseDocket(wanted);
  return docket === null ? [] : idsInDocket(db, libraryDocket(docket.canonical));
}

/** What the library knows of a docket. */
export interface DocketAnswer {
  /** as the library spells it; null: what was asked for is no docket */
  docket: string | null;
  decisions: NamedDecision[];
  /** where nothing is here: who points at it, the newest first; the list is cut, `demand` is not */
  gap: { demand: number; citing: NamedDecision[] } | null;
}

const MOST_CITING = 20;

/** The decisions in a docket, written in any form; where there is none, the gap that it is. */
export async function decisionsInDocket(db: Database, written: string): Promise<DocketAnswer> {
  const parsed = parseDocket(written.trim());
  if (parsed === null) return { docket: null, decisions: [], gap: null };
  const docket = libraryDocket(parsed.canonical);
  const decisions = await namedDecisions(db, await idsInDocket(db, docket));
  return { docket, decisions, gap: decisions.length > 0 ? null : await gapOf(db, docket) };
}

async function gapOf(db: Database, docket: string): Promise<DocketAnswer['gap']> {
  const gap = await db
    .selectFrom('gap')
    .select('demand')
    .where('wanted', '=', docket)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (gap === undefined) return null;
  const citing = await db
    .selectFrom('citation')
    .innerJoin('decision', 'decision.id', 'citation.decision_id')
    .select('decision.id')
    .distinctOn(['decision.date_given', 'decision.id'])
    .where('citation.docket', '=', docket)
    .where('decision.status', '<>', 'removed')
    .orderBy('decision.date_given', (order) => order.desc().nullsLast())
    .orderBy('decision.id')
    .limit(MOST_CITING)
    .execute();
  const ids = citing.map((row) => row.id);
  return { demand: gap.demand, citing: await namedDecisions(db, ids) };
}

async function idsInDocket(db: Database, canonical: string): Promise<string[]> {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('decision_docket', 'decision_docket.decision_id', 'decision.id')
    .innerJoin('docket', 'docket.id', 'decision_docket.docket_id')
    .select('decision.id')
    .where('decision.status', '<>', 'removed')
    .where('docket.canonical', '=', canonical)
    .orderBy('decision.date_given', (order) => order.asc().nullsLast())
    .orderBy('decision.id')
    .execute();
  return rows.map((row) => row.id);
}
