/**
 * Each runner as its documentation says to use it, on a connection of its own. Loaded when asked for, and only that one.
 *
 * What a runner returns closes its connections. That is no part of what is timed: the server takes longer to close a
 * session than to answer, and some pools wait for it and others do not.
 */
import { join } from 'node:path';
import pg from 'pg';
import type { Migration } from '../../src/index.ts';

export interface Work {
  readonly url: string;
  /** What `writeFolders` wrote. */
  readonly root: string;
  readonly steps: readonly Migration[];
}

export type Run = (work: Work) => Promise<() => Promise<void>>;

type Runner = () => Promise<Run>;

export const RUNNERS: Readonly<Record<string, Runner>> = {
  'bare connect + select 1':
    async () =>
    async ({ url }) => {
      const client = await connect(url);
      await client.query('select 1');
      return () => client.end();
    },
  'pg-drains': async () => {
    const { migrate } = await import('../../src/index.ts');
    return async ({ url, steps }) => {
      await migrate(url, { migrations: steps, schema: 'bench' });
      return async () => undefined; // it has closed its connection
    };
  },
  'pg-drains (own connection)': async () => {
    const { migrate } = await import('../../src/index.ts');
    return async ({ url, steps }) => {
      const client = await connect(url);
      await migrate(url, { migrations: steps, schema: 'bench', queryable: client });
      return () => client.end();
    };
  },
  kysely: () => kyselyRunner(),
  'node-pg-migrate': () => nodePgMigrate('fail'),
  'node-pg-migrate (wait)': () => nodePgMigrate('wait'),
  'drizzle-orm': async () => {
    const { drizzle } = await import('drizzle-orm/node-postgres');
    const { migrate } = await import('drizzle-orm/node-postgres/migrator');
    return async ({ url, root }) => {
      const client = await connect(url);
      await migrate(drizzle(client), { migrationsFolder: join(root, 'drizzle') });
      return () => client.end();
    };
  },
  'postgres-migrations': async () => {
    const { migrate } = await import('postgres-migrations');
    return async ({ url, root }) => {
      const client = await connect(url);
      await migrate({ client }, join(root, 'postgres-migrations'));
      return () => client.end();
    };
  },
  'graphile-worker (own schema)': async () => {
    const { runMigrations } = await import('graphile-worker');
    const { Logger } = await import('graphile-worker');
    const logger = new Logger(() => () => undefined);
    return async ({ url }) => {
      const pgPool = new pg.Pool({ connectionString: url, max: 1 });
      pgPool.on('error', () => undefined);
      pgPool.on('connect', (client) => client.on('error', () => undefined)); // it asks for this
      await runMigrations({ pgPool, logger });
      return () => pgPool.end();
    };
  },
  'pg-boss (own schema)': async () => {
    const { PgBoss } = await import('pg-boss');
    return async ({ url }) => {
      const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false });
      boss.on('error', () => undefined);
      await boss.start();
      return () => boss.stop({ graceful: false, close: true });
    };
  },
};

/** The runners that can have an index built concurrently in their list, one of them by giving up transactions. */
export const WITH_INDEX = ['pg-drains', 'kysely', 'node-pg-migrate (wait)', 'postgres-migrations'];

async function kyselyRunner() {
  const { Kysely, Migrator, PostgresDialect, sql } = await import('kysely');
  return async ({ url, steps }: Work) => {
    const db = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
    });
    const up = (text: string) => ({ up: async (on: typeof db) => void (await sql.raw(text).execute(on)) });
    const list = Object.fromEntries(
      steps.map((step) => [`${String(step.number).padStart(4, '0')}_${step.name}`, up(step.sql)]),
    );
    const disableTransactions = steps.some(({ kind }) => kind === 'concurrent-index');
    const migrator = new Migrator({ db, provider: { getMigrations: async () => list }, disableTransactions });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
    return () => db.destroy();
  };
}

async function nodePgMigrate(advisoryLockMode: 'fail' | 'wait') {
  const { runner } = await import('node-pg-migrate');
  return async ({ url, root }: Work) => {
    const dbClient = await connect(url);
    await runner({
      dbClient,
      dir: join(root, 'node-pg-migrate'),
      direction: 'up',
      migrationsTable: 'pgmigrations',
      advisoryLockMode,
      log: () => undefined,
    });
    return () => dbClient.end();
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
