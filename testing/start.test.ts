import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type Config, loadConfig } from '../packages/ezer/src/config/index.ts';
import { embeddedStatus, openDatabase, stopEmbedded } from '../packages/ezer/src/embedded/index.ts';
import type { LibraryState } from '../packages/ezer/src/web/library-state.ts';
import { launchChromium } from './chromium.ts';
import { freePort } from './postgres-server.ts';

/*
 * What a newcomer types, on the sample library, in a fresh data folder: `npm start` without npm. `desk` is one installation
 * that several tests use in their order, as a person would.
 */
const LONG = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'ezer-start-'));
const installations: Config[] = [];
let desk: Config;
let port = 0;

function installation(): Config {
  const config = loadConfig({ EZER_DATA: join(folder, `data-${installations.length}`) });
  installations.push(config);
  return config;
}

beforeAll(async () => {
  port = await freePort();
  desk = installation();
});
afterAll(async () => {
  for (const config of installations) {
    await stopEmbedded(config);
    const status = embeddedStatus(config);
    if ('cluster' in status && !status.cluster.startsWith(folder))
      rmSync(dirname(status.cluster), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Ezer {
  child: ChildProcess;
  output: string[];
  /** The first line that has these words; throws with everything that was said when it ends without. */
  line(words: string | RegExp): Promise<string>;
  exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

function ezer(config: Config, ...args: string[]): Ezer {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../scripts/ezer/index.ts'), ...args], {
    env: { ...process.env, EZER_DATA: config.values.EZER_DATA, EZER_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      output.push(line);
      for (const look of waiting) look();
    });
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exit;
  });
  const line = (words: string | RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = output.find((text) => text.match(words));
        if (found !== undefined) resolve(found);
      };
      waiting.add(look);
      look();
      exit.then(() => reject(new Error(`ended without ${words}:\n${output.join('\n')}`)));
    });
  return { child, output, line, exit };
}

const ROUND_DONE = /הסבב הראשון הסתיים/;
const stateOf = async (): Promise<LibraryState> =>
  (await (await fetch(`http://127.0.0.1:${port}/status.json`)).json()) as LibraryState;

/** Asks the installation's own database; the server may be running or not. */
async function query<R extends pg.QueryResultRow>(config: Config, sql: string): Promise<R[]> {
  const database = await openDatabase(config);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
    await database.release();
  }
}

test('a first start reads the whole sample library, shows it, and stops in order', { timeout: LONG }, async () => {
  const begun = performance.now();
  const first = ezer(desk, 'start');
  await first.line(/halacha-drain drained/);
  const proposed = performance.now();
  expect(await first.line(ROUND_DONE)).not.toContain('לא הצליחו');
  const done = performance.now();
  // The goals of the project are 120 s and 60 s more on two cores.
  expect({ proposed: proposed - begun < 120_000, rest: done - proposed < 60_000 }).toEqual({
    proposed: true,
    rest: true,
  });

  const state = await stateOf();
  expect(state.decisions.visible).toBeGreaterThanOrEqual(24);
  expect(state.decisions.catalogued).toBe(state.decisions.visible);
  expect(state.digests).toMatchObject({ issues: 10, read: 10 });
  expect(state.halachot.proposed).toBeGreaterThan(20);
  expect(state.latest.length).toBeGreaterThan(0);
  expect(state.refusals).toEqual([]);
  for (const { queue, states } of state.queues) expect([queue, Object.keys(states)]).toEqual([queue, ['done']]);
  for (const { job, last } of state.jobs) expect([job, last?.outcome]).toEqual([job, 'drained']);

  await theOperationsPageInABrowser();

  const second = ezer(desk, 'start');
  expect((await second.exit).code).toBe(1);
  expect(second.output.join('\n')).toContain(`כבר רץ`);
  expect(second.output.join('\n')).toContain(`http://127.0.0.1:${port}/`);

  first.child.kill('SIGTERM');
  expect(await first.exit).toEqual({ code: 0, signal: null });
  expect(embeddedStatus(desk).state).toBe('stopped');
});

