import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** What a fault may touch. */
export interface Scene {
  /** as a superuser */
  url: string;
  /** drains at work; a killed one is replaced by the suite */
  drains: ReadonlySet<ChildProcess>;
  random: () => number;
}

export interface Fault {
  name: string;
  /** how often it is chosen beside the others */
  weight: number;
  strike(scene: Scene): Promise<void>;
}

/** Everything that happens to drains in years, in a minute. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'kill -9 of a drain',
    weight: 10,
    async strike({ drains, random }) {
      pick([...drains], random)?.kill('SIGKILL');
    },
  },
  {
    name: 'SIGTERM to a drain',
    weight: 3,
    async strike({ drains, random }) {
      pick([...drains], random)?.kill('SIGTERM');
    },
  },
  {
    name: 'a connection is terminated',
    weight: 6,
    strike: ({ url, random }) =>
      withClient(url, async (client) => {
        const { rows } = await client.query<{ pid: number }>(OTHERS);
        const victim = pick(rows, random);
        if (victim) await client.query('select pg_terminate_backend($1)', [victim.pid]);
      }),
  },
  {
    // Postgres ends every connection, recovers from its log and comes back: what a crash of the server looks like.
    name: 'kill -9 of a server process',
    weight: 1,
    strike: ({ url, random }) =>
      withClient(url, async (client) => {
        const { rows } = await client.query<{ pid: number }>(OTHERS);
        const victim = pick(rows, random);
        if (victim) process.kill(victim.pid, 'SIGKILL');
      }),
  },
  {
    name: 'no connection is left',
    weight: 1,
    async strike({ url }) {
      const held: pg.Client[] = [];
      try {
        for (let i = 0; i < 500; i += 1) held.push(await connected(url));
      } catch {
        await pause(300); // the last one was refused: that is what was wanted
      } finally {
        await Promise.all(held.map((client) => client.end().catch(() => {})));
      }
    },
  },
];

const OTHERS = `select pid from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

export function chooseFault(random: () => number): Fault {
  let at = random() * FAULTS.reduce((sum, fault) => sum + fault.weight, 0);
  for (const fault of FAULTS) {
    at -= fault.weight;
    if (at <= 0) return fault;
  }
  throw new Error('there are no faults');
}

/** A transaction that stays open and sees everything: no vacuum removes a dead row while it stands. */
export async function holdTransactionOpen(url: string): Promise<() => Promise<void>> {
  const client = await connected(url);
  await client.query('begin isolation level repeatable read');
  await client.query('select 1');
  return () => client.end().catch(() => {});
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = await connected(url);
  try {
    await work(client);
  } catch (error) {
    // The victim's fall may take this connection along.
    if (!(error instanceof Error)) throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)];
