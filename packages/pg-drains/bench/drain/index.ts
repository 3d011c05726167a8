/**
 * `npm run bench:drain`: throughput, start and claims beside graphile-worker and pg-boss in one run on one server.
 * Prints the tables and writes them to docs/benchmarks/drains.md; asserts nothing.
 * `-- --items 20000 --rounds 9 --long-items 100000 --long-rounds 3 --starts 50`, which are the defaults. The start of the
 * built program needs `npm run build`.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDurablePostgres } from '../../../../testing/postgres-server.ts';
import { claimsByDepth, claimsUnderOpenTransaction } from './flatness.ts';
import { report } from './report.ts';
import { startsOnEmpty } from './starts.ts';
import { BESIDE, SYSTEMS } from './systems.ts';
import { throughput } from './throughput.ts';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '9' },
    'long-items': { type: 'string', default: '100000' },
    'long-rounds': { type: 'string', default: '3' },
    starts: { type: 'string', default: '50' },
  },
});
const queues = [
  { items: Number(values.items), rounds: Number(values.rounds), names: Object.keys(SYSTEMS) },
  { items: Number(values['long-items']), rounds: Number(values['long-rounds']), names: BESIDE },
];

const page = join(import.meta.dirname, '../../../../docs/benchmarks/drains.md');
await mkdir(join(page, '..'), { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'bench-drain-'));
const server = await startDurablePostgres(folder);
try {
  const worked = [];
  for (const queue of queues) {
    const rows = [];
    for (const processes of [1, 2]) rows.push(...(await throughput(server.url, { ...queue, processes })));
    worked.push({ ...queue, rows });
  }
  const starts = await startsOnEmpty(server.url, Number(values.starts));
  const depth = await claimsByDepth(server.url, [1_000, 10_000, 100_000, 1_000_000], 41);
  const held = await claimsUnderOpenTransaction(server.url, 50_000, 41);
  const text = report({ worked, starts, depth, held });
  await writeFile(page, text);
  console.log(text);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
