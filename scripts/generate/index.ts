/**
 * `npm run generate` writes what is derived from the migrations: the module that carries them, the table types of the
 * schema they produce, and the catalog that `ezer migrate --check` compares with. `npm run generate -- --check` fails when what is committed is stale.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadMigrations, migrate, renderMigrationsModule, renderSnapshotModule, takeSnapshot } from 'pg-drains';
import { startThrowawayPostgres } from '../../testing/postgres-server.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const root = join(import.meta.dirname, '../..');
const store = join(root, 'packages/ezer/src/store');

const schema = await describeSchema();
const made = new Map([
  [join(store, 'migrations.gen.ts'), await renderMigrationsModule(join(store, 'migrations'))],
  [join(store, 'tables.gen.ts'), schema.types],
  [join(store, 'catalog.gen.ts'), schema.catalog],
]);
const stale: string[] = [];
for (const [file, text] of made) {
  const present = await readFile(file, 'utf8').catch(() => '');
  if (present === text) continue;
  stale.push(file.slice(root.length + 1));
  if (!values.check) await writeFile(file, text);
}
if (stale.length === 0) console.log('generated files are current');
else if (!values.check) console.log(`written: ${stale.join(', ')}`);
else {
  console.error(`stale: ${stale.join(', ')}; run 'npm run generate' and commit the result`);
  process.exitCode = 1;
}

/** The schema as Postgres itself describes it after the migrations: as types, and as canonical text. */
async function describeSchema(): Promise<{ types: string; catalog: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'ezer-generate-'));
  const server = await startThrowawayPostgres(folder);
  try {
    const history = { migrations: await loadMigrations(join(store, 'migrations')), schema: 'ezer' };
    await migrate(server.url, history);
    const out = join(folder, 'tables.ts');
    const options = ['--dialect', 'postgres', '--url', server.url, '--out-file', out, '--log-level', 'error'];
    const shape = ['--default-schema', 'ezer', '--include-pattern', 'ezer.*', '--date-parser', 'string'];
    execFileSync(join(root, 'node_modules/.bin/kysely-codegen'), [...options, ...shape], { stdio: 'inherit' });
    return {
      types: await readFile(out, 'utf8'),
      catalog: renderSnapshotModule(await takeSnapshot(server.url, history)),
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
