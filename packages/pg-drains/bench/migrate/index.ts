/**
 * `npm run bench:migrate`: what a start costs, and what many at once do, beside six other runners, in one run on one
 * server. Prints the tables and writes them to docs/benchmarks/migrations.md; asserts nothing.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startThrowawayPostgres } from '../../../../testing/postgres-server.ts';
import { history, writeFolders } from './history.ts';
import { atOnce, costOfCurrent, database } from './measure.ts';
import { type AtOnce, type Current, report } from './report.ts';
import { RUNNERS, WITH_INDEX } from './runners.ts';

const folder = await mkdtemp(join(tmpdir(), 'bench-migrate-'));
const server = await startThrowawayPostgres(folder);
try {
  const plain = join(folder, 'plain');
  const indexed = join(folder, 'indexed');
  await writeFolders(plain, history());
  await writeFolders(indexed, history({ withIndex: true }));
  const names = Object.keys(RUNNERS);

  const current: Current[] = [];
  for (const tables of [0, 400]) current.push(...(await costOfCurrent(server.url, plain, names, tables)));
  const many: AtOnce[] = [];
  for (const count of [8, 32]) {
    for (const name of names) {
      const url = await database(server.url);
      many.push(await atOnce({ name, url, root: plain, count, state: 'empty', withIndex: false }));
      many.push(await atOnce({ name, url, root: plain, count, state: 'current', withIndex: false }));
      console.error(`${count} × ${name}`);
    }
  }
  for (const name of WITH_INDEX) {
    const url = await database(server.url);
    many.push(await atOnce({ name, url, root: indexed, count: 8, state: 'empty', withIndex: true }));
    console.error(`with an index: ${name}`);
  }

  const text = report(current, many);
  const page = join(import.meta.dirname, '../../../../docs/benchmarks/migrations.md');
  await mkdir(join(page, '..'), { recursive: true });
  await writeFile(page, text);
  console.log(text);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
