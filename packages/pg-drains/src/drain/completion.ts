import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import { inTransaction, ofHandler, prefix, preparer, type Tx } from './database.ts';
import { DrainError, endsTransaction, storableJson } from './errors.ts';
import { complete, dropParts, lockHeld } from './statements/complete.ts';
import type { Answer, Item } from './types.ts';

/** A finished item whose result waits for its commit. */
export interface Finished {
  item: Item;
  answer: Answer;
  /** it has checkpoints that are to go */
  hasParts: boolean;
}

export interface Completer {
  /** Queues a finished item; it is committed with whatever else is finished by then. */
  add(finished: Finished): void;
  /** Resolves when no more than one group is on its way: its commit goes on beside the next claim and its work. */
  keepsUp(): Promise<void>;
  /** Resolves when everything added is committed, dropped or reported: true when there was something to wait for. */
  settled(): Promise<boolean>;
}

export interface CompleterOptions {
  pool: pg.Pool;
  schema: string;
  queue: string;
  job: string;
  preparedStatements?: boolean;
  onDone(finished: Finished): void;
  onLost(finished: Finished): void;
  onRefusal(refusal: string): void;
  /** the handler's `write` failed, alone */
  onFailure(finished: Finished, error: unknown): Promise<void>;
}

/**
 * Commits results and completions in groups: what finishes while one commit is on its way goes with the next.
 *
 * A commit per item costs a flush to disk and five round trips. Measured one after the other on a busy machine of two
 * cores, durability off, claims of 100: one by one 316 no-op items a second and 186 with an insert each; in groups
 * 3,793 and 1,530. Nothing waits for a group to fill: an item that finishes alone is
 * committed alone. When one `write` fails the group is rolled back and done again one by one, so the failure is its
 * own; no savepoints, which would cost every item two round trips for a rare case.
 */
export function completer(options: CompleterOptions): Completer {
  const s = prefix(options.schema);
  const prepared = preparer(options.preparedStatements === true);
  const pending: Finished[] = [];
  let flushing: Promise<void> | null = null;
  let committing: Promise<void> | null = null;
  let broken: { error: unknown } | null = null;

  return {
    add(finished) {
      pending.push(finished);
      flushing ??= flush();
    },
    async keepsUp() {
      while (pending.length > 0 && flushing) await (committing ?? setImmediate());
      if (broken) throw broken.error;
    },
    async settled() {
      const waited = flushing !== null;
      while (flushing) await flushing;
      if (broken) throw broken.error;
      return waited;
    },
  };

  async function flush(): Promise<void> {
    try {
      await setImmediate(); // let handlers that are quick finish first: they share this commit
      while (pending.length > 0) {
        committing = commitGroup(pending.splice(0));
        await committing;
      }
    } catch (error) {
      broken = { error }; // not even the failure could be recorded: the database is away
    } finally {
      flushing = null;
      committing = null;
    }
  }

  async function commitGroup(group: Finished[], tries = 1): Promise<void> {
    let done: Set<string>;
    try {
      done = group.some((f) => f.answer.write || f.hasParts)
        ? await commitWrites(group)
        : await markDone(options.pool, group, false);
    } catch (error) {
      await again(group, tries, error);
      return;
    }
    for (const finished of group) {
      if (done.has(finished.item.subject)) options.onDone(finished);
      else options.onLost(finished);
    }
  }

  async function again(group: Finished[], tries: number, error: unknown): Promise<void> {
    const [only] = group;
    if (group.length > 1) for (const one of group) await commitGroup([one]);
    else if (tries < 3 && isVictim(error)) await commitGroup(group, tries + 1);
    else if (only) await options.onFailure(only, error);
  }

  async function commitWrites(group: Finished[]): Promise<Set<string>> {
    return await inTransaction(options.pool, async (tx) => {
      const { rows } = await tx.query<{ subject: string }>(prepared(lockHeld(s), keys(group)));
      const held = new Set(rows.map((row) => row.subject));
      const ours = group.filter((f) => held.has(f.item.subject));
      const given = ofHandler(tx, endsTransaction);
      for (const { answer } of ours) await answer.write?.(given);
      const parted = ours.filter((f) => f.hasParts).map((f) => f.item.subject);
      if (parted.length > 0) await tx.query(dropParts(s), [options.queue, parted]);
      const done = ours.length > 0 ? await markDone(tx, ours, true) : held;
      if (done.size < ours.length)
        throw new DrainError('A handler changed its own work row in `write`; nothing was kept. Leave the table alone.');
      return done;
    });
  }

  async function markDone(db: pg.Pool | Tx, group: Finished[], locked: boolean, tries = 1): Promise<Set<string>> {
    const values = [
      ...keys(group),
      textArray(group.map((f) => f.item.input)),
      textArray(group.map((f) => f.item.engine)),
      group.some((f) => f.answer.result != null) ? group.map((f) => storableJson(f.answer.result)) : null,
      locked,
      options.job,
    ];
    const { rows } = await db.query<CompletedRow>(prepared(complete(s), values));
    const [answer] = rows;
    if (answer?.refusal) options.onRefusal(answer.refusal);
    const done = new Set(answer?.subjects ?? group.map((f) => f.item.subject));
    if (answer?.changed && tries < 5) {
      const rest = group.filter((f) => !done.has(f.item.subject));
      for (const subject of await markDone(db, rest, locked, tries + 1)) done.add(subject);
    }
    return done;
  }

  function keys(group: Finished[]): [string, string, string] {
    return [
      options.queue,
      textArray(group.map((f) => f.item.subject)),
      `{${group.map((f) => f.item.fence).join(',')}}`,
    ];
  }
}

interface CompletedRow {
  refusal: string | null;
  /** those that were completed; null: all */
  subjects: string[] | null;
  changed: boolean;
}

/** An array as Postgres reads it. The driver's own way escapes and joins each element; this one all of them at once. */
function textArray(values: readonly string[]): string {
  const joined = values.join('","');
  const isPlain = !joined.includes('\\') && joined.split('"').length === 2 * values.length - 1;
  return `{"${isPlain ? joined : values.map((value) => value.replace(/["\\]/g, '\\$&')).join('","')}"}`;
}

const DEADLOCK = '40P01';
const SERIALIZATION_FAILURE = '40001';

/** Postgres chose this transaction to end a conflict; the very same work succeeds when it is tried again. */
function isVictim(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === DEADLOCK || error.code === SERIALIZATION_FAILURE);
}
