/**
 * `npm run bench:migrate`: what a start costs, and what many at once do, beside six other runners, in one run on one
 * server. Prints the tables and writes them to docs/benchmarks/migrations.md; asserts nothing.
 * `-- --repeats 100 --rounds 3 --processes 1,8,32 --out FILE`, which are the defaults but for FILE, which is that page;
 * what is measured so far is written after each part.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startThrowawayPostgres } from '../../../../testing/postgres-server.ts';
import { deaths } from './death.ts';
import { history, writeFolders } from './history.ts';
import { atOnce, costOfCurrent, database, middle, type OneRound, shuffled } from './measure.ts';
import { type AtOnce, type Current, report } from './report.ts';
import { RUNNERS, WITH_INDEX } from './runners.ts';

const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    processes: { type: 'string', default: '1,8,32' },
    out: { type: 'string', default: join(import.meta.dirname, '../../../../docs/benchmarks/migrations.md') },
  },
});
const ROUNDS = Number(values.rounds);
const REPEATS = Number(values.repeats);

const page = values.out;
await mkdir(join(page, '..'), { recursive: true });

const folder = await mkdtemp(join(tmpdir(), 'bench-migrate-'));
const server = await startThrowawayPostgres(folder);
try {
  const plain = join(folder, 'plain');
  const indexed = join(folder, 'indexed');
  await writeFolders(plain, history());
  await writeFolders(indexed, history({ withIndex: true }));
  const names = Object.keys(RUNNERS);

  const current: Current[] = [];
  for (const tables of [0, 400]) current.push(...(await costOfCurrent(server.url, plain, names, tables, REPEATS)));
  const many: AtOnce[] = [];
  const measured = { current, repeats: REPEATS, many, rounds: ROUNDS, deaths: [] };
  await writeFile(page, report(measured));
  for (const count of values.processes.split(',').map(Number)) {
    // Rounds in turn, so that what else the machine does meets every runner.
    const rounds: OneRound[][] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of shuffled(names)) {
        const index = names.indexOf(name);
        const at = { name, url: await database(server.url), root: plain, count, withIndex: false };
        rounds[2 * index] = [...(rounds[2 * index] ?? []), await atOnce({ ...at, state: 'empty' })];
        rounds[2 * index + 1] = [...(rounds[2 * index + 1] ?? []), await atOnce({ ...at, state: 'current' })];
      }
      console.error(`${count} at once, round ${round + 1} of ${ROUNDS}`);
    }
    // The first runner is the bare connection: its rounds are what those of the others are held against.
    many.push(...rounds.map((of, index) => middle(of, rounds[index % 2] ?? of)));
    await writeFile(page, report(measured));
  }
  for (const name of WITH_INDEX) {
    const url = await database(server.url);
    many.push({
      ...(await atOnce({ name, url, root: indexed, count: 8, state: 'empty', withIndex: true })),
      timesBare: null,
    });
    console.error(`with an index: ${name}`);
  }

  const text = report({ ...measured, deaths: await deaths(server.url, 10) });
  await writeFile(page, text);
  console.log(text);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
