import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { temporaryFolder, until } from '../../../../testing/process.ts';
import { folderOf, ruling } from '../../../../testing/rulings.ts';
import { TIMETABLE } from '../jobs/timetable.ts';
import { pm2Files } from './pm2.ts';
import { builtHome, installPm2, isAlive, pm2Daemon } from './testing/pm2.ts';
import { installation } from './testing/written.ts';

const DECISIONS = 24;
const DRAIN = 'legal-metadata-drain';

/**
 * The written file under the real PM2, with its minutes as seconds: an hour of the timetable takes a minute. A run
 * becomes longer than its period by a lock that the test holds on what every decision needs.
 */
test('under the real PM2: starts at the minutes, no item cut, nothing lost by a restart, no herd', {
  timeout: 600_000,
}, async ({ skip }) => {
  const program = await installPm2();
  if (program === null) return skip('npm cannot install PM2 here');
  const { store, url } = await testLibrary();
  const home = await builtHome();
  const library = await folderOf(
    Object.fromEntries(
      Array.from({ length: DECISIONS }, (_, i) => [`${i}.txt`, ruling({ docket: `ע"א ${9000 + i}/33` })]),
    ),
  );
  const ecosystem = join(home, 'ecosystem.config.cjs');
  await writeFile(ecosystem, inSeconds(home));
  const pm2 = await pm2Daemon(program, {
    DATABASE_URL: url,
    EZER_DATA: await temporaryFolder(),
    EZER_LIBRARY: library,
  });
  let asked = 0;
  const ask = async <Row extends pg.QueryResultRow>(sql: string) => {
    asked += 1;
    return (await store.pool.query<Row>(sql)).rows;
  };
  const one = async (sql: string) => Number((await ask<{ n: string }>(sql))[0]?.n);
  const inHand = () => one(`select count(*) as n from ezer.work where queue = 'metadata' and state = 'leased'`);
  const stops = () => pm2.log().filter(({ line }) => line.includes(`Stopping app:${DRAIN} `)).length;
  const stopped = () =>
    one(`select count(*) as n from ezer.job_run where job = 'metadata-drain' and outcome = 'stopped'
         and (counts ->> 'done')::int > 0`);

  const commanded: Commanded[] = [];
  const command = async (...args: string[]) => {
    const window = { from: Date.now(), to: Number.POSITIVE_INFINITY };
    commanded.push(window);
    await pm2.run(...args);
    window.to = Date.now();
  };

  // Everything starts at once, whatever its minute.
  let held = await heldLock(url);
  await command('start', ecosystem);
  await until('every job ran once', async () => (await one('select count(distinct job) as n from ezer.job_run')) === 5);

  // A run that is longer than its period meets its next minute, then somebody's `pm2 restart`.
  for (const [round, interrupt] of [async () => undefined, () => command('restart', DRAIN)].entries()) {
    await until('the drain has items in hand', async () => (await inHand()) > 0, 120);
    const before = stops();
    const restarted = interrupt();
    await until('PM2 asks the run to stop', async () => stops() > before, 60);
    const [running] = await ask<{ pid: number }>(
      `select pid from ezer.job_run where job = 'metadata-drain' and ended_at is null`,
    );
    expect(running && isAlive(running.pid)).toBe(true);
    held = await held.passOn(round === 0);
    await until('the run ends with its items done', async () => (await stopped()) > round, 60);
    await restarted;
  }

  await until(
    'all is done',
    async () => {
      const done = `select count(*) as n from ezer.work where queue in ('metadata', 'halacha') and state = 'done'`;
      return (await one(done)) === 2 * DECISIONS;
    },
    120,
  );
  // Cut items would have been claimed a second time, by a run that found their lease expired.
  expect(await ask(`select * from ezer.work where attempts <> 1 or deaths > 0 or errors <> '[]'`)).toEqual([]);
  expect(await ask(`select outcome from ezer.job_run where outcome in ('vanished', 'failures')`)).toEqual([]);

  // Everything at once on a library that is up to date: a few short statements each.
  await until(
    'nobody is at work',
    async () => (await one('select count(*) as n from ezer.job_run where ended_at is null')) === 0,
  );
  // Those of the jobs: what this test asks is taken off, for a slow machine makes it ask more often.
  const transactions = async () =>
    (await one('select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()')) -
    asked;
  const [runs, statements] = [await one('select count(*) as n from ezer.job_run'), await transactions()];
  await command('restart', 'all');
  await until(
    'all five ran again',
    async () => (await one('select count(*) as n from ezer.job_run where ended_at is not null')) >= runs + 5,
  );
  const more = (await one('select count(*) as n from ezer.job_run')) - runs;
  // The statements of each job are in testing/mass-start.test.ts.
  expect(((await transactions()) - statements) / more).toBeLessThan(30);
  expect(await one('select deadlocks as n from pg_stat_database where datname = current_database()')).toBe(0);

  for (const [processName, seconds] of startsByTimetable(pm2.log(), commanded)) {
    const minutes = TIMETABLE.find((entry) => entry.processName === processName)?.minutes ?? [];
    const offTheirMinute = seconds.filter((second) => !minutes.some((minute) => (second - minute + 60) % 60 < 5));
    expect(offTheirMinute, processName).toEqual([]);
    // Of the jobs of one start an hour, which is a minute here, the test may see none.
    if (minutes.length > 1) expect(seconds.length, processName).toBeGreaterThan(0);
  }

  const pids = await ask<{ pid: number }>('select pid from ezer.job_run where ended_at is null');
  const daemon = pm2.daemonPid();
  await pm2.run('kill');
  await until('the daemon is gone', async () => !isAlive(daemon));
  for (const { pid } of pids) await until(`run ${pid} is gone`, async () => !isAlive(pid));
});

