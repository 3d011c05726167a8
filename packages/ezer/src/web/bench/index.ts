/**
 * `npm run bench:web`: how soon the first byte of every page comes, on the sample library and on a large one, beside a
 * bare Hono route that sends as many bytes. Prints the tables and writes them to docs/benchmarks/web.md; asserts nothing.
 *
 * `-- --rounds 100`; `--jsonl FILE --text-field NAME` is what the large library is read from (left out when the file is
 * not there), or `--database URL --data DIR` is a large one that exists.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Filled, fillLibrary, openFilled, reviewSome } from '../../../../../testing/browser/sample-library.ts';
import { startThrowawayPostgres } from '../../../../../testing/postgres-server.ts';
import { measure } from './measure.ts';
import { type Measured, report } from './report.ts';

const ROOT = join(import.meta.dirname, '../../../../..');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    jsonl: { type: 'string', default: '../shared/corpus/noambassat-sc-criminal-leave/decisions.jsonl' },
    'text-field': { type: 'string', default: 'texts' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
});
const rounds = Number(values.rounds);

const page = join(ROOT, 'docs/benchmarks/web.md');
await mkdir(join(page, '..'), { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'bench-web-'));
const server = await startThrowawayPostgres(folder);
try {
  const measured: Measured[] = [];
  for (const { name, open } of libraries()) {
    console.error(`${name}: filling`);
    const library = await open();
    const { rows } = await library.store.pool.query<{ decisions: number }>(
      `select count(*)::int as decisions from ezer.decision where status = 'visible'`,
    );
    console.error(`${name}: measuring`);
    measured.push({ name, decisions: rows[0]?.decisions ?? 0, pages: await measure(library, rounds) });
    await library.store.close();
  }
  const text = report(measured, rounds);
  await writeFile(page, text);
  console.log(text);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

function libraries(): { name: string; open(): Promise<Filled> }[] {
  const { database, data, jsonl, 'text-field': textField } = values;
  const samples = { name: 'the sample library', open: () => filled(join(folder, 'samples'), {}) };
  if (database !== undefined && data !== undefined)
    return [samples, { name: 'a large library', open: async () => openFilled(database, resolve(data)) }];
  const path = resolve(ROOT, jsonl);
  if (!existsSync(path)) return [samples];
  const large = { env: { EZER_SAMPLES: 'off' }, path, textField };
  return [samples, { name: 'a large library', open: () => filled(join(folder, 'large'), large) }];
}

async function filled(data: string, filling: Parameters<typeof fillLibrary>[2]): Promise<Filled> {
  const library = await fillLibrary(server.url, data, filling);
  await reviewSome(library);
  await library.store.pool.query('vacuum analyze');
  return library;
}
