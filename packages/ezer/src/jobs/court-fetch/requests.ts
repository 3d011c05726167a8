import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';

/**
 * Ends every open fetch request: a docket that the library has meanwhile is a duplicate; what a folder does not hold
 * cannot be fetched from it, so it goes to a person, and its gap stays open until it is uploaded or fetched.
 *
 * @returns how many requests were ended
 */
export async function answerFetchRequests(db: Database): Promise<number> {
  const open = await db
    .selectFrom('fetch_request')
    .select('id')
    .where('state', 'in', ['queued', 'needs_person'])
    .limit(1)
    .executeTakeFirst();
  if (!open) return 0;
  const duplicate = await sql`
    update ezer.fetch_request r
       set state = 'duplicate', finished_at = now(), decision_id = carried.decision_id
      from (select d.canonical, (array_agg(dd.decision_id order by dd.decision_id))[1] as decision_id
              from ezer.docket d join ezer.decision_docket dd on dd.docket_id = d.id
             group by d.canonical) carried
     where carried.canonical = r.docket and r.state in ('queued', 'needs_person')`.execute(db);
  const toPerson = await sql`
    update ezer.fetch_request r
       set state = 'needs_person', finished_at = now(),
           reason = 'the folder does not have it; put the file there, or ingest it'
      from ezer.source s
     where s.id = r.source_id and s.adapter = 'directory' and r.state = 'queued'`.execute(db);
  return Number(duplicate.numAffectedRows ?? 0) + Number(toPerson.numAffectedRows ?? 0);
}
