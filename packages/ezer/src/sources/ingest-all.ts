import type { Offer } from './directory.ts';
import { type IngestInto, type IngestOutcome, ingest } from './ingest.ts';
import { comparedWithLastTime } from './unchanged.ts';

export interface IngestCounts {
  /** decisions; a file that holds several counts as several */
  states: Record<IngestOutcome['state'], number>;
  /** refusals by reason */
  reasons: Record<string, number>;
}

export interface IngestAllOptions {
  /** how many at once; the reading is one thread, the rest is waiting for disk and database */
  parallel?: number;
  /** counts to go on with */
  counts?: IngestCounts;
  signal?: AbortSignal;
  onOutcome?: (offer: Offer, outcome: IngestOutcome) => void;
}

/**
 * Takes in everything a source offers, a few at a time, in flat memory. It stops at the first failure of the database
 * or the content store; everything before it is in, and the next call goes on where this one stopped.
 *
 * @returns how many ended how
 */
export async function ingestAll(
  offers: AsyncGenerator<Offer>,
  into: IngestInto,
  { parallel = 4, counts = noCounts(), signal, onOutcome }: IngestAllOptions = {},
): Promise<IngestCounts> {
  const compared = comparedWithLastTime(offers, into);
  const lane = async () => {
    while (!signal?.aborted) {
      const { value, done } = await compared.next();
      if (done) return;
      const { offer, unchanged } = value;
      const outcome: IngestOutcome = unchanged ? { state: 'unchanged' } : await ingest(offer, into);
      counts.states[outcome.state] += 1;
      if ('others' in outcome) for (const other of outcome.others ?? []) counts.states[other.state] += 1;
      if (outcome.state === 'refused') counts.reasons[outcome.reason] = (counts.reasons[outcome.reason] ?? 0) + 1;
      onOutcome?.(offer, outcome);
    }
  };
  try {
    await Promise.all(Array.from({ length: parallel }, lane));
  } finally {
    await compared.return(undefined);
  }
  return counts;
}

const noCounts = (): IngestCounts => ({ states: { ingested: 0, duplicate: 0, unchanged: 0, refused: 0 }, reasons: {} });
