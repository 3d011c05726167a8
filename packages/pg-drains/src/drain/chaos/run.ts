/**
 * `npm run chaos`: 10,000 items, four drains, and for a minute everything that can fail. Prints what happened; exit 1
 * when an item was done twice, or not at all. `-- --items 10000 --drains 4 --seconds 60 --seed 1`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startThrowawayPostgres } from '../../../../../testing/postgres-server.ts';
import { chaos } from './chaos.ts';

const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '10000' },
    drains: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    json: { type: 'boolean', default: false },
  },
});
const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
const server = await startThrowawayPostgres(folder);
try {
  const report = await chaos({
    url: server.url,
    items: Number(values.items),
    drains: Number(values.drains),
    seconds: Number(values.seconds),
    seed: Number(values.seed),
    onEvent: (line) => process.stderr.write(`${line}\n`),
  });
  const { wrong, dead, once, items, starts, faults, seconds } = report;
  if (values.json) console.log(JSON.stringify(report));
  else {
    console.log(`${items} items in ${seconds.toFixed(1)} s by ${starts} starts of drains, seed ${values.seed}`);
    for (const [name, count] of Object.entries(faults)) console.log(`${String(count).padStart(5)} × ${name}`);
    console.log(
      `${once} done exactly once, ${dead.length} dead: ${dead.map(({ subject, error }) => `${subject} (${error})`).join(', ')}`,
    );
    for (const line of wrong.slice(0, 20)) console.log(`WRONG: ${line}`);
  }
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
