import { inTransaction, ofHandler, prefix } from './database.ts';
import { endsTransaction, ItemTimeoutError, LostLeaseError, storableJson } from './errors.ts';
import { lockForPart, partsDone, storePart } from './statements/part.ts';
import type { DrainOptions, Item, ItemContext } from './types.ts';

/** What a handler may do with its item besides answering: notice the end, and checkpoint parts. */
export function itemContext(
  options: DrainOptions,
  item: Item,
  abort: AbortController,
  stopping: AbortSignal,
  onPart: () => void,
): ItemContext {
  const s = prefix(options.schema);
  return {
    signal: abort.signal,
    stopping,
    async partsDone() {
      const { rows } = await options.pool.query<{ part: string; result: unknown }>(partsDone(s), [
        item.queue,
        item.subject,
        item.input,
        item.engine,
      ]);
      if (rows.length > 0) onPart();
      return new Map(rows.map((row) => [row.part, row.result]));
    },
    async completePart(part, { write, result }) {
      onPart();
      await inTransaction(options.pool, async (tx) => {
        const { rowCount } = await tx.query(lockForPart(s), [
          item.queue,
          item.subject,
          item.fence,
          options.leaseSeconds ?? 30,
        ]);
        if (rowCount === 0) throw new LostLeaseError(item.queue, item.subject);
        await write?.(ofHandler(tx, endsTransaction));
        await tx.query(storePart(s), [item.queue, item.subject, part, item.input, item.engine, storableJson(result)]);
      });
    },
  };
}

/** Runs `work` for at most `seconds`. One that never settles is left behind with its signal aborted. */
export async function within<T>(
  seconds: number | undefined,
  abort: AbortController,
  work: () => Promise<T>,
): Promise<T> {
  if (seconds === undefined) return await work();
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new ItemTimeoutError(
      `not finished after ${seconds} s; raise itemSeconds or split the item into parts`,
    );
    reject(error);
    abort.abort(error);
  }, seconds * 1000);
  try {
    return await Promise.race([work(), expired]);
  } finally {
    clearTimeout(timer);
  }
}
