import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { history } from './history.ts';
import type { AtOnce, Current } from './report.ts';
import { RUNNERS, type Run, type Work } from './runners.ts';

const START = fileURLToPath(new URL('./start.ts', import.meta.url));

export async function database(server: string): Promise<string> {
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await send(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Milliseconds and statements of a start that finds nothing to do; the runners take turns. The first is the measure of the others. */
export async function costOfCurrent(
  server: string,
  root: string,
  names: readonly string[],
  extraTables: number,
  repeats: number,
): Promise<Current[]> {
  const starts: { name: string; run: Run; work: Work; times: number[]; queries: number }[] = [];
  for (const name of names) {
    const run = await RUNNERS[name]?.();
    if (!run) continue;
    const work = { url: await database(server), root, steps: history() };
    for (let i = 0; i < extraTables; i += 50) {
      const batch = Array.from(
        { length: Math.min(50, extraTables - i) },
        (_, n) => `create table public.extra_${i + n} (${COLUMNS});`,
      );
      await send(work.url, batch.join('\n'));
    }
    await (await run(work))();
    starts.push({ name, run, work, times: [], queries: await countQueries(async () => (await run(work))()) });
  }
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const { run, work, times } of shuffled(starts)) {
      const start = performance.now();
      const close = await run(work);
      times.push(performance.now() - start);
      await close();
      await pause(SETTLE_MS);
    }
  }
  const bare = starts[0]?.times ?? [];
  return starts.map(({ name, times, queries }) => {
    // Pair by pair, so that what else the machine does in one round counts for neither.
    const added = quartiles(times.map((time, round) => time - (bare[round] ?? 0))).median;
    return { name, extraTables, queries, added, ...quartiles(times) };
  });
}

/** For the server to end what was closed, so that it costs nobody's next start. */
const SETTLE_MS = 5;

export function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

const COLUMNS = Array.from({ length: 15 }, (_, n) => `c${n} text`).join(', ');

async function countQueries(work: () => Promise<void>): Promise<number> {
  const prototype: { query: (...args: never[]) => unknown; execute: (...args: never[]) => unknown } =
    pg.Connection.prototype;
  const { query, execute } = prototype;
  let count = 0;
  prototype.query = function (...args) {
    count += 1;
    return query.apply(this, args);
  };
  prototype.execute = function (...args) {
    count += 1;
    return execute.apply(this, args);
  };
  try {
    await work();
    return count;
  } finally {
    Object.assign(prototype, { query, execute });
  }
}

export type OneRound = Omit<AtOnce, 'timesBare'>;

/** So many processes, loaded and waiting, let go at the same instant. */
export async function atOnce(
  order: Pick<AtOnce, 'name' | 'count' | 'state' | 'withIndex'> & { url: string; root: string },
): Promise<OneRound> {
  const { url, root, ...asked } = order;
  const args = [START, asked.name, url, root, asked.withIndex ? 'with-index' : ''];
  const children = Array.from({ length: asked.count }, () => {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  await Promise.all(children.map(({ lines }) => lines.next()));
  const start = performance.now();
  for (const { child } of children) child.stdin.end('go\n');
  const results = await Promise.all(children.map(async ({ lines }) => readResult(String((await lines.next()).value))));
  const wall = performance.now() - start;
  const times = quartiles(results.map(({ ms }) => ms));
  const failed = results.filter(({ ok }) => !ok);
  return {
    ...asked,
    ok: results.length - failed.length,
    failed: failed.length,
    deadlocks: failed.filter(({ code }) => code === '40P01').length,
    median: times.median,
    slowest: Math.max(...results.map(({ ms }) => ms)),
    wall,
    errors: [...new Set(failed.map(({ code, message }) => code ?? message ?? 'unknown'))],
  };
}

/**
 * The round of the middle wall time, with the failures of all rounds. What it is beside the bare connections is the
 * median of the rounds, each held against the bare connections of its own: the machine is not as quick in all of them.
 */
export function middle(rounds: readonly OneRound[], bare: readonly OneRound[]): AtOnce {
  const sorted = rounds.toSorted((a, b) => a.wall - b.wall);
  const round = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!round) throw new Error('there is no round');
  const sum = (of: (row: OneRound) => number) => rounds.reduce((total, row) => total + of(row), 0);
  const errors = [...new Set(rounds.flatMap((row) => row.errors))];
  const beside = rounds.map(({ wall }, index) => wall / (bare[index]?.wall ?? Number.NaN));
  return {
    ...round,
    timesBare: quartiles(beside).median,
    ok: sum((row) => row.ok),
    failed: sum((row) => row.failed),
    deadlocks: sum((row) => row.deadlocks),
    errors,
  };
}

interface Result {
  ok: boolean;
  ms: number;
  code?: string | null;
  message?: string;
}

function readResult(line: string): Result {
  try {
    return JSON.parse(line);
  } catch {
    return { ok: false, ms: 0, message: 'the process died' };
  }
}

function quartiles(times: readonly number[]): { median: number; low: number; high: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

async function send(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
