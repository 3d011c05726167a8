/**
 * Seconds before attempt `attempt + 1`: 10, 20, 40 … at most an hour.
 *
 * @example defaultBackoff(3) === 40
 */
export function defaultBackoff(attempt: number): number {
  return Math.min(3600, 10 * 2 ** Math.max(0, attempt - 1));
}

/** Between half and the whole, so that what failed together does not come back together. */
export function jittered(seconds: number): number {
  return seconds * (0.5 + Math.random() / 2);
}
