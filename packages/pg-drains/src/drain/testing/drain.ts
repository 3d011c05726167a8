import { runDrain } from '../drain.ts';
import type { DrainOptions, DrainSummary, Handle } from '../types.ts';
import { type Library, schema } from './library.ts';

/** A drain of the pages. */
export const drain = ({ pool }: Library, handle: Handle, more: Partial<DrainOptions> = {}): Promise<DrainSummary> =>
  runDrain({ pool, schema, queue: 'read', job: 'read-drain', handle, ...more });

/** The handler most tests use: one line in the ledger an item. */
export const keep: Handle = (item) => ({
  async write(tx) {
    await tx.query(`insert into "${schema}".ledger (subject, input) values ($1, $2)`, [item.subject, item.input]);
  },
  result: { words: 3 },
});

export const ledger = async (lib: Library): Promise<string[]> =>
  (await lib.pool.query<{ subject: string }>(`select subject from "${schema}".ledger order by subject`)).rows.map(
    (row) => row.subject,
  );

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
