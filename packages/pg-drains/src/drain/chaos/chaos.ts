import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { deriveWork } from '../derive.ts';
import { workSchema } from '../schema/work-schema.gen.ts';
import type { ReaderOptions } from '../testing/reader.ts';
import { chooseFault, holdTransactionOpen } from './faults.ts';

export interface ChaosOptions {
  /** a database of its own on a server of its own: the server is killed too */
  url: string;
  items: number;
  drains: number;
  /** no faults any more after this long; then the rest is worked in peace */
  seconds: number;
  seed: number;
  onEvent?: (line: string) => void;
}

export interface ChaosReport {
  seed: number;
  seconds: number;
  faults: Record<string, number>;
  starts: number;
  items: number;
  /** items whose result was written exactly once */
  once: number;
  /** what must not be: written twice, or done without being written, or written and not done */
  wrong: string[];
  dead: { subject: string; error: string | null }[];
}

const SCHEMA = 'chaos';
/** It kills every process that works it: it must end dead, and take nothing else along. */
export const POISON = 'p0007';

/**
 * Works a queue with several drains while everything that can fail fails, then in peace, and compares the work rows with
 * the ledger that the handlers wrote.
 *
 * @example
 * const { wrong, dead } = await chaos({ url, items: 10_000, drains: 4, seconds: 60, seed: 1 });
 */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const { url, items, seconds, seed, onEvent = () => {} } = options;
  const random = seeded(seed);
  const faults: Record<string, number> = {};
  await stock(url, items);
  const started = performance.now();
  const crew = hire(options, random);
  let letGo = await holdTransactionOpen(url);
  while ((performance.now() - started) / 1000 < seconds) {
    await pause(50 + random() * 250);
    const fault = chooseFault(random);
    onEvent(fault.name);
    faults[fault.name] = (faults[fault.name] ?? 0) + 1;
    await fault.strike({ url, drains: crew.atWork, random }).catch(() => {}); // the server may be away
    crew.fill();
    if (random() < 0.05) {
      await letGo();
      letGo = await holdTransactionOpen(url).catch(() => async () => {});
    }
    if (crew.isIdle()) break;
  }
  await letGo();
  await crew.finish();
  return {
    seed,
    seconds: (performance.now() - started) / 1000,
    faults,
    starts: crew.starts(),
    ...(await compare(url)),
  };
}

const READER = fileURLToPath(new URL('../testing/reader.ts', import.meta.url));

/** Keeps so many drains at work, until the queue has nothing for any of them. */
function hire({ url, drains }: ChaosOptions, random: () => number) {
  const atWork = new Set<ChildProcess>();
  let starts = 0;
  let idle = 0;

  return {
    atWork,
    starts: () => starts,
    /** the last starts all found nothing to do */
    isIdle: () => idle > 3 * drains,
    fill() {
      while (atWork.size < drains) start();
    },
    async finish() {
      // Twice the lease and more starts than the poison has attempts: what is left is taken up again.
      for (let quiet = 0; quiet < 2 * drains; ) {
        if (atWork.size === 0) start();
        const ended = await Promise.race([...atWork].map((child) => summaryOf(child)));
        quiet = / nothing-to-do /.test(ended) ? quiet + 1 : 0;
        if (quiet > 0) await pause(400);
      }
    },
  };

  function start(): void {
    starts += 1;
    const options: ReaderOptions = { url, schema: SCHEMA, mode: 'poison', lease: 1, batch: 40, maxAttempts: 15 };
    const wild = random() < 0.3;
    const child = spawn(process.execPath, [READER, JSON.stringify({ ...options, wildClock: wild })], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    atWork.add(child);
    void summaryOf(child).then((line) => {
      atWork.delete(child);
      idle = / nothing-to-do /.test(line) ? idle + 1 : 0;
    });
  }
}

const summaries = new WeakMap<ChildProcess, Promise<string>>();

/** The last line of a drain, empty when it was killed. */
function summaryOf(child: ChildProcess): Promise<string> {
  const known = summaries.get(child);
  if (known) return known;
  const summary = new Promise<string>((resolve) => {
    let tail = '';
    child.stdout?.on('data', (chunk) => {
      tail = (tail + chunk).slice(-4000);
    });
    child.once('close', () => resolve(tail.split('\n').findLast((line) => line.startsWith('read-drain ')) ?? ''));
  });
  summaries.set(child, summary);
  return summary;
}

async function stock(url: string, items: number): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`create schema ${SCHEMA}; set search_path to ${SCHEMA}; ${workSchema}
      create table ledger (subject text not null, input text not null, written_at timestamptz not null default now())`);
    const select = `select 'p' || lpad(n::text, greatest(4, length(n::text)), '0') as subject, 'v1' as input, 0 as priority
      from generate_series(1, $1::int) n`;
    await deriveWork(client, { schema: SCHEMA, queue: 'read', select, values: [items] });
  });
}

async function compare(url: string): Promise<Pick<ChaosReport, 'items' | 'once' | 'wrong' | 'dead'>> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ subject: string; state: string; written: number; last_error: string | null }>(`
      select w.subject, w.state, w.last_error, (select count(*)::int from ${SCHEMA}.ledger l where l.subject = w.subject) as written
        from ${SCHEMA}.work w order by w.subject`),
  );
  const isRight = (row: (typeof rows)[number]) =>
    row.state === 'done' ? row.written === 1 : row.state === 'dead' && row.written === 0;
  return {
    items: rows.length,
    once: rows.filter((row) => row.state === 'done' && row.written === 1).length,
    wrong: rows
      .filter((row) => !isRight(row))
      .map((row) => `${row.subject} is ${row.state}, written ${row.written} times`),
    dead: rows.filter((row) => row.state === 'dead').map((row) => ({ subject: row.subject, error: row.last_error })),
  };
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same faults for the same seed, as far as the machine's own timing lets them: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
