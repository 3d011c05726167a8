import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from 'pg-drains';
import { expect, inject, onTestFinished, test } from 'vitest';
import { migrations } from '../packages/ezer/src/store/migrations.gen.ts';
import { openPool, SCHEMA } from '../packages/ezer/src/store/pool.ts';
import { openPooler } from '../packages/pg-drains/src/migrate/testing/pooler.ts';
import { createDatabase } from './database.ts';
import { startEzer, temporaryFolder, until } from './process.ts';
import { folderOf, ruling } from './rulings.ts';

const LONG = Boolean(process.env.TEST_LONG);
const DRAINS = LONG ? 24 : 6;
const DECISIONS = LONG ? 1_200 : 120;

// Of `job.ts`: the pool of a job, and the ear of a drain at work. What docs/guides/scaling.md reckons with.
const MOST_OF_A_DRAIN = 9;

test(`${DRAINS} drains in as many processes share one queue on fewer connections than they would like`, {
  timeout: 900_000,
}, async () => {
  const { url, admin } = await limitedDatabase(4 * DRAINS);
  const { run, ledger, open } = await libraryToRead(url, admin);

  // One alone takes no more than the guide says.
  let most = 0;
  const watch = setInterval(() => {
    void admin.query<{ n: number }>(CONNECTIONS).then(({ rows }) => {
      most = Math.max(most, rows[0]?.n ?? 0);
    });
  }, 20);
  expect((await run('metadata-drain', { EZER_JOB_ITEMS: '40' })).code).toBe(0);
  clearInterval(watch);
  expect(most).toBeGreaterThan(2);
  expect(most).toBeLessThanOrEqual(MOST_OF_A_DRAIN);

  // Whoever finds no connection ends and says so; the others go on.
  const ended = await Promise.all(Array.from({ length: DRAINS }, () => run('metadata-drain')));
  expect(ended.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
  for (const { output } of ended.filter(({ code }) => code !== 0)) expect(output).toContain('too many connections');

  // Their next minute brings the rest, and each decision was written down once.
  await until('all is read', async () => (await run('metadata-drain')).code === 0 && (await open()) === 0, 300);
  expect(await ledger()).toEqual({ written: DECISIONS, decisions: DECISIONS });
});

test('drains behind a pooler that hands out another connection for each transaction', {
  timeout: 900_000,
}, async () => {
  const { url, admin } = await limitedDatabase(100);
  const { run, ledger, open } = await libraryToRead(url, admin);
  const env = { DATABASE_URL: await openPooler(url), DATABASE_MIGRATION_URL: url };
  const ended = await Promise.all(Array.from({ length: 3 }, () => run('metadata-drain', env)));
  for (const { code, output } of ended) expect(code, output).toBe(0);
  expect(await open()).toBe(0);
  expect(await ledger()).toEqual({ written: DECISIONS, decisions: DECISIONS });
});

/** Rulings that were taken in and not yet read, and a way to start jobs on them. */
async function libraryToRead(url: string, admin: pg.Pool) {
  const files = Array.from({ length: DECISIONS }, (_, i) => [`${i}.txt`, ruling({ docket: `ע"א ${9000 + i}/33` })]);
  const env = {
    DATABASE_URL: url,
    EZER_DATA: await temporaryFolder(),
    EZER_LIBRARY: await folderOf(Object.fromEntries(files)),
  };
  const run = (job: string, over: Record<string, string> = {}) => startEzer(['run', job], { ...env, ...over }).ended;
  expect((await run('court-fetch')).code).toBe(0);
  return {
    run,
    open: async () => (await admin.query<{ n: number }>(OPEN)).rows[0]?.n,
    /** `write` of a drain puts a row here in the transaction that ends its item. */
    ledger: async () => (await admin.query<{ written: number; decisions: number }>(LEDGER)).rows[0],
  };
}

const OPEN = `select count(*)::int as n from ezer.work where queue = 'metadata' and state <> 'done'`;
const LEDGER = `
  select count(*)::int as written, count(distinct subject_id)::int as decisions
    from ezer.change where subject_kind = 'decision' and what = 'updated'`;
const CONNECTIONS = `
  select count(*)::int as n from pg_stat_activity where datname = current_database() and usename <> 'postgres'`;

/** A current library whose owner may have so many connections and no more, and a superuser's pool beside it. */
async function limitedDatabase(limit: number): Promise<{ url: string; admin: pg.Pool }> {
  const owner = `t_owner_${randomBytes(4).toString('hex')}`;
  const server = new pg.Client({ connectionString: inject('postgresUrl') });
  await server.connect();
  await server.query(`create role ${owner} login password 'of-the-test' connection limit ${limit}`);
  const { url: superUrl, drop } = await createDatabase('template0');
  const admin = openPool(superUrl, { max: 2 });
  onTestFinished(async () => {
    await admin.end();
    await drop();
    await server.query(`drop role ${owner}`);
    await server.end();
  });
  await server.query(`alter database ${new URL(superUrl).pathname.slice(1)} owner to ${owner}`);
  const url = new URL(superUrl);
  [url.username, url.password] = [owner, 'of-the-test'];
  await migrate(url.href, { migrations, schema: SCHEMA });
  return { url: url.href, admin };
}
