import { inTransaction, ofHandler, prefix } from './database.ts';
import { endsTransaction, ItemTimeoutError, LostLeaseError, storableJson } from './errors.ts';
import { lockForPart, partsDone, storePart } from './statements/part.ts';
import type { DrainOptions, Item, ItemContext } from './types.ts';

/** What an item's handler leads to beside its answer. */
export interface Signs {
  abortOf(item: Item): AbortController;
  stopping: AbortSignal;
  onPart(item: Item): void;
}

/**
 * What a handler may do with its item besides answering: notice the end, and checkpoint parts. All of it is made when it
 * is asked for: an item whose handler asks for nothing costs one small object.
 */
export class Context implements ItemContext {
  readonly #options: DrainOptions;
  readonly #item: Item;
  readonly #signs: Signs;

  constructor(options: DrainOptions, item: Item, signs: Signs) {
    this.#options = options;
    this.#item = item;
    this.#signs = signs;
  }

  get signal(): AbortSignal {
    return this.#signs.abortOf(this.#item).signal;
  }

  get stopping(): AbortSignal {
    return this.#signs.stopping;
  }

  get partsDone(): ItemContext['partsDone'] {
    return () => readParts(this.#options, this.#item, this.#signs);
  }

  get completePart(): ItemContext['completePart'] {
    return (part, answer) => completePart(this.#options, this.#item, this.#signs, part, answer);
  }
}

async function readParts(options: DrainOptions, item: Item, signs: Signs): Promise<Map<string, unknown>> {
  const { rows } = await options.pool.query<{ part: string; result: unknown }>(partsDone(prefix(options.schema)), [
    item.queue,
    item.subject,
    item.input,
    item.engine,
  ]);
  if (rows.length > 0) signs.onPart(item);
  return new Map(rows.map((row) => [row.part, row.result]));
}

async function completePart(
  options: DrainOptions,
  item: Item,
  signs: Signs,
  part: string,
  { write, result }: Parameters<ItemContext['completePart']>[1],
): Promise<void> {
  const s = prefix(options.schema);
  signs.onPart(item);
  await inTransaction(options.pool, async (tx) => {
    const { rowCount } = await tx.query(lockForPart(s), [item.queue, item.subject, item.fence]);
    if (rowCount === 0) throw new LostLeaseError(item.queue, item.subject);
    await write?.(ofHandler(tx, endsTransaction));
    await tx.query(storePart(s), [item.queue, item.subject, part, item.input, item.engine, storableJson(result)]);
  });
}

/** Runs `work` for at most `seconds`. One that never settles is left behind with its signal aborted. */
export async function within<T>(seconds: number, abort: () => AbortController, work: () => Promise<T>): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new ItemTimeoutError(
      `not finished after ${seconds} s; raise itemSeconds or split the item into parts`,
    );
    reject(error);
    abort().abort(error);
  }, seconds * 1000);
  try {
    return await Promise.race([work(), expired]);
  } finally {
    clearTimeout(timer);
  }
}
