/**
 * The 95 % interval of a share, by Wilson's score (Wilson 1927): right also for small counts and for shares of 1, where
 * the usual formula gives an interval of no width.
 *
 * @example interval(72, 73).map((bound) => bound.toFixed(3)); // ['0.926', '0.998']
 */
export function interval(hits: number, of: number): [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.959964;
  const share = hits / of;
  const middle = share + (z * z) / (2 * of);
  const width = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return [Math.max(0, (middle - width) / scale), Math.min(1, (middle + width) / scale)];
}
