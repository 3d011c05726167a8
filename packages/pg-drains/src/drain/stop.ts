import type { Counts, DrainOptions, Outcome } from './types.ts';

/** Why a drain claims no more, and how long the item in hand may still take. */
export interface Stop {
  /** null while the drain may go on */
  readonly ending: { outcome: Extract<Outcome, 'budget-reached' | 'disabled' | 'stopped'>; reason: string } | null;
  /** aborts when `ending` is set */
  readonly signal: AbortSignal;
  readonly isGraceOver: boolean;
  /** resolves `graceSeconds` after an abort of the caller's signal: exit in time, whatever the handlers do */
  readonly graceOver: Promise<void>;
  now(outcome: 'disabled' | 'stopped' | 'budget-reached', reason: string): void;
  /** looks at what the budget allows */
  spent(counts: Counts): void;
  close(): void;
}

export function stopSwitch(options: Pick<DrainOptions, 'budget' | 'signal' | 'graceSeconds'>): Stop {
  const { budget = {}, signal, graceSeconds = 10 } = options;
  const controller = new AbortController();
  const { promise: graceOver, resolve: endGrace } = Promise.withResolvers<void>();
  const timers: NodeJS.Timeout[] = [];
  let ending: Stop['ending'] = null;
  let isGraceOver = false;

  const stop: Stop = {
    get ending() {
      return ending;
    },
    get isGraceOver() {
      return isGraceOver;
    },
    signal: controller.signal,
    graceOver,
    now(outcome, reason) {
      if (ending) return;
      ending = { outcome, reason };
      controller.abort(new DOMException(`The drain stops: ${reason}`, 'AbortError'));
    },
    spent(counts) {
      if (budget.cost !== undefined && counts.cost >= budget.cost)
        stop.now('budget-reached', `budget of ${budget.cost} cost units`);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };

  function onAbort(): void {
    stop.now('stopped', describeAbort(signal?.reason));
    timers.push(
      setTimeout(() => {
        isGraceOver = true;
        endGrace();
      }, graceSeconds * 1000),
    );
  }

  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  if (budget.seconds !== undefined) {
    const { seconds } = budget;
    timers.push(setTimeout(() => stop.now('budget-reached', `budget of ${seconds} s`), seconds * 1000));
  }
  return stop;
}

function describeAbort(reason: unknown): string {
  return typeof reason === 'string' ? reason : reason instanceof Error ? reason.message : 'asked to stop';
}
