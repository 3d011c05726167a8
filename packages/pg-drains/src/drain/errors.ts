/** Base of every error this package's drain throws or understands. */
export class DrainError extends Error {
  override name = 'DrainError';
}

/**
 * The work may succeed later: a timeout, a rate limit, a source that is down.
 *
 * With `retryAfterSeconds` the other side itself has said when to come back: the item waits exactly that long and the
 * attempt is given back, since the refusal says nothing about the item. Without it the usual backoff applies.
 */
export class TransientError extends DrainError {
  override name = 'TransientError';
  readonly retryAfterSeconds: number | null;
  constructor(message: string, options: { retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** No further attempt can succeed: the item is dead at once. */
export class PermanentError extends DrainError {
  override name = 'PermanentError';
}

/** Only a person can go on (a scan without text, an ambiguous docket): the item is held, with this message. */
export class NeedsPersonError extends DrainError {
  override name = 'NeedsPersonError';
}

/** Somebody else holds the item now, or the lease ran out: whatever this worker found is dropped. */
export class LostLeaseError extends DrainError {
  override name = 'LostLeaseError';
  readonly queue: string;
  readonly subject: string;
  constructor(queue: string, subject: string) {
    super(
      `The lease on ${queue}/${subject} is lost; its result is dropped and the item is worked again. Nothing to do.`,
    );
    this.queue = queue;
    this.subject = subject;
  }
}

/** The selection given to `deriveWork` cannot be turned into work. */
export class BadSelectionError extends DrainError {
  override name = 'BadSelectionError';
  readonly queue: string;
  constructor(queue: string, message: string, cause: unknown) {
    super(`The selection of queue ${queue} ${message}`, { cause });
    this.queue = queue;
  }
}

/** Thrown by `prepare` of `runJob`: the database's schema does not fit this build. */
export class SchemaBehindError extends DrainError {
  override name = 'SchemaBehindError';
}

/** A handler tried to end the transaction of its completion: trying again would not help, its code must change. */
export function endsTransaction(statement: string): PermanentError {
  return new PermanentError(
    `A handler sent "${statement}" in \`write\`; nothing was kept. The drain commits its results together with the item's state: leave out every begin, commit and rollback (savepoints are allowed).`,
  );
}

/** No connection of the pool came free. */
export function noConnection(
  pool: { totalCount: number; waitingCount: number },
  seconds: number,
  cause: unknown,
): DrainError {
  return new DrainError(
    `No connection came free for ${seconds} s: the pool has ${pool.totalCount} and ${pool.waitingCount} more wait. A handler may keep connections that it never releases; else give the pool more (\`max\`), or the handler fewer (\`parallel\`).`,
    { cause },
  );
}

export type FailureClass = 'transient' | 'permanent' | 'needs-person' | 'unexpected' | 'timeout' | 'process-died';

/** How a thrown value is treated. Anything that is not one of ours is retried: a bug today may be mended tomorrow. */
export function classify(thrown: unknown): { kind: FailureClass; retryAfterSeconds: number | null; message: string } {
  const message = describe(thrown);
  if (thrown instanceof TransientError)
    return { kind: 'transient', retryAfterSeconds: thrown.retryAfterSeconds, message };
  if (thrown instanceof PermanentError) return { kind: 'permanent', retryAfterSeconds: null, message };
  if (thrown instanceof NeedsPersonError) return { kind: 'needs-person', retryAfterSeconds: null, message };
  if (thrown instanceof ItemTimeoutError) return { kind: 'timeout', retryAfterSeconds: null, message };
  return { kind: 'unexpected', retryAfterSeconds: null, message };
}

/** The handler did not settle within `itemSeconds`. */
export class ItemTimeoutError extends DrainError {
  override name = 'ItemTimeoutError';
}

/** One line for a person, from whatever was thrown: strings, objects and causes included. Storable as jsonb. */
export function describe(thrown: unknown): string {
  const parts: string[] = [];
  let current = thrown;
  for (let depth = 0; depth < 4 && current !== undefined && current !== null; depth += 1) {
    parts.push(current instanceof Error ? `${current.name}: ${current.message}` : String(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return storable(parts.join(' ← ') || 'nothing was thrown')
    .slice(0, 2000)
    .toWellFormed();
}

/** Postgres stores neither NUL nor a lone surrogate, and an error text quotes whatever the input held. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

/** A value as jsonb text, its strings made storable. */
export function storableJson(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return JSON.stringify(value, (_, v: unknown) => (typeof v === 'string' ? storable(v) : v));
}
