import { createHash } from 'node:crypto';
import { STRIPPED_MARK, tokenize } from 'hebrew-law';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/**
 * Keeps a halacha in the principle it belongs to, in the transaction of the act that changed it: approved with a
 * general sentence, it joins the principle of the same words or starts one; otherwise it leaves. Where a person placed
 * it, it stays (G10), and counts there while it is approved. Again: no change.
 *
 * @param db  of the transaction that holds the halacha's row
 * @returns whether its place is another than before
 */
export async function joinPrinciple(db: Database, halachaId: string): Promise<boolean> {
  const halacha = await db
    .selectFrom('halacha')
    .leftJoin('principle_halacha', 'principle_halacha.halacha_id', 'halacha.id')
    .select(['state', 'principle as sentence', 'principle_id as placed', 'placed_by as placedBy'])
    .where('halacha.id', '=', halachaId)
    .executeTakeFirst();
  if (halacha === undefined || halacha.placedBy !== null) return false;
  const { state, sentence, placed } = halacha;
  const words = sentence === null ? null : wordsSha256(sentence);
  if (sentence === null || words === null || !(state === 'approved' || state === 'published')) {
    if (placed === null) return false;
    await oneAtATime(db);
    await db.deleteFrom('principle_halacha').where('halacha_id', '=', halachaId).execute();
    return true;
  }
  await oneAtATime(db);
  const principleId = await principleOfWords(db, sentence, words);
  if (principleId === placed) return false;
  await put(db, { halachaId, principleId, placedBy: null });
  return true;
}

/** The row of one halacha, new or moved; the principle that it leaves goes when it is empty. */
export async function put(
  db: Database,
  { halachaId, principleId, placedBy }: { halachaId: string; principleId: string; placedBy: string | null },
): Promise<void> {
  const place = { principle_id: principleId, placed_by: placedBy, placed_at: new Date() };
  await db
    .insertInto('principle_halacha')
    .values({ halacha_id: halachaId, ...place })
    .onConflict((conflict) => conflict.column('halacha_id').doUpdateSet(place))
    .execute();
}

/**
 * People place a few halachot a minute; two that move them to and fro between two principles would otherwise lock both
 * in opposite order. Taken after the halacha's own row, by everybody.
 */
export async function oneAtATime(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('ezer principles'))`.execute(db);
}

async function principleOfWords(db: Database, sentence: string, words: Buffer): Promise<string> {
  const there = await db.selectFrom('principle').select('id').where('words_sha256', '=', words).executeTakeFirst();
  if (there !== undefined) return there.id;
  const started = await db
    .insertInto('principle')
    .values({ sentence, words_sha256: words })
    .returning('id')
    .executeTakeFirstOrThrow();
  return started.id;
}

/**
 * Sentences of the same words have the same hash, whatever their signs, niqqud and white space; null: no words at all.
 * A hash, because an index holds no key of more than 2,700 bytes.
 */
function wordsSha256(sentence: string): Buffer | null {
  const words: string[] = [];
  // The first token of a place is the word as written; what follows is what it is also found by.
  for (const { token, position } of tokenize(sentence))
    if (words[position] === undefined && !token.startsWith(STRIPPED_MARK)) words[position] = token;
  return words.length === 0 ? null : createHash('sha256').update(words.join(' ')).digest();
}
