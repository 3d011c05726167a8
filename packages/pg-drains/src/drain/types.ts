import type pg from 'pg';
import type { Tx } from './database.ts';

/** One claimed subject. `fence` is the number of this claim; everything this worker later says carries it. */
export interface Item {
  queue: string;
  subject: string;
  /** bigint as text: it only ever goes back to Postgres */
  fence: string;
  /** 1 at the first try */
  attempt: number;
  input: string;
  engine: string;
  priority: number;
  readyAt: Date;
}

/** What a handler hands back. Nothing at all means: done, nothing to write. */
export interface Answer {
  /**
   * Writes the results, in the transaction that marks the item done. It may be called again after a rollback (a group
   * is retried item by item), so it changes nothing but the database, and does no slow work.
   */
  write?(tx: Tx): Promise<void>;
  /** Small facts kept in `work.result`: counts, not the product. */
  result?: unknown;
  /** What it cost, in the unit of `budget.cost`. */
  cost?: number;
}

export interface ItemContext {
  /** Aborts when the result can no longer be used: the lease is lost, or the process must exit now. */
  signal: AbortSignal;
  /** Aborts when the drain has stopped claiming; a long handler stops at its next checkpoint by throwing it. */
  stopping: AbortSignal;
  /** Parts checkpointed before for these very fingerprints, with their results. */
  partsDone(): Promise<Map<string, unknown>>;
  /** Commits one part's results and its checkpoint together. @throws LostLeaseError */
  completePart(part: string, answer: { write?(tx: Tx): Promise<void>; result?: unknown }): Promise<void>;
}

export type Handle = (item: Item, context: ItemContext) => Promise<Answer | undefined> | Answer | undefined;

export interface Budget {
  /** stop claiming after so many seconds; the item in hand is finished */
  seconds?: number;
  /** claim no more than so many items */
  items?: number;
  /** stop claiming once the answers' `cost` adds up to this */
  cost?: number;
}

export interface DrainOptions {
  /**
   * At least three connections: completions, heartbeat, claims; the handler's own come on top. A pool that waits for
   * connections for ever is given a limit: the lease.
   */
  pool: pg.Pool;
  /** Postgres schema of the work tables. */
  schema: string;
  queue: string;
  /** whose row in `job_control` this drain obeys */
  job: string;
  handle: Handle;
  /** most items claimed at once; default 100. Small for slow items: what is claimed waits for this process. */
  batch?: number;
  /**
   * A connection to Postgres itself, past any pooler: while there is work, switches are heard on it at once. Without it
   * they arrive with the next claim, commit or heartbeat.
   */
  directUrl?: string;
  /**
   * Lets the server keep the plans of claims and completions: less to parse and plan for each batch. Not through a pooler
   * that gives every transaction another backend, which has not heard of them. Default false.
   */
  preparedStatements?: boolean;
  /** items in work at the same time; default 1 */
  parallel?: number;
  /** default 30; renewed three times in that time */
  leaseSeconds?: number;
  /** default 5 */
  maxAttempts?: number;
  budget?: Budget;
  /** stop: no more claims, finish what is in hand within `graceSeconds`, release the rest */
  signal?: AbortSignal;
  /** default 10 */
  graceSeconds?: number;
  /** longest time for one item; then it has failed and its signal aborts; default none */
  itemSeconds?: number;
  /** seconds before the next attempt, before jitter; default 10 s doubled each time, at most an hour */
  backoff?: (attempt: number) => number;
  /** after each commit */
  onProgress?: (counts: Readonly<Counts>) => void;
}

/** How the items of a run ended. */
export interface Counts {
  claimed: number;
  done: number;
  /** failed, to be tried again */
  retried: number;
  /** a person must act */
  held: number;
  /** no attempts left, or no attempt can help */
  dead: number;
  /** the lease was lost; somebody else works or worked it */
  lost: number;
  /** given back unworked */
  released: number;
  /** sum of the answers' cost */
  cost: number;
}

export type Outcome =
  | 'drained'
  | 'nothing-to-do'
  | 'budget-reached'
  | 'disabled'
  | 'stopped'
  | 'already-running'
  | 'schema-behind'
  | 'failures';

export interface DrainSummary extends Counts {
  outcome: Outcome;
  /** why it ended before the queue was empty, or what failed; null when drained */
  reason: string | null;
  seconds: number;
  /** what went wrong around the work (a missed heartbeat), at most 20 lines */
  warnings: string[];
}
