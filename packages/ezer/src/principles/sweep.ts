import type pg from 'pg';
import { inTransaction, storeOn } from '../store/database.ts';
import { joinPrinciple } from './join.ts';

/**
 * Places approved halachot that stand in no principle: those that people approved before there were principles
 * (migration 0007). Each in a transaction of its own that holds its row, as an act would. Again: nothing is left.
 *
 * @returns how many were placed
 */
export async function placeUnplaced(pool: pg.Pool): Promise<number> {
  const { db } = storeOn(pool);
  const unplaced = await db
    .selectFrom('halacha')
    .select('id')
    .where('state', 'in', ['approved', 'published'])
    .where('principle', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('principle_halacha').select('halacha_id').whereRef('halacha_id', '=', 'halacha.id'))),
    )
    .orderBy('reviewed_at')
    .execute();
  let placed = 0;
  for (const { id } of unplaced)
    placed += await inTransaction(pool, async (tx) => {
      const held = await tx.selectFrom('halacha').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
      return held === undefined || !(await joinPrinciple(tx, id)) ? 0 : 1;
    });
  return placed;
}
