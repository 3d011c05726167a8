import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startThrowawayPostgres } from '../../../../testing/postgres-server.ts';
import { migrate, ReadOnlyDatabase } from './index.ts';
import { advisoryLocks, one, openClient } from './testing/database.ts';
import { effects, LIBRARY, recorded, SCHEMA, withStep } from './testing/library.ts';

test('a standby answers the fast path, and is refused by name when there is something to do', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'migrate-standby-'));
  const primary = await startThrowawayPostgres(folder);
  await migrate(primary.url, { schema: SCHEMA, migrations: LIBRARY });
  await primary.stop();
  await writeFile(join(primary.cluster, 'standby.signal'), '');
  const standby = await startThrowawayPostgres(folder);
  try {
    const url = new URL(primary.url);
    url.port = new URL(standby.url).port;
    expect(await migrate(url.href, { schema: SCHEMA, migrations: LIBRARY })).toMatchObject({ outcome: 'current' });
    const error: unknown = await migrate(url.href, { schema: SCHEMA, migrations: withStep('select 1') }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(ReadOnlyDatabase);
    expect(error).toMatchObject({ standby: true, message: expect.stringContaining('DATABASE_MIGRATION_URL') });
    const db = await openClient(url.href);
    expect(await one(db, `select ${recorded}`)).toEqual([1, 2, 3]);
    expect(await one(db, `select ${effects()}`)).toEqual([1, 2, 3]);
    expect(await advisoryLocks(db)).toBe(0);
    await db.end();
  } finally {
    await standby.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
