import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { prefix } from './database.ts';
import { claimBatch, claimSuspect } from './statements/claim.ts';
import type { DrainOptions, Item } from './types.ts';

// What is more urgent, or became ready again with an old place, waits at most so long behind what stands in line.
const HEAD_MS = 500;

export interface Claim {
  items: (Item & { place: string })[];
  /** rows that turned out to have killed their last process: dead now */
  buried: number;
  refusal: string | null;
}

/**
 * Claims for one worker. `next` gives a batch, or one suspect on its own, or nothing.
 *
 * @param settled resolves when nothing of this worker is on its way any more, with whether anything was: a commit may
 *   make a row ready again, and a suspect must not take a commit with it
 */
export function claimer(
  options: DrainOptions,
  settled: () => Promise<boolean>,
): { next(limit: number): Promise<Claim> } {
  const s = prefix(options.schema);
  const leaseSeconds = options.leaseSeconds ?? 30;
  // Random, not host and pid alone: those come back (containers have pid 1), and a lease must not be mistaken for ours.
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  /** where the last claim ended; null: begin at the head of the queue */
  let place: { priority: number; at: string } | null = null;
  let headDue = 0;
  let suspectsDue = performance.now() + leaseSeconds * 333;

  return {
    async next(limit) {
      if (limit <= 0) return { items: [], buried: 0, refusal: null };
      // Suspects come last, so that what kills processes stands in nobody's way, but a long queue must not starve them.
      if (performance.now() >= suspectsDue) {
        suspectsDue = performance.now() + leaseSeconds * 333;
        await settled();
        const suspect = await nextSuspect();
        if (suspect.items.length > 0 || suspect.refusal) return suspect;
      }
      const batch = await nextBatch(Math.floor(limit));
      if (isEmpty(batch)) return await nextSuspect();
      const last = batch.items.at(-1);
      place = last ? { priority: last.priority, at: last.place } : null;
      return batch;
    },
  };

  async function nextBatch(limit: number): Promise<Claim> {
    const values = [options.queue, options.job, owner, leaseSeconds];
    if (place && performance.now() < headDue) {
      const onward = await ask(claimBatch(s, limit, true), [...values, place.priority, place.at]);
      if (!isEmpty(onward)) return onward;
    }
    headDue = performance.now() + HEAD_MS;
    const fromHead = claimBatch(s, limit);
    const batch = await ask(fromHead, values);
    return isEmpty(batch) && (await settled()) ? await ask(fromHead, values) : batch;
  }

  async function nextSuspect(): Promise<Claim> {
    const sql = claimSuspect(s);
    const values = [options.queue, options.job, owner, leaseSeconds, options.maxAttempts ?? 5];
    let claim = await ask(sql, values);
    let buried = claim.buried;
    while (claim.buried > 0 && !claim.refusal) {
      claim = await ask(sql, values);
      buried += claim.buried;
    }
    return { ...claim, buried };
  }

  async function ask(sql: string, values: unknown[]): Promise<Claim> {
    const { rows } = await options.pool.query<ClaimRow>(sql, values);
    const items = rows.flatMap((row) => (row.subject !== null && row.state === 'leased' ? [toItem(row)] : []));
    return {
      items,
      buried: rows.filter((row) => row.state === 'dead').length,
      refusal: rows[0]?.refusal ?? null,
    };
  }

  function toItem(row: ClaimedRow): Claim['items'][number] {
    return {
      place: row.place,
      queue: options.queue,
      subject: row.subject,
      fence: row.fence,
      attempt: row.attempts,
      input: row.input,
      engine: row.engine,
      priority: row.priority,
      readyAt: row.ready_at,
    };
  }
}

const isEmpty = ({ items, refusal }: Claim): boolean => items.length === 0 && !refusal;

interface ClaimedRow {
  refusal: string | null;
  subject: string;
  fence: string;
  attempts: number;
  input: string;
  engine: string;
  priority: number;
  ready_at: Date;
  /** the same with its microseconds, which a Date has not */
  place: string;
  state: string;
}

type ClaimRow = ClaimedRow | { refusal: string | null; subject: null; state: null };
