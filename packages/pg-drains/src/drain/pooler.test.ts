import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { findPgBouncer, openPgBouncer } from '../migrate/testing/pgbouncer.ts';
import { openPooler } from '../migrate/testing/pooler.ts';
import { setControl } from './control.ts';
import { runDrain } from './drain.ts';
import { library, schema } from './testing/library.ts';

const PGBOUNCER = findPgBouncer();
const LEASE = 3;

test.each<[string, (url: string) => Promise<string>]>([
  ['a pooler that gives every transaction another backend', (url) => openPooler(url)],
  ...(PGBOUNCER === undefined
    ? []
    : [
        ['a real PgBouncer, transaction mode', (url: string) => openPgBouncer(PGBOUNCER, url, 'transaction')] as [
          string,
          (url: string) => Promise<string>,
        ],
      ]),
])('through %s nobody listens, and a switch comes with the heartbeat', { timeout: 90_000 }, async (_, open) => {
  const lib = await library();
  await lib.stock(20);
  const through = await open(lib.url);
  const pool = new pg.Pool({ connectionString: through, max: 4 });
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  let thrownAt = 0;
  let heardAt = 0;
  const summary = await runDrain({
    pool,
    directUrl: through,
    schema,
    queue: 'read',
    job: 'read-drain',
    leaseSeconds: LEASE,
    async handle(_item, { stopping }) {
      await setControl(lib.pool, { schema, job: 'read-drain', by: 'dana', reason: 'quota', enabled: false });
      thrownAt ||= performance.now();
      await new Promise((resolve) => stopping.addEventListener('abort', resolve, { once: true }));
      heardAt = performance.now();
      return {};
    },
  });
  expect(summary).toMatchObject({ outcome: 'disabled', reason: 'disabled by dana: quota', done: 1, released: 19 });
  expect(summary.warnings).toEqual([expect.stringContaining('the direct URL leads through a pooler')]);
  // A heartbeat is a third of the lease; the rest is room for a busy machine.
  expect(heardAt - thrownAt).toBeLessThan(LEASE * 1000);
  // Nothing was left listening on a server connection that the pooler gives to others.
  const listening = await Promise.all(
    Array.from({ length: 8 }, async () => (await pool.query('select pg_listening_channels()')).rows),
  );
  expect(listening.flat()).toEqual([]);
});
