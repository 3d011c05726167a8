import type { Database } from '../store/database.ts';

/** The row of a source, made when it is new. */
export async function sourceNamed(db: Database, name: string, adapter: string): Promise<string> {
  const find = () => db.selectFrom('source').select('id').where('name', '=', name).executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  await db
    .insertInto('source')
    .values({ name, adapter })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const made = await find();
  if (!made) throw new Error(`the source ${name} was removed while it was being made; try again`);
  return made.id;
}

/** How the last visit to a source ended; `problem` null: well. `ezer status` shows what is newer than the last good one. */
export async function noteHealth(db: Database, sourceId: string, problem: string | null): Promise<void> {
  await db
    .updateTable('source')
    .set(problem === null ? { last_good_at: new Date() } : { last_error: problem, last_error_at: new Date() })
    .where('id', '=', sourceId)
    .execute();
}
