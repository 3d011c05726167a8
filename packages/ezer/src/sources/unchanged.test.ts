import { expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { temporaryFolder } from '../../../../testing/process.ts';
import { folderContent } from '../store/content.ts';
import type { Offer } from './directory.ts';
import { sourceNamed } from './source.ts';
import { comparedWithLastTime } from './unchanged.ts';

test('of a thousand files each is compared with what is known of it, in order, and a line waits for nobody', async () => {
  const { store } = await testLibrary();
  const into = {
    store,
    content: folderContent(await temporaryFolder()),
    sourceId: await sourceNamed(store.db, 'a', 'directory'),
  };
  const [other, count] = [await sourceNamed(store.db, 'b', 'directory'), 1_203];
  // Every second file is known; of every fourth another stamp, and of every third what another source knows.
  await store.pool.query(
    `insert into ezer.source_item (source_id, ref, stamp, state, reason)
     select case when n % 3 = 0 then $2::uuid else $1::uuid end, n || '.txt', case when n % 4 = 0 then 'old' else 'new' end,
            'refused', 'test'
       from generate_series(0, $3, 2) n`,
    [into.sourceId, other, count],
  );
  let offered = 0;
  async function* offers(): AsyncGenerator<Offer> {
    for (; offered < count; offered += 1) {
      const isLine = offered === 7;
      yield {
        kind: 'file',
        ref: `${offered}.txt`,
        name: '',
        stamp: isLine ? null : 'new',
        lasting: true,
        bytes: async () => new Uint8Array(),
      };
    }
  }
  const seen: { ref: string; unchanged: boolean }[] = [];
  for await (const { offer, unchanged } of comparedWithLastTime(offers(), into)) {
    seen.push({ ref: offer.ref, unchanged });
    if (offer.ref === '7.txt') expect(offered).toBe(7);
  }
  expect(seen).toEqual(
    Array.from({ length: count }, (_, n) => ({
      ref: `${n}.txt`,
      unchanged: n % 2 === 0 && n % 3 !== 0 && n % 4 !== 0,
    })),
  );
});
