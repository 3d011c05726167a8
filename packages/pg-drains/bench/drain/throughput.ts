import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { database } from '../migrate/measure.ts';
import { SYSTEMS } from './systems.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

export interface Throughput {
  name: string;
  processes: number;
  /** items a second, a value a round */
  filled: number[];
  worked: number[];
}

/** No-op items, filled and worked: every system in turn in every round, so that what else the machine does meets all. */
export async function throughput(
  server: string,
  { names, processes, items, rounds }: { names: readonly string[]; processes: number; items: number; rounds: number },
): Promise<Throughput[]> {
  const results = names.map((name): Throughput => ({ name, processes, filled: [], worked: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const result of results) {
      const system = await SYSTEMS[result.name]?.();
      if (!system) throw new Error(`there is no system named ${result.name}`);
      const url = await database(server);
      result.filled.push(items / (await system.fill(url, items)));
      result.worked.push(items / (await drainBy(result.name, url, processes)));
      await cleanUp(server, url);
    }
    console.error(`${processes} process(es), round ${round + 1} of ${rounds}`);
  }
  return results;
}

/** Nothing of what one system leaves (files to be written, tables to be vacuumed) is done in the time of the next. */
async function cleanUp(server: string, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
  await client.query('checkpoint');
  await client.end();
}

/** Seconds from the common start until the last process found nothing more. */
async function drainBy(name: string, url: string, processes: number): Promise<number> {
  const children = Array.from({ length: processes }, () => {
    const child = spawn(process.execPath, [WORKER, name, url], { stdio: ['pipe', 'pipe', 'inherit'] });
    const closed = new Promise((resolve) => child.once('close', resolve));
    return { child, closed, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  await Promise.all(children.map(({ lines }) => lines.next()));
  const start = performance.now();
  for (const { child } of children) child.stdin.end('go\n');
  const last = await Promise.all(children.map(({ lines }) => lines.next()));
  if (last.some(({ value }) => value !== 'done')) throw new Error(`a process of ${name} died`);
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(children.map(({ closed }) => closed));
  return seconds;
}
