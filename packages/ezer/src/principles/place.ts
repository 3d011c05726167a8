import type { Database } from '../store/database.ts';
import { joinPrinciple, oneAtATime, put } from './join.ts';

/** Where a person wants a halacha: in another principle, in one of its own, or where its sentence belongs. */
export type Placing = { act: 'join'; principleId: string } | { act: 'apart' } | { act: 'sentence' };

/** There is no such principle, or no such approved halacha with a general sentence. */
export class NoSuchPrinciple extends Error {
  override readonly name = 'NoSuchPrinciple';
  readonly what: 'principle' | 'halacha';

  constructor(what: NoSuchPrinciple['what']) {
    super(what === 'principle' ? 'there is no such principle any more' : 'only an approved halacha is in a principle');
    this.what = what;
  }
}

/**
 * Places a halacha by hand, in the transaction of the caller, who writes the audit. What a person placed no machine
 * moves (G10). Doing it again changes nothing.
 *
 * @returns whether anything changed
 * @throws NoSuchPrinciple
 */
export async function placeHalacha(
  db: Database,
  { halachaId, by, ...wanted }: { halachaId: string; by: string } & Placing,
): Promise<boolean> {
  const halacha = await db
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'halacha.decision_id')
    .select(['halacha.state', 'halacha.principle as sentence'])
    .where('halacha.id', '=', halachaId)
    .where('decision.status', '<>', 'removed')
    .forUpdate('halacha')
    .executeTakeFirst();
  if (!(halacha?.state === 'approved' || halacha?.state === 'published')) throw new NoSuchPrinciple('halacha');
  await oneAtATime(db);
  const now = await db
    .selectFrom('principle_halacha')
    .select(['principle_id as principleId', 'placed_by as placedBy'])
    .where('halacha_id', '=', halachaId)
    .executeTakeFirst();
  if (wanted.act === 'sentence') {
    if (now === undefined || now.placedBy === null) return false;
    await db.deleteFrom('principle_halacha').where('halacha_id', '=', halachaId).execute();
    await joinPrinciple(db, halachaId);
    return true;
  }
  if (wanted.act === 'join') {
    if (now?.principleId === wanted.principleId) return false;
    const there = await db.selectFrom('principle').select('id').where('id', '=', wanted.principleId).executeTakeFirst();
    if (there === undefined) throw new NoSuchPrinciple('principle');
    await put(db, { halachaId, principleId: there.id, placedBy: by });
    return true;
  }
  if (halacha.sentence === null) throw new NoSuchPrinciple('halacha');
  if (now !== undefined && now.placedBy !== null && (await isAlone(db, now.principleId))) return false;
  const own = await db
    .insertInto('principle')
    .values({ sentence: halacha.sentence })
    .returning('id')
    .executeTakeFirstOrThrow();
  await put(db, { halachaId, principleId: own.id, placedBy: by });
  return true;
}

async function isAlone(db: Database, principleId: string): Promise<boolean> {
  const members = await db
    .selectFrom('principle_halacha')
    .select('halacha_id')
    .where('principle_id', '=', principleId)
    .limit(2)
    .execute();
  return members.length === 1;
}
