/**
 * Starts one throw-away Postgres for a test run and stops it afterwards. Every test takes a database of its own from
 * it (`testDatabase`), so tests never share state. Durability is off here and only here: the suites that are about
 * crashes start a server of their own with the product's settings.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from 'pg-drains';
import type { TestProject } from 'vitest/node';
import { migrations } from '../packages/ezer/src/store/migrations.gen.ts';
import { SCHEMA } from '../packages/ezer/src/store/pool.ts';
import { bundleForTests } from '../scripts/ezer/bundle.ts';
import { createDatabaseOn } from './database-on.ts';
import { startThrowawayPostgres } from './postgres-server.ts';

/** `TEST_POSTGRES=15` runs the same tests on the oldest Postgres that is supported. */
const VERSION = process.env.TEST_POSTGRES === '15' ? 15 : 18;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // What tests start as `ezer` is what an installation starts: from the sources each start cost 1 s of CPU more.
  project.provide('program', await bundleForTests());
  const folder = await mkdtemp(join(tmpdir(), 'ezer-test-pg-'));
  const server = await startThrowawayPostgres(folder, VERSION);
  // Migrated once and copied for each test that wants a library: a copy costs a fifth of the migrations.
  const library = await createDatabaseOn(server.url);
  await migrate(library.url, { migrations, schema: SCHEMA });
  project.provide('postgresUrl', server.url);
  project.provide('libraryTemplate', library.name);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** the bundled `ezer`, for tests that start it as a process */
    program: string;
    postgresUrl: string;
    /** name of a database with the current schema and nothing in it, to copy */
    libraryTemplate: string;
  }
}
