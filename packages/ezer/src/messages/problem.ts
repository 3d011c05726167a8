/**
 * What an error says. A refused connection to a name with two addresses (`localhost`) has its words one level down,
 * and an empty message of its own.
 */
export function wordsOf(error: unknown): string {
  const inner = innerOf(error);
  return inner instanceof Error ? inner.message : String(inner);
}

/** The same as one line. */
export const problemOf = (error: unknown): string => wordsOf(error).split('\n', 1)[0] ?? '';

/** The code of Node or of Postgres that an error carries; empty when it has none. */
export function codeOf(error: unknown): string {
  const inner = innerOf(error);
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
}

const innerOf = (error: unknown): unknown =>
  error instanceof AggregateError && error.message === '' ? error.errors[0] : error;