test('a second start is up in seconds and reads nothing again', { timeout: LONG }, async () => {
  const work = `select queue, subject, fence, attempts, done_at from ezer.work order by 1, 2`;
  const law = `select id, created_at, engine_version from ezer.halacha order by 1`;
  const before = [await query(desk, work), await query(desk, law)];
  const begun = performance.now();
  const again = ezer(desk, 'start', '--once');
  await again.line(ROUND_DONE);
  expect(performance.now() - begun).toBeLessThan(30_000); // 10 s is the goal; other tests run beside this one
  expect((await again.exit).code).toBe(0);
  const runs = again.output.filter((line) =>
    /(digest|court-fetch|metadata-drain|halacha-drain) \S+ .*seconds=/.test(line),
  );
  expect(runs).toHaveLength(4);
  for (const line of runs) expect(line).toContain('nothing-to-do');
  expect([await query(desk, work), await query(desk, law)]).toEqual(before);
});

test('a killed scheduler breaks nothing: its jobs finish, and the next start does the rest', {
  timeout: LONG,
}, async () => {
  const other = installation();
  const killed = ezer(other, 'start');
  await killed.line(/^\[3\/5\]/);
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  expect(embeddedStatus(other).state).toBe('running');

  const next = ezer(other, 'start', '--once');
  await next.line(ROUND_DONE);
  expect((await next.exit).code).toBe(0);
  await vi.waitFor(
    async () => {
      expect(await query(other, `select from ezer.job_run where ended_at is null`)).toEqual([]);
    },
    { timeout: 30_000, interval: 200 },
  );
  const runs = await query<{ outcome: string }>(other, `select distinct outcome from ezer.job_run order by 1`);
  expect(['drained', 'nothing-to-do']).toEqual(expect.arrayContaining(runs.map(({ outcome }) => outcome)));
  const states = await query(other, `select state, count(*)::int from ezer.work group by 1`);
  expect(states).toEqual([{ state: 'done', count: 10 + 2 * (await decisionsIn(other)) }]);
});

const decisionsIn = async (of: Config): Promise<number> =>
  (await query<{ n: number }>(of, 'select count(*)::int as n from ezer.decision'))[0]?.n ?? 0;

test('a folder that is not there and a port that is none are one line and exit code 2', { timeout: LONG }, async () => {
  for (const [args, words] of [
    [['--library', join(folder, 'nowhere')], 'nowhere'],
    [['--port', '0'], '65535'],
  ] as const) {
    const wrong = ezer(desk, 'start', ...args);
    expect((await wrong.exit).code).toBe(2);
    expect(wrong.output).toHaveLength(1);
    expect(wrong.output[0]).toContain(words);
  }
});

async function theOperationsPageInABrowser(): Promise<void> {
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  for (const width of [390, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const complaints: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    await page.goto(`http://127.0.0.1:${port}/operations`);
    expect(await page.title()).toBe('תפעול · עזר משפטי');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    // As text: this runs in the page, whose names the types of Node do not have.
    const laidOut = await page.evaluate(`document.fonts.ready.then(() => {
      const left = (selector) => document.querySelector(selector).getBoundingClientRect().left;
      return {
        tooWide: document.documentElement.scrollWidth > innerWidth,
        nameRightOfLanguage: left('header .name') > left('header .language'),
        hebrew: document.fonts.check('16px "Noto Sans Hebrew"', 'הלכה'),
      };
    })`);
    expect(laidOut).toEqual({ tooWide: false, nameRightOfLanguage: true, hebrew: true });
    await page.screenshot({ path: join(folder, `status-${width}.png`), fullPage: true });

    await page.click('header .language');
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
    expect(await page.locator('h1').textContent()).toBe('Operations');
    expect(complaints).toEqual([]);
    expect([...new Set(asked)]).toEqual([`127.0.0.1:${port}`]);
    await page.close();
  }
}
