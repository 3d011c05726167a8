import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { database } from '../migrate/measure.ts';

export interface Start {
  name: string;
  /** milliseconds of the whole process, one a round */
  times: number[];
}

const ROOT = join(import.meta.dirname, '../../../..');
const BARE = `import pg from 'pg'; const c = new pg.Client({ connectionString: process.argv[1] }); await c.connect(); await c.query('select 1'); await c.end();`;
const GRAPHILE = `import { runOnce, Logger } from 'graphile-worker'; await runOnce({ connectionString: process.argv[1], taskList: { noop: async () => {} }, logger: new Logger(() => () => {}) });`;
const BOSS = `import { PgBoss } from 'pg-boss'; const b = new PgBoss({ connectionString: process.argv[1], max: 1, supervise: false, schedule: false, migrate: false }); b.on('error', () => {}); await b.start(); await b.fetch('noop'); await b.stop({ graceful: false, close: true });`;
const BOSS_SETUP = `import { PgBoss } from 'pg-boss'; const b = new PgBoss({ connectionString: process.argv[1], supervise: false, schedule: false }); b.on('error', () => {}); await b.start(); await b.createQueue('noop'); await b.stop({ graceful: false, close: true });`;

/**
 * Start to exit of a process that finds an empty queue. Ours is the built program, `ezer run metadata-drain`, with its
 * schema check, its run row and its summary; `npm run build` makes it.
 */
export async function startsOnEmpty(server: string, rounds: number): Promise<Start[]> {
  const program = join(ROOT, 'packages/ezer/dist/ezer.mjs');
  const kinds = [
    { name: 'node, pg, select 1', args: inline(BARE), setUp: null },
    { name: 'pg-drains (ezer run metadata-drain)', args: () => [program, 'run', 'metadata-drain'], setUp: null },
    { name: 'graphile-worker runOnce', args: inline(GRAPHILE), setUp: null },
    { name: 'pg-boss, lean start and one fetch', args: inline(BOSS), setUp: inline(BOSS_SETUP) },
  ];
  const results: Start[] = [];
  const runs: (() => Promise<number>)[] = [];
  for (const { name, args, setUp } of kinds) {
    const url = await database(server);
    if (setUp) await timeOf(setUp(url), url);
    await timeOf(args(url), url); // the first one makes the schema
    results.push({ name, times: [] });
    runs.push(() => timeOf(args(url), url));
  }
  for (let round = 0; round < rounds; round += 1)
    for (const [index, run] of runs.entries()) results[index]?.times.push(await run());
  return results;
}

const inline = (code: string) => (url: string) => ['--input-type=module', '-e', code, url];

function timeOf(args: string[], url: string): Promise<number> {
  const env = { ...process.env, DATABASE_URL: url, EZER_SAMPLES: 'off' };
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: import.meta.dirname,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(performance.now() - start);
      else reject(new Error(`${args.slice(0, 2).join(' ')} ended with ${code}`));
    });
  });
}
