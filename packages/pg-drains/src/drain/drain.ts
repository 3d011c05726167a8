import { setImmediate } from 'node:timers/promises';
import { type Claim, claimer } from './claim.ts';
import { type Completer, completer } from './completion.ts';
import { describe, noConnection } from './errors.ts';
import { settleFailure } from './failure.ts';
import { Context, type Signs, within } from './item.ts';
import { keepLeases, type Leases } from './lease.ts';
import { type Stop, stopSwitch } from './stop.ts';
import { type Hearing, hearSwitches } from './switches.ts';
import type { Answer, Counts, DrainOptions, DrainSummary, Item, Outcome } from './types.ts';

/**
 * Takes the work of one queue until it is empty, the budget is spent, or somebody says stop.
 *
 * `handle` does the slow work outside any transaction and hands back a `write`, which runs in the one transaction that
 * also marks the item done under its fence: the effect happens exactly once, or, when the lease was lost, not at all.
 *
 * The handler reports failure by throwing: TransientError (tried again), PermanentError (dead), NeedsPersonError
 * (held); anything else is tried again with backoff. An empty answer means "looked and found nothing".
 *
 * @returns how it ended and how many items ended how; it rejects only when the database cannot be reached
 * @example
 * const summary = await runDrain({
 *   pool, schema: 'library', queue: 'metadata', job: 'metadata-drain',
 *   handle: async (item) => {
 *     const words = await countWords(item.subject);
 *     return { write: async (tx) => { await tx.query('insert into library.words values ($1, $2)', [item.subject, words]); } };
 *   },
 * });
 */
export async function runDrain(options: DrainOptions): Promise<DrainSummary> {
  const started = performance.now();
  const counts: Counts = { claimed: 0, done: 0, retried: 0, held: 0, dead: 0, lost: 0, released: 0, cost: 0 };
  const warnings: string[] = [];
  const warn = (line: string) => {
    if (warnings.length < 20) warnings.push(line);
  };
  const stop = stopSwitch(options);
  const onRefusal = (refusal: string) => stop.now('disabled', refusal);
  const leases = keepLeases({ ...options, leaseSeconds: options.leaseSeconds ?? 30, onRefusal, onWarning: warn });
  const parted = new WeakSet<Item>();
  const signs: Signs = {
    abortOf: leases.abortOf,
    stopping: stop.signal,
    onPart(item) {
      parted.add(item);
      leases.beatIfLate();
    },
  };
  const run: Run = { options, counts, stop, leases, signs, parted, completions: completions() };
  const claims = claimer(options, run.completions.settled, leases.empty);
  // A pool without a listener turns the end of an idle connection into the end of the process.
  const onPoolError = (error: Error) => warn(`idle connection: ${describe(error)}`);
  options.pool.on('error', onPoolError);
  let hearing: Hearing | null = null;
  let ahead: Promise<Claim> | null = null;
  // Without a limit a claim waits for ever behind a handler that keeps its connections, and nobody is told.
  const patience = options.leaseSeconds ?? 30;
  options.pool.options.connectionTimeoutMillis ||= patience * 1000;
  try {
    let lasted = Number.POSITIVE_INFINITY;
    while (!stop.ending) {
      const claim = await nextClaim();
      if (!claim || claim.items.length === 0) break;
      hearing ??= listen(); // with the first work, so that a start on an empty queue pays for no connection
      if (lasted < QUICK_MS && !claim.alone && mayClaimAhead(run)) {
        ahead = claims.ahead(room(run)).then(hold);
        ahead.catch(() => {}); // whoever takes it hears of it
      }
      const begun = performance.now();
      await workBatch(run, claim.items);
      lasted = performance.now() - begun;
    }
    counts.released += await leases.release((await ahead)?.items ?? []);
    await run.completions.settled();
    await leases.sweep();
  } catch (error) {
    await ahead?.catch(() => {});
    await leases.releaseAll().catch((failed: unknown) => warn(`not released: ${describe(failed)}`));
    if (error instanceof Error && error.message === POOL_TIMEOUT) throw noConnection(options.pool, patience, error);
    throw error;
  } finally {
    stop.close();
    await hearing?.close();
    await leases.close();
    options.pool.off('error', onPoolError);
  }
  return { ...judge(counts, stop), ...counts, seconds: (performance.now() - started) / 1000, warnings };

  async function nextClaim(): Promise<Claim | null> {
    const claimed = await ahead;
    ahead = null;
    if (claimed && (claimed.items.length > 0 || claimed.refusal)) return claimed;
    const limit = room(run);
    if (limit > 0) return hold(await claims.next(limit));
    stop.now('budget-reached', `budget of ${options.budget?.items} items`);
    return null;
  }

  function hold(claim: Claim): Claim {
    counts.dead += claim.buried;
    if (claim.refusal) onRefusal(claim.refusal);
    counts.claimed += claim.items.length;
    leases.hold(claim.items);
    return claim;
  }

  function listen(): Hearing | null {
    const { directUrl, schema, job } = options;
    if (directUrl === undefined) return null;
    return hearSwitches({ directUrl, schema, job, onHeard: leases.beatNow, onWarning: warn });
  }

  function completions(): Completer {
    return completer({
      ...options,
      onRefusal,
      onDone({ item, answer }) {
        leases.drop(item);
        counts.done += 1;
        counts.cost += answer.cost ?? 0;
        stop.spent(counts);
        options.onProgress?.(counts);
      },
      onLost({ item }) {
        leases.lose(item);
        counts.lost += 1;
      },
      async onFailure({ item }, error) {
        await fail(run, item, error);
      },
    });
  }
}

