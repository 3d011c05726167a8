import { defaultBackoff, jittered } from './backoff.ts';
import { prefix } from './database.ts';
import { classify, LostLeaseError } from './errors.ts';
import { fail } from './statements/complete.ts';
import type { DrainOptions, Item } from './types.ts';

/** Records why an item failed and what becomes of it. */
export async function settleFailure(
  options: DrainOptions,
  item: Item,
  thrown: unknown,
): Promise<'retried' | 'held' | 'dead' | 'lost'> {
  if (thrown instanceof LostLeaseError) return 'lost';
  const { kind, retryAfterSeconds, message } = classify(thrown);
  const next = nextState(options, item, kind, retryAfterSeconds);
  const delay = retryAfterSeconds ?? jittered((options.backoff ?? defaultBackoff)(item.attempt));
  const { rows } = await options.pool.query<{ state: string }>(fail(prefix(options.schema)), [
    item.queue,
    item.subject,
    item.fence,
    item.input,
    item.engine,
    next,
    delay,
    retryAfterSeconds !== null,
    kind,
    message,
  ]);
  switch (rows[0]?.state) {
    case undefined:
      return 'lost';
    case 'held':
      return 'held';
    case 'dead':
      return 'dead';
    default:
      return 'retried';
  }
}

function nextState(
  options: DrainOptions,
  item: Item,
  kind: string,
  retryAfterSeconds: number | null,
): 'waiting' | 'held' | 'dead' {
  if (kind === 'permanent') return 'dead';
  if (kind === 'needs-person') return 'held';
  if (retryAfterSeconds !== null) return 'waiting';
  return item.attempt >= (options.maxAttempts ?? 5) ? 'dead' : 'waiting';
}
