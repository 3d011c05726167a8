import { createHash } from 'node:crypto';
import { normalise } from 'hebrew-law';
import type pg from 'pg';

/** Equal for two texts that say the same: in another file format spaces and line ends differ, and signs of one kind. */
export function identityOf(text: string): Buffer {
  const words = normalise(text).text.replace(/\s+/g, ' ').trim();
  return createHash('sha256').update(words).digest();
}

/**
 * Two writers of one reference, or of one text, meet here for the rest of the transaction, so that it becomes one thing.
 * The references first: whoever holds a text waits for no reference. Several of a kind in the order of their hashes.
 */
export async function meetOthers(
  client: pg.ClientBase,
  places: readonly string[],
  texts: readonly Buffer[],
): Promise<void> {
  const hashes = places.map((place) => createHash('sha256').update(place).digest());
  for (const hash of [...hashes.sort(Buffer.compare), ...[...texts].sort(Buffer.compare)])
    await client.query('select pg_advisory_xact_lock($1)', [hash.readBigInt64BE(0).toString()]);
}
