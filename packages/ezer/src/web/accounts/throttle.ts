import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';

const MOST_FAILURES = 5;
const WINDOW_MINUTES = 15;

/** Minutes until one of these names or addresses may try again; 0: now. Failures count for 15 minutes. */
export async function waitBefore(db: Database, who: readonly string[]): Promise<number> {
  const { rows } = await sql<{ minutes: number }>`
    select ceil(extract(epoch from fifth.at + make_interval(mins => ${WINDOW_MINUTES}) - now()) / 60)::int as minutes
      from unnest(${who}::text[]) as name
     cross join lateral (
       select at from ezer.sign_in_failure f
        where f.who = name and f.at > now() - make_interval(mins => ${WINDOW_MINUTES})
        order by at desc offset ${MOST_FAILURES - 1} limit 1
     ) as fifth`.execute(db);
  return Math.max(0, ...rows.map((row) => row.minutes));
}

export async function noteFailure(db: Database, who: readonly string[]): Promise<void> {
  await db
    .deleteFrom('sign_in_failure')
    .where('at', '<', sql<Date>`now() - make_interval(mins => ${WINDOW_MINUTES})`)
    .execute();
  await db
    .insertInto('sign_in_failure')
    .values(who.map((name) => ({ who: name })))
    .execute();
}

/** A right password clears the name that was guessed at, not the address it came from. */
export async function forgetFailures(db: Database, who: readonly string[]): Promise<void> {
  const names = who.filter((name) => name.startsWith('email:'));
  await db.deleteFrom('sign_in_failure').where('who', 'in', names).execute();
}
