import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';

/** Who tries: a name, and where from. */
export interface Attempt {
  email: string;
  address: string;
}

// Behind one address may sit an office, and on loopback everybody does, so it has more tries than one name.
const MOST_OF_A_NAME = 5;
const MOST_OF_AN_ADDRESS = 20;
const WINDOW_MINUTES = 15;

/**
 * Counts an attempt before its password is looked at: of a hundred guesses at once, five are looked at. Failures count
 * for 15 minutes.
 *
 * @returns minutes until this name may try again, 0: now; and the way to take the attempt back
 */
export async function countAttempt(
  db: Database,
  { email, address }: Attempt,
): Promise<{ minutes: number; takeBack(): Promise<void> }> {
  await db
    .deleteFrom('sign_in_failure')
    .where('at', '<', sql<Date>`now() - make_interval(mins => ${WINDOW_MINUTES})`)
    .execute();
  const rows = await db
    .insertInto('sign_in_failure')
    .values([{ who: nameOf(email) }, { who: `address:${address}` }])
    .returning('id')
    .execute();
  const ids = rows.map((row) => row.id);
  const takeBack = async () => {
    await db.deleteFrom('sign_in_failure').where('id', 'in', ids).execute();
  };
  const minutes = await waitBefore(db, { email, address }, ids);
  if (minutes > 0) await takeBack();
  return { minutes, takeBack };
}

async function waitBefore(db: Database, { email, address }: Attempt, own: readonly string[]): Promise<number> {
  const { rows } = await sql<{ minutes: number }>`
    select ceil(extract(epoch from last.at + make_interval(mins => ${WINDOW_MINUTES}) - now()) / 60)::int as minutes
      from (values (${nameOf(email)}, ${MOST_OF_A_NAME}::int), (${`address:${address}`}, ${MOST_OF_AN_ADDRESS}::int))
        as limited (who, most)
     cross join lateral (
       select at from ezer.sign_in_failure f
        where f.who = limited.who and f.id <> all(${own}::bigint[]) and f.at > now() - make_interval(mins => ${WINDOW_MINUTES})
        order by at desc offset limited.most - 1 limit 1
     ) as last`.execute(db);
  return Math.max(0, ...rows.map((row) => row.minutes));
}

/** A right password, or a new one, clears the name that was guessed at; not the address it was guessed from. */
export async function forgetFailures(db: Database, email: string): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('who', '=', nameOf(email)).execute();
}

const LONGEST_NAME = 200;
const nameOf = (email: string): string => `email:${email.toLowerCase().slice(0, LONGEST_NAME)}`;
