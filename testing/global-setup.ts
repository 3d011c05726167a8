/**
 * Starts one throw-away Postgres for a test run and stops it afterwards. Every test takes a database of its own from
 * it (`testDatabase`), so tests never share state. Durability is off here and only here: the suites that are about
 * crashes start a server of their own with the product's settings.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startThrowawayPostgres } from './postgres-server.ts';

/** `TEST_POSTGRES=15` runs the same tests on the oldest Postgres that is supported. */
const VERSION = process.env.TEST_POSTGRES === '15' ? 15 : 18;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'ezer-test-pg-'));
  const server = await startThrowawayPostgres(folder, VERSION);
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}
