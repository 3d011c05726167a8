import pg from 'pg';
import { deriveWork, runDrain, workSchema } from '../../src/drain/index.ts';
import { claimBatch } from '../../src/drain/statements/claim.ts';
import { database } from '../migrate/measure.ts';

export interface ClaimTime {
  what: string;
  /** milliseconds of one claim, median of the repeats */
  single: number;
  batch: number;
}

const PREFIX = '"bench".';

/** How long a claim takes when ever more is ready. */
export async function claimsByDepth(server: string, depths: readonly number[], repeats: number): Promise<ClaimTime[]> {
  const times: ClaimTime[] = [];
  for (const depth of depths) {
    const client = await stocked(server, depth);
    times.push({ what: `${depth.toLocaleString('en')} ready`, ...(await claimTimes(client, repeats)) });
    await client.end();
    console.error(`claims with ${depth} ready`);
  }
  return times;
}

/**
 * How long a claim takes while an old transaction keeps vacuum from removing anything, before and after so many items
 * have passed: their dead index entries stand at the head of the index, where every claim begins.
 */
export async function claimsUnderOpenTransaction(
  server: string,
  passing: number,
  repeats: number,
): Promise<ClaimTime[]> {
  const client = await stocked(server, passing + 10_000);
  const url = urls.get(client) ?? '';
  const old = new pg.Client({ connectionString: url });
  await old.connect();
  await old.query('begin isolation level repeatable read');
  await old.query('select count(*) from bench.work');
  const before = { what: 'a transaction is open, nothing has passed', ...(await claimTimes(client, repeats)) };
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  await runDrain({
    pool,
    schema: 'bench',
    queue: 'noop',
    job: 'noop',
    handle: async () => {},
    budget: { items: passing },
    batch: 500,
  });
  const later = `the same, ${passing.toLocaleString('en')} items later`;
  const head = await client.query<{ priority: number; place: string }>(
    `select priority, ready_at::text as place from bench.work where state = 'ready' order by priority desc, ready_at limit 1`,
  );
  const onward = {
    what: `${later}, from where the drain stopped`,
    ...(await claimTimes(client, repeats, head.rows[0])),
  };
  const afresh = { what: `${later}, from the head (twice a second)`, ...(await claimTimes(client, repeats)) };
  await pool.end();
  await old.end();
  await client.end();
  return [before, onward, afresh];
}

async function claimTimes(
  client: pg.Client,
  repeats: number,
  place?: { priority: number; place: string },
): Promise<{ single: number; batch: number }> {
  const time = async (limit: number) => {
    const times: number[] = [];
    for (let i = 0; i < repeats; i += 1) {
      // Rolled back: each claim meets the same queue.
      await client.query('begin');
      const start = performance.now();
      const values = ['noop', 'noop', 'bench', 30, [], ...(place ? [place.priority, place.place] : [])];
      await client.query(claimBatch(PREFIX, limit, { onward: place !== undefined }), values);
      times.push(performance.now() - start);
      await client.query('rollback');
    }
    return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  };
  return { single: await time(1), batch: await time(100) };
}

const urls = new WeakMap<pg.Client, string>();

async function stocked(server: string, count: number): Promise<pg.Client> {
  const url = await database(server);
  const client = new pg.Client({ connectionString: url });
  urls.set(client, url);
  await client.connect();
  await client.query(`create schema bench; set search_path to bench; ${workSchema}; reset search_path`);
  const select = `select n::text as subject, 'v1' as input, 0 as priority from generate_series(1, $1::int) n`;
  await deriveWork(client, { schema: 'bench', queue: 'noop', select, values: [count] });
  await client.query('vacuum analyze bench.work');
  return client;
}
