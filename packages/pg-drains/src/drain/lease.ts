import type pg from 'pg';
import { prefix } from './database.ts';
import { describe, LostLeaseError } from './errors.ts';
import { heartbeat, release } from './statements/lease.ts';
import type { Item } from './types.ts';

/** What one worker holds, kept alive by a heartbeat at a third of the lease. */
export interface Leases {
  /** A heartbeat out of turn: it brings what was switched. */
  beatNow(): void;
  hold(items: Item[]): void;
  /** Aborted with LostLeaseError once the item is somebody else's. */
  abortOf(item: Item): AbortController;
  /** The item's fate is settled: no more heartbeats for it. */
  drop(item: Item): void;
  /** Gives items back unworked; the attempt does not count. Returns how many were still ours. */
  release(items: Item[]): Promise<number>;
  /** Aborts and gives back whatever is still held. */
  releaseAll(): Promise<number>;
  close(): Promise<void>;
}

export interface LeaseOptions {
  pool: pg.Pool;
  schema: string;
  queue: string;
  job: string;
  leaseSeconds: number;
  onRefusal(refusal: string): void;
  onWarning(line: string): void;
}

export function keepLeases(options: LeaseOptions): Leases {
  const s = prefix(options.schema);
  const held = new Map<string, { item: Item; abort: AbortController }>();
  let beating: Promise<void> | null = null;
  let again = false;
  const beatNow = () => {
    // A beat that is on its way may have read the switches before they were thrown.
    again = beating !== null;
    beating ??= beat().finally(() => {
      beating = null;
      if (again) beatNow();
    });
  };
  const timer = setInterval(beatNow, options.leaseSeconds * 333);

  return {
    beatNow,
    hold(items) {
      for (const item of items) held.set(item.subject, { item, abort: new AbortController() });
    },
    abortOf(item) {
      return held.get(item.subject)?.abort ?? new AbortController();
    },
    drop(item) {
      // A subject whose input changed may be held again, under another fence, before its last completion is known.
      if (held.get(item.subject)?.item.fence === item.fence) held.delete(item.subject);
    },
    release: giveBack,
    async releaseAll() {
      const all = [...held.values()];
      for (const { abort } of all) abort.abort(new DOMException('The drain had to stop.', 'AbortError'));
      return await giveBack(all.map(({ item }) => item));
    },
    async close() {
      clearInterval(timer);
      while (beating) await beating;
    },
  };

  async function beat(): Promise<void> {
    if (held.size === 0) return;
    const items = [...held.values()].map(({ item }) => item);
    try {
      const { rows } = await options.pool.query<{ refusal: string | null; lost: string[] }>(heartbeat(s), [
        options.queue,
        items.map((item) => item.subject),
        items.map((item) => item.fence),
        options.leaseSeconds,
        options.job,
      ]);
      const answer = rows[0];
      if (answer?.refusal) options.onRefusal(answer.refusal);
      for (const subject of answer?.lost ?? []) {
        held.get(subject)?.abort.abort(new LostLeaseError(options.queue, subject));
      }
    } catch (error) {
      // The next beat comes in time: three fit in one lease. If none gets through, completions find the lease lost.
      options.onWarning(`heartbeat failed: ${describe(error)}`);
    }
  }

  async function giveBack(items: Item[]): Promise<number> {
    if (items.length === 0) return 0;
    for (const item of items) held.delete(item.subject);
    const { rows } = await options.pool.query(release(s), [
      options.queue,
      items.map((item) => item.subject),
      items.map((item) => item.fence),
    ]);
    return rows.length;
  }
}
