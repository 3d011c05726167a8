/**
 * `npm run bench:drain`: throughput, start and claims beside graphile-worker and pg-boss in one run on one server.
 * Prints the tables and writes them to docs/benchmarks/drains.md; asserts nothing.
 * `-- --items 20000 --rounds 5 --starts 15`, which are the defaults. The start of the built program needs `npm run build`.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDurablePostgres } from '../../../../testing/postgres-server.ts';
import { claimsByDepth, claimsUnderOpenTransaction } from './flatness.ts';
import { report } from './report.ts';
import { startsOnEmpty } from './starts.ts';
import { SYSTEMS } from './systems.ts';
import { throughput } from './throughput.ts';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
    starts: { type: 'string', default: '15' },
  },
});
const items = Number(values.items);
const rounds = Number(values.rounds);

const page = join(import.meta.dirname, '../../../../docs/benchmarks/drains.md');
await mkdir(join(page, '..'), { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'bench-drain-'));
const server = await startDurablePostgres(folder);
try {
  const names = Object.keys(SYSTEMS);
  const worked = [];
  for (const processes of [1, 2]) worked.push(...(await throughput(server.url, { names, processes, items, rounds })));
  const starts = await startsOnEmpty(server.url, Number(values.starts));
  const depth = await claimsByDepth(server.url, [1_000, 10_000, 100_000, 1_000_000], 41);
  const held = await claimsUnderOpenTransaction(server.url, 50_000, 41);
  const text = report({ items, rounds, throughput: worked, starts, depth, held });
  await writeFile(page, text);
  console.log(text);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
