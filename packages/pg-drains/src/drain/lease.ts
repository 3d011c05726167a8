import type pg from 'pg';
import { prefix } from './database.ts';
import { describe, LostLeaseError } from './errors.ts';
import { sweepClaims } from './statements/claim.ts';
import { heartbeat, release } from './statements/lease.ts';
import type { Item } from './types.ts';

/** What one worker holds, kept alive by a heartbeat at a third of the lease. */
export interface Leases {
  /** A heartbeat out of turn: it brings what was switched. */
  beatNow(): void;
  /** A sign of life from a handler whose computing kept the heartbeat's timer out. */
  beatIfLate(): void;
  /** What one claim gave. */
  hold(items: readonly Item[]): void;
  /** Aborted with LostLeaseError once the item is somebody else's. */
  abortOf(item: Item): AbortController;
  /** The item's fate is settled: no more heartbeats for it. */
  drop(item: Item): void;
  /** The item is somebody else's, or nobody's: its row may still name our claim, which must not be removed by us. */
  lose(item: Item): void;
  /** Gives items back unworked; the attempt does not count. Returns how many were still ours. */
  release(items: Item[]): Promise<number>;
  /** Aborts and gives back whatever is still held. */
  releaseAll(): Promise<number>;
  /** Fences of the claims of which nothing is held any more, each once: their rows may go. */
  empty(): string[];
  /** Removes the rows of empty claims, if nobody asked for them. */
  sweep(): Promise<void>;
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
  /** the controller is made when somebody asks for it: most handlers never do */
  const held = new Map<Item, AbortController | null>();
  /** how many items of each claim have no known fate */
  const open = new Map<string, number>();
  let emptied: string[] = [];
  let beating: Promise<void> | null = null;
  let again = false;
  let beatAt = performance.now();
  let givenUp: DOMException | null = null;
  const beatNow = () => {
    // A beat that is on its way may have read the switches before they were thrown.
    again = beating !== null;
    beating ??= beat().finally(() => {
      beating = null;
      if (again) beatNow();
    });
  };
  const period = options.leaseSeconds * 333;
  const timer = setInterval(beatNow, period);

  const leases: Leases = {
    beatNow,
    beatIfLate() {
      if (performance.now() - beatAt > period && beating === null) beatNow();
    },
    hold(items) {
      const [first] = items;
      if (!first) return;
      open.set(first.fence, items.length);
      for (const item of items) held.set(item, null);
    },
    abortOf(item) {
      const known = held.get(item);
      if (known) return known;
      const abort = new AbortController();
      if (known === null) held.set(item, abort);
      else if (givenUp) abort.abort(givenUp);
      return abort;
    },
    drop(item) {
      if (held.delete(item)) settle(item);
    },
    lose(item) {
      if (held.delete(item)) open.set(item.fence, Number.POSITIVE_INFINITY);
    },
    release: giveBack,
    async releaseAll() {
      givenUp = new DOMException('The drain had to stop.', 'AbortError');
      for (const abort of held.values()) abort?.abort(givenUp);
      return await giveBack([...held.keys()]);
    },
    empty() {
      const fences = emptied;
      emptied = [];
      return fences;
    },
    async sweep() {
      if (emptied.length === 0) return;
      const fences = emptied;
      emptied = [];
      await options.pool.query(sweepClaims(s), [fences]);
    },
    async close() {
      clearInterval(timer);
      while (beating) await beating;
    },
  };
  return leases;

  function settle({ fence }: Item): void {
    const left = (open.get(fence) ?? 0) - 1;
    if (left > 0) open.set(fence, left);
    else if (open.delete(fence)) emptied.push(fence);
  }

  async function beat(): Promise<void> {
    if (held.size === 0) return;
    beatAt = performance.now();
    try {
      const { rows } = await options.pool.query<{ refusal: string | null; lost: string[] }>(heartbeat(s), [
        [...open.keys()],
        options.leaseSeconds,
        options.job,
      ]);
      const answer = rows[0];
      if (answer?.refusal) options.onRefusal(answer.refusal);
      const lost = new Set(answer?.lost);
      if (lost.size === 0) return;
      for (const item of held.keys())
        if (lost.has(item.fence)) leases.abortOf(item).abort(new LostLeaseError(options.queue, item.subject));
    } catch (error) {
      // The next beat comes in time: three fit in one lease. If none gets through, completions find the lease lost.
      options.onWarning(`heartbeat failed: ${describe(error)}`);
    }
  }

  async function giveBack(items: Item[]): Promise<number> {
    if (items.length === 0) return 0;
    const ours = items.filter((item) => held.delete(item));
    const { rows } = await options.pool.query<{ subject: string }>(release(s), [
      options.queue,
      items.map((item) => item.subject),
      items.map((item) => item.fence),
    ]);
    const released = new Set(rows.map((row) => row.subject));
    for (const item of ours)
      if (released.has(item.subject)) settle(item);
      else open.set(item.fence, Number.POSITIVE_INFINITY);
    return rows.length;
  }
}
