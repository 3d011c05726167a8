import pg from 'pg';
import { deriveWork, runDrain, workSchema } from '../../src/drain/index.ts';

/** One queue library, used as its own documentation says to for short jobs. */
export interface System {
  /** Makes the tables and fills the queue; returns the seconds that filling took. */
  fill(url: string, count: number): Promise<number>;
  /** Connects; the returned function works until nothing is left, then resolves. */
  open(url: string): Promise<Worker>;
}

export interface Worker {
  drain(): Promise<void>;
  close(): Promise<void>;
}

const BARE = 'bare loop, claims of 100';
export const OURS = 'pg-drains, claims of 500';
export const OURS_LARGE = 'pg-drains, claims of 2,000';
export const GRAPHILE = 'graphile-worker, localQueue 500, batched completion';
export const GRAPHILE_LARGE = 'graphile-worker, localQueue 2,000, batched completion';
export const BOSS = 'pg-boss, fetch and complete 100';

/** Those that a long queue is worked with; the others would take minutes. */
export const BESIDE = [OURS, OURS_LARGE, GRAPHILE, GRAPHILE_LARGE, BOSS];

/** Loaded only when asked for: a process measures one library, not the sum of them. */
export const SYSTEMS: Readonly<Record<string, () => Promise<System>>> = {
  [BARE]: async () => ({
    fill: (url, count) =>
      timed(url, async (client) => {
        await client.query(`create table job (id bigint primary key, state text not null default 'ready')
          with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
          create index on job (id) where state = 'ready'`);
        return () => client.query('insert into job select n from generate_series(1, $1) n', [count]);
      }),
    open: async (url) => {
      const client = await connected(url);
      return {
        async drain() {
          for (;;) {
            const { rows } = await client.query<{ id: string }>(`update job set state = 'leased' where id in
              (select id from job where state = 'ready' order by id limit 100 for update skip locked) returning id`);
            if (rows.length === 0) return;
            await client.query(`update job set state = 'done' where id = any($1)`, [rows.map((row) => row.id)]);
          }
        },
        close: () => client.end(),
      };
    },
  }),

  [OURS]: async () => drains(500),
  [OURS_LARGE]: async () => drains(2000),

  'graphile-worker, as it comes': async () => graphile({}),
  [GRAPHILE]: async () => graphile(batched(500)),
  [GRAPHILE_LARGE]: async () => graphile(batched(2000)),

  [BOSS]: async () => {
    const { PgBoss } = await import('pg-boss');
    const started = async (url: string) => {
      const boss = new PgBoss({ connectionString: url, max: 10, supervise: false, schedule: false });
      boss.on('error', () => undefined);
      await boss.start();
      return boss;
    };
    return {
      async fill(url, count) {
        const boss = await started(url);
        await boss.createQueue('noop');
        const jobs = Array.from({ length: count }, (_, n) => ({ data: { n } }));
        const seconds = await stopwatch(async () => {
          for (let i = 0; i < count; i += 1000) await boss.insert('noop', jobs.slice(i, i + 1000));
        });
        await boss.stop({ graceful: false, close: true });
        return seconds;
      },
      async open(url) {
        const boss = await started(url);
        const lane = async () => {
          for (;;) {
            const jobs = await boss.fetch('noop', { batchSize: 100 });
            if (jobs.length === 0) return;
            await boss.complete(
              'noop',
              jobs.map((job) => job.id),
            );
          }
        };
        return {
          drain: async () => {
            await Promise.all(Array.from({ length: 10 }, lane));
          },
          close: () => boss.stop({ graceful: false, close: true }),
        };
      },
    };
  },
};

function drains(batch: number): System {
  return {
    fill: (url, count) =>
      timed(url, async (client) => {
        await client.query(`create schema bench; set search_path to bench; ${workSchema}; reset search_path`);
        const select = `select n::text as subject, 'v1' as input, 0 as priority from generate_series(1, $1::int) n`;
        return () => deriveWork(client, { schema: 'bench', queue: 'noop', select, values: [count] });
      }),
    open: async (url) => {
      const pool = new pg.Pool({ connectionString: url, max: 2 });
      await pool.query('select 1');
      return {
        async drain() {
          const queue = { pool, schema: 'bench', queue: 'noop', job: 'noop' };
          await runDrain({ ...queue, batch, preparedStatements: true, handle: async () => {} });
        },
        close: () => pool.end(),
      };
    },
  };
}

const batched = (size: number) => ({
  localQueue: { size },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
  concurrentJobs: 24,
});

async function graphile(worker: object): Promise<System> {
  const { Logger, makeWorkerUtils, run } = await import('graphile-worker');
  const logger = new Logger(() => () => undefined);
  return {
    async fill(url, count) {
      const utils = await makeWorkerUtils({ connectionString: url, logger });
      await utils.migrate();
      const jobs = Array.from({ length: count }, (_, n) => ({ identifier: 'noop', payload: { n } }));
      const seconds = await stopwatch(async () => {
        for (let i = 0; i < count; i += 1000) await utils.addJobs(jobs.slice(i, i + 1000));
      });
      await utils.release();
      return seconds;
    },
    async open(url) {
      const pool = new pg.Pool({ connectionString: url, max: 10 });
      await pool.query('select 1');
      return {
        async drain() {
          let ran = 0;
          const taskList = {
            noop: async () => {
              ran += 1;
            },
          };
          const preset = { worker: { ...worker, logger, maxPoolSize: 10 } };
          const runner = await run({ pgPool: pool, taskList, preset, noHandleSignals: true, concurrency: 24 });
          // The table is asked only when nothing runs any more: looking past the dead rows of a long queue costs it time.
          for (let seen = -1; ; seen = ran) {
            await new Promise((resolve) => setTimeout(resolve, 10));
            if (ran !== seen) continue;
            const { rowCount } = await pool.query('select 1 from graphile_worker._private_jobs limit 1');
            if (rowCount === 0) break;
          }
          await runner.stop();
        },
        close: () => pool.end(),
      };
    },
  };
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function timed(url: string, prepare: (client: pg.Client) => Promise<() => Promise<unknown>>): Promise<number> {
  const client = await connected(url);
  const fill = await prepare(client);
  const seconds = await stopwatch(fill);
  await client.end();
  return seconds;
}

async function stopwatch(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
