import type { Config } from '../../config/index.ts';
import { openDatabase } from '../../embedded/index.ts';
import type { OpenRequest } from '../../scheduler/index.ts';
import type { Store } from '../../store/database.ts';

/**
 * Asks for the open wishes. An embedded server that died is started again on the way: between two jobs the pages would
 * otherwise be without a database for minutes.
 */
export function openRequests(config: Config, { db }: Store): () => Promise<OpenRequest[]> {
  return async () => {
    try {
      return await db
        .selectFrom('run_request')
        .select(['id', 'job', 'reason'])
        .where('taken_at', 'is', null)
        .orderBy('id')
        .execute();
    } catch (error) {
      const revived = await openDatabase(config);
      await revived.release();
      throw error;
    }
  };
}
