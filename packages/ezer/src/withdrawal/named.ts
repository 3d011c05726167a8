import { parseDocket } from 'hebrew-law';
import { sql } from 'kysely';
import { UUID } from '../reader/index.ts';
import type { Database } from '../store/database.ts';
import { libraryDocket } from '../store/docket.ts';

/** What is left of a decision that was withdrawn, or would be left: enough to know it again, no name and no word. */
export interface Tombstone {
  id: string;
  dockets: string[];
  /** ISO date */
  dateGiven: string | null;
  isWithdrawn: boolean;
}

/**
 * The decisions that a docket in any form, or the id of a decision, means; also those that were withdrawn already, so
 * that asking again is answered.
 */
export async function withdrawable(db: Database, address: string): Promise<Tombstone[]> {
  const wanted = address.trim();
  const docket = parseDocket(wanted);
  if (!UUID.test(wanted) && docket === null) return [];
  const { rows } = await sql<Tombstone>`
    select d.id, d.date_given::text as "dateGiven", d.status = 'removed' as "isWithdrawn",
           (select coalesce(json_agg(k.canonical order by dd.position), '[]')
              from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id
             where dd.decision_id = d.id) as dockets
      from ezer.decision d
     where ${
       UUID.test(wanted)
         ? sql`d.id = ${wanted}`
         : sql`d.id in (select dd.decision_id from ezer.decision_docket dd join ezer.docket k on k.id = dd.docket_id
                         where k.canonical = ${libraryDocket(docket?.canonical ?? '')})`
     }
     order by d.date_given nulls last, d.id`.execute(db);
  return rows;
}
