import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { prefix } from './database.ts';
import { claimBatch, claimSuspect } from './statements/claim.ts';
import type { DrainOptions, Item } from './types.ts';

export interface Claim {
  items: Item[];
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
      const sql = claimBatch(s, Math.floor(limit));
      const values = [options.queue, options.job, owner, leaseSeconds];
      let batch = await ask(sql, values);
      if (isEmpty(batch) && (await settled())) batch = await ask(sql, values);
      return isEmpty(batch) ? await nextSuspect() : batch;
    },
  };

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

  function toItem(row: ClaimedRow): Item {
    return {
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
  state: string;
}

type ClaimRow = ClaimedRow | { refusal: string | null; subject: null; state: null };
