/**
 * The name that takes the fewest single-letter edits (Levenshtein 1966) to reach from `wrong`, or null when none is
 * within a third of its length: beyond that a hint misleads.
 */
export function nearest(wrong: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.floor(wrong.length / 3) + 1;
  for (const name of names) {
    const distance = editDistance(wrong.toUpperCase(), name);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