/** The written file, its minutes moved into the field of seconds that PM2's cron reader knows. */
function inSeconds(home: string): string {
  const [file] = pm2Files({ ...installation, timetable: TIMETABLE, home });
  let moved = 0;
  const text = file?.text.replace(/cron_restart: '([\d,]+) \* \* \* \*'/g, (_, minutes: string) => {
    moved += 1;
    return `cron_restart: '${minutes} * * * * *'`;
  });
  expect(moved).toBe(TIMETABLE.length);
  return text ?? '';
}

/** No decision can be written down while this is held. Whoever waits when it is passed on goes ahead of the next holder. */
async function heldLock(url: string) {
  const hold = async () => {
    const client = new pg.Client({ connectionString: url, application_name: 'test lock' });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query('begin');
    return { client, granted: client.query('lock table ezer.docket in share mode') };
  };
  type Held = { passOn(again: boolean): Promise<Held> };
  const holder = (client: pg.Client): Held => ({
    async passOn(again) {
      const next = again ? await hold() : null;
      if (next) {
        const waits = `select 1 from pg_locks l join pg_stat_activity a using (pid)
                       where a.application_name = 'test lock' and not l.granted`;
        await until('the next holder stands in line', async () => (await client.query(waits)).rows.length > 0);
      }
      await client.query('commit');
      await next?.granted;
      return next ? holder(next.client) : holder(client);
    },
  });
  const first = await hold();
  await first.granted;
  return holder(first.client);
}

interface Commanded {
  from: number;
  to: number;
}

/**
 * By the daemon's own record: every start that nobody commanded falls on a minute (here: second) of its job, before
 * that of any other. A tick that meets a running job begins with "Stopping", any other with "starting".
 */
function startsByTimetable(log: { at: Date; line: string }[], commanded: Commanded[]): Map<string, number[]> {
  return new Map(
    TIMETABLE.map(({ processName }) => {
      const own = log.filter(({ line }) => line.includes(`${processName}:`) || line.includes(`app:${processName} `));
      const begun = own.filter(
        ({ line }, i) =>
          line.includes('Stopping app:') ||
          (line.includes(' starting in ') &&
            !own.slice(Math.max(0, i - 2), i).some((l) => l.line.includes('Stopping'))),
      );
      const free = begun.filter(({ at }) => !commanded.some(({ from, to }) => +at >= from - 1000 && +at <= to + 1000));
      return [processName, free.map(({ at }) => at.getUTCSeconds())];
    }),
  );
}