/** What pg-pool says; it has no code for it. */
const POOL_TIMEOUT = 'timeout exceeded when trying to connect';

interface Run {
  options: DrainOptions;
  counts: Counts;
  stop: Stop;
  leases: Leases;
  signs: Signs;
  /** items with checkpoints */
  parted: WeakSet<Item>;
  completions: Completer;
}

// A batch that takes longer is one whose items others could work meanwhile.
const QUICK_MS = 1000;

/**
 * Quick items are claimed a batch ahead, so that the database looks for the next ones while these are worked and the last
 * ones are committed. Not where every item counts: with a budget of cost, or in batches so small that somebody meant it.
 */
function mayClaimAhead({ options, stop }: Run): boolean {
  return !stop.ending && options.budget?.cost === undefined && (options.batch ?? 100) >= 20;
}

function room({ options, counts }: Run): number {
  return Math.min(options.batch ?? 100, (options.budget?.items ?? Number.POSITIVE_INFINITY) - counts.claimed);
}

/** Works a claimed batch in `parallel` lanes. What no lane had begun when the drain was stopped is given back. */
async function workBatch(run: Run, items: Item[]): Promise<void> {
  const queue = [...items];
  const next = () => (run.stop.ending ? undefined : queue.shift());
  const lane = async () => {
    let breath = performance.now();
    for (let item = next(); item; item = next()) {
      await workItem(run, item);
      // A handler that never waits would keep heartbeat, commits and signals out for the whole batch.
      if (performance.now() - breath > 50) {
        await setImmediate();
        breath = performance.now();
      }
    }
  };
  const lanes = Promise.all(Array.from({ length: run.options.parallel ?? 1 }, lane));
  const inTime = await Promise.race([lanes.then(() => true), run.stop.graceOver.then(() => false)]);
  if (!inTime) lanes.catch(() => {}); // nobody waits for them any more; their results are refused by the fence
  run.counts.released += await run.leases.release(queue.splice(0));
  // Money is counted before more of it is spent; everything else may commit beside the next claim.
  const isStrict = run.stop.ending || !inTime || run.options.budget?.cost !== undefined;
  await (isStrict ? run.completions.settled() : run.completions.keepsUp());
  if (!inTime) run.counts.released += await run.leases.releaseAll();
}

/** Done, nothing to write. */
const NOTHING: Answer = {};

async function workItem(run: Run, item: Item): Promise<void> {
  const { options, stop, leases } = run;
  let answer: Answer | undefined;
  try {
    const context = new Context(options, item, run.signs);
    answer =
      options.itemSeconds === undefined
        ? await options.handle(item, context)
        : await within(
            options.itemSeconds,
            () => leases.abortOf(item),
            async () => options.handle(item, context),
          );
  } catch (error) {
    if (stop.isGraceOver) return; // given back by workBatch
    if (stop.ending && error instanceof Error && error.name === 'AbortError') {
      run.counts.released += await leases.release([item]); // it stopped because we asked it to
      return;
    }
    await fail(run, item, error);
    return;
  }
  if (!stop.isGraceOver) run.completions.add({ item, answer: answer ?? NOTHING, hasParts: run.parted.has(item) });
}

async function fail({ options, counts, leases, stop }: Run, item: Item, error: unknown): Promise<void> {
  const fate = await settleFailure(options, item, error);
  if (fate === 'lost') leases.lose(item);
  else leases.drop(item);
  counts[fate] += 1;
  stop.spent(counts);
  options.onProgress?.(counts);
}

/** Failures speak loudest: a run whose every item fails is a failure, also when its budget ran out. */
function judge(counts: Counts, stop: Stop): { outcome: Outcome; reason: string | null } {
  if (counts.dead > 0)
    return { outcome: 'failures', reason: `${counts.dead} items are dead; see their errors, then redrive` };
  if (counts.retried > 0 && counts.done === 0)
    return { outcome: 'failures', reason: `none of ${counts.retried} items succeeded; they are tried again` };
  if (stop.ending) return { outcome: stop.ending.outcome, reason: stop.ending.reason };
  return { outcome: counts.claimed === 0 ? 'nothing-to-do' : 'drained', reason: null };
}
