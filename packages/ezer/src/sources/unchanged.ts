import type { Offer } from './directory.ts';
import type { IngestInto } from './received.ts';

export interface ComparedOffer {
  offer: Offer;
  /** a file with the size and time of last time, which is not opened again */
  unchanged: boolean;
}

// One question for so many files: a folder of 10,000 that has nothing new is 20 statements in place of 10,000.
const AT_ONCE = 500;

/** Says of each offer, in order, whether it is as it was. What has no stamp has to be read before anybody knows. */
export async function* comparedWithLastTime(
  offers: AsyncGenerator<Offer>,
  into: IngestInto,
): AsyncGenerator<ComparedOffer> {
  let waiting: Offer[] = [];
  for await (const offer of offers) {
    waiting.push(offer);
    // An offer without a stamp may hold its text: it waits for nobody.
    if (offer.stamp !== null && waiting.length < AT_ONCE) continue;
    yield* await compare(waiting, into);
    waiting = [];
  }
  yield* await compare(waiting, into);
}

async function compare(offers: readonly Offer[], { store, sourceId }: IngestInto): Promise<ComparedOffer[]> {
  const refs = offers.filter((offer) => offer.stamp !== null).map((offer) => offer.ref);
  const rows =
    refs.length === 0
      ? []
      : await store.db
          .selectFrom('source_item')
          .select(['ref', 'stamp'])
          .where('source_id', '=', sourceId)
          .where((eb) => eb('ref', '=', eb.fn.any(eb.val(refs))))
          .execute();
  const stamps = new Map(rows.map((row) => [row.ref, row.stamp]));
  return offers.map((offer) => ({ offer, unchanged: offer.stamp !== null && stamps.get(offer.ref) === offer.stamp }));
}
