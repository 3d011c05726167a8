import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { prefix, preparer } from './database.ts';
import { claimBatch, claimSuspect, reclaimExpired } from './statements/claim.ts';
import type { DrainOptions, Item } from './types.ts';

// What is more urgent, or became ready again with an old place, waits at most so long behind what stands in line.
const HEAD_MS = 500;

// Another claim keeps a slice for as long as its statement takes. All together 0.6 to 1.3 s: who has got none by then
// leaves, and what is in the line is others' or the next run's work.
const BLOCKED_TRIES = 7;

export interface Claim {
  items: Item[];
  /** rows that turned out to have killed their last process: dead now */
  buried: number;
  refusal: string | null;
  /** a suspect: nothing else may be in hand while it is worked */
  alone?: boolean;
  /** there is work that a process died on, or a claim to be ended, or a line to be cleared */
  rest?: boolean;
}

export interface Claims {
  /** A batch, or one suspect on its own, or nothing. */
  next(limit: number): Promise<Claim>;
  /** A batch to be worked after the one in hand, or nothing; never a suspect, and it waits for nothing. */
  ahead(limit: number): Promise<Claim>;
}

/**
 * Claims for one worker.
 *
 * @param settled resolves when nothing of this worker is on its way any more, with whether anything was: a commit may
 *   make a row ready again, and a suspect must not take a commit with it
 * @param empty gives the fences of claims of which nothing is held any more, each once
 */
export function claimer(options: DrainOptions, settled: () => Promise<boolean>, empty: () => string[]): Claims {
  const s = prefix(options.schema);
  const leaseSeconds = options.leaseSeconds ?? 30;
  const full = options.batch ?? 100;
  const prepared = preparer(options.preparedStatements === true);
  // Random, not host and pid alone: those come back (containers have pid 1), and a lease must not be mistaken for ours.
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  /** where the last claim ended; null: begin at the head of the queue */
  let place: Place | null = null;
  let headDue = 0;
  /** the line was found to be made of small slices */
  let wide = false;
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
      return isEmpty(batch) && batch.rest ? await nextSuspect() : batch;
    },
    async ahead(limit) {
      if (limit <= 0 || performance.now() >= suspectsDue) return { items: [], buried: 0, refusal: null };
      return await batchFromPlace(Math.floor(limit));
    },
  };

  async function nextBatch(limit: number): Promise<Claim> {
    const batch = await batchFromPlace(limit);
    return isEmpty(batch) && (await settled()) ? await take(limit, null) : batch;
  }

  async function batchFromPlace(limit: number): Promise<Claim> {
    if (place && performance.now() < headDue) {
      const onward = await take(limit, place);
      if (!isEmpty(onward)) return onward;
    }
    headDue = performance.now() + HEAD_MS;
    return await take(limit, null);
  }

  async function take(limit: number, from: Place | null): Promise<Claim> {
    const values = () => {
      const fixed = [options.queue, options.job, owner, leaseSeconds, empty()];
      return from ? [...fixed, from.priority, from.at] : fixed;
    };
    const onward = from !== null;
    // What is left of a budget is claimed once: a plan kept for it would be in nobody's use.
    const usual = limit === full ? prepared : unprepared;
    let answer = await ask(usual(claimBatch(s, limit, { onward, wide }), values()));
    for (let tries = 0; tries < BLOCKED_TRIES && !onward && answer.head.blocked; tries += 1) {
      await setTimeout(2 ** tries * (5 + 5 * Math.random()));
      answer = await ask(usual(claimBatch(s, limit, { wide }), values()));
    }
    if (isEmpty(answer.claim) && answer.head.seen)
      answer = await ask(unprepared(claimBatch(s, limit, { onward, wide, careful: true }), values()));
    const { claim, head } = answer;
    place = claim.items.length > 0 ? (head.onward ?? null) : null;
    const seen = head.seen ?? 0;
    wide = wide ? seen <= limit : seen < limit / 2;
    return claim;
  }

  async function nextSuspect(): Promise<Claim> {
    const sql = claimSuspect(s);
    const values = () => [options.queue, options.job, owner, leaseSeconds, empty(), options.maxAttempts ?? 5];
    await options.pool.query(reclaimExpired(s), [options.queue]);
    let { claim } = await ask(unprepared(sql, values()));
    let buried = claim.buried;
    while (claim.buried > 0 && !claim.refusal) {
      ({ claim } = await ask(unprepared(sql, values())));
      buried += claim.buried;
    }
    return { ...claim, buried, alone: true };
  }

  async function ask(query: pg.QueryConfig): Promise<{ claim: Claim; head: Head }> {
    const [row] = (await options.pool.query<ClaimRow>(query)).rows;
    const head = row?.head ?? {};
    const { buried = 0, refusal = null, rest = false } = head;
    const items = row?.subject ? row.subject.map((_, n) => new Claimed(options.queue, row, n)) : [];
    return { claim: { items, buried, refusal, rest }, head };
  }
}

interface Place {
  priority: number;
  at: string;
}

const unprepared = preparer(false);

const isEmpty = ({ items, refusal }: Claim): boolean => items.length === 0 && !refusal;

const parseTime = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);

/** A class for its getter: the date is made when somebody asks for it, which costs more than all other fields. */
class Claimed implements Item {
  readonly queue: string;
  readonly subject: string;
  readonly fence: string;
  readonly attempt: number;
  readonly input: string;
  readonly engine: string;
  readonly priority: number;
  /** the time with its microseconds, which a Date has not */
  readonly place: string;

  constructor(queue: string, lists: ClaimedLists, n: number) {
    this.queue = queue;
    this.subject = lists.subject[n] ?? '';
    this.fence = lists.fence;
    this.attempt = lists.attempts[n] ?? 0;
    this.input = lists.input[n] ?? '';
    this.engine = lists.engine[n] ?? '';
    this.priority = lists.priority[n] ?? 0;
    this.place = lists.place[n] ?? '';
  }

  get readyAt(): Date {
    return parseTime(this.place);
  }
}

/** What a claim met. */
interface Head {
  refusal?: string | null;
  seen?: number;
  blocked?: boolean;
  onward?: Place | null;
  buried?: number;
  rest?: boolean;
}

/** A claim answers one row: what it met, and a list for each column of what it took. */
type ClaimRow = { head: Head } & (ClaimedLists | { subject: null });

interface ClaimedLists {
  subject: string[];
  /** of them all */
  fence: string;
  attempts: number[];
  input: string[];
  engine: string[];
  priority: number[];
  place: string[];
}
