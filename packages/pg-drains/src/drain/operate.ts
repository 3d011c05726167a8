import { prefix, type Queryable } from './database.ts';
import { DrainError } from './errors.ts';
import { reclaimExpired as reclaim } from './statements/claim.ts';
import { historyWith } from './statements/gate.ts';
import { depths, redrive as redriveRows } from './statements/operate.ts';

/**
 * Puts rows whose lease has expired back to ready. Drains take such rows by themselves; the supervisor calls this so
 * that they show as what they are when no drain is running.
 *
 * @returns the rows, by queue
 */
export async function reclaimExpired(
  db: Queryable,
  options: { schema: string; queue?: string },
): Promise<{ queue: string; subject: string }[]> {
  const { rows } = await db.query<{ queue: string; subject: string }>(reclaim(prefix(options.schema)), [
    options.queue ?? null,
  ]);
  return rows;
}

export type Redrivable = 'dead' | 'held' | 'stale' | 'waiting' | 'done';

export interface RedriveOptions {
  schema: string;
  queue: string;
  /** default: the dead ones */
  states?: Redrivable[];
  /** default: all in these states */
  subjects?: string[];
  /** who asks, for the row's history */
  by: string;
  reason: string;
}

/**
 * Brings rows back to work with their attempts at zero: the dead after a repair, the held after a person acted, the
 * stale once an operator has seen what they cost.
 *
 * @returns how many rows
 */
export async function redrive(db: Queryable, options: RedriveOptions): Promise<number> {
  const states = options.states ?? ['dead'];
  if (!options.by.trim()) throw new DrainError('redrive: say who asks (`by`); it goes into the history of each item.');
  const entry = `jsonb_build_object('at', now(), 'attempt', w.attempts, 'class', 'redrive', 'message', $5::text, 'by', $4::text, 'was', w.state)`;
  const { rows } = await db.query(redriveRows(prefix(options.schema), historyWith('w.errors', entry)), [
    options.queue,
    states,
    options.subjects ?? null,
    options.by,
    options.reason,
  ]);
  return rows.length;
}

export interface QueueDepth {
  queue: string;
  ready: number;
  leased: number;
  waiting: number;
  held: number;
  done: number;
  stale: number;
  dead: number;
  /** age of the oldest ready row; null when none is ready */
  oldestReadySeconds: number | null;
  /** when the first waiting row may be tried */
  nextAt: Date | null;
  /** last checkpoint or completion */
  progressAt: Date | null;
}

/** How much stands where, one entry a queue. */
export async function queueDepths(db: Queryable, options: { schema: string; queue?: string }): Promise<QueueDepth[]> {
  type Row = Omit<QueueDepth, 'oldestReadySeconds' | 'nextAt' | 'progressAt'> & {
    oldest_ready_seconds: number | null;
    next_at: Date | null;
    progress_at: Date | null;
  };
  const { rows } = await db.query<Row>(depths(prefix(options.schema)), [options.queue ?? null]);
  return rows.map(({ oldest_ready_seconds, next_at, progress_at, ...counts }) => ({
    ...counts,
    oldestReadySeconds: oldest_ready_seconds,
    nextAt: next_at,
    progressAt: progress_at,
  }));
}
