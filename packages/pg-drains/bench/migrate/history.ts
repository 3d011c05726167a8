/** The same small history for every runner that takes one: ten steps, a table with two indexes in each. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Migration } from '../../src/index.ts';

const STEPS = 10;

export function history({ withIndex = false } = {}): Migration[] {
  const steps = Array.from({ length: STEPS }, (_, index): Migration => {
    const table = `bench_${index + 1}`;
    const sql = `create table ${table} (id bigint generated always as identity primary key, word text, at timestamptz default now());
create index ${table}_word on ${table} (word);
create index ${table}_at on ${table} (at desc);`;
    return { number: index + 1, name: table, breaking: false, sql };
  });
  if (!withIndex) return steps;
  const rows = `insert into bench_1 (word) select 'w' || n from generate_series(1, 100000) n`;
  return [
    ...steps,
    { number: STEPS + 1, name: 'rows', breaking: false, sql: rows },
    { number: STEPS + 2, name: 'concurrent', breaking: false, kind: 'concurrent-index', sql: INDEX },
  ];
}

const INDEX = 'create index concurrently bench_1_lower on bench_1 (lower(word))';

/** The history as the files that the runners read: one folder for each format. */
export async function writeFolders(root: string, steps: readonly Migration[]): Promise<void> {
  for (const folder of ['node-pg-migrate', 'postgres-migrations', 'drizzle/meta']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  const entries = [];
  for (const { number, name, sql, kind } of steps) {
    const alone = kind === 'concurrent-index';
    const file = String(number).padStart(4, '0');
    const up = `exports.up = (pgm) => { ${alone ? 'pgm.noTransaction(); ' : ''}pgm.sql(${JSON.stringify(sql)}); };`;
    await writeFile(join(root, 'node-pg-migrate', `${file}_${name}.cjs`), `${up}\nexports.down = false;\n`);
    const noTransaction = alone ? '-- postgres-migrations disable-transaction\n' : '';
    await writeFile(join(root, 'postgres-migrations', `${number}_${name}.sql`), noTransaction + sql);
    if (alone) continue; // drizzle runs everything in one transaction
    await writeFile(join(root, 'drizzle', `${file}_${name}.sql`), sql);
    entries.push({
      idx: number - 1,
      version: '7',
      when: 1_700_000_000_000 + number,
      tag: `${file}_${name}`,
      breakpoints: false,
    });
  }
  const journal = JSON.stringify({ version: '7', dialect: 'postgresql', entries });
  await writeFile(join(root, 'drizzle/meta/_journal.json'), journal);
}
