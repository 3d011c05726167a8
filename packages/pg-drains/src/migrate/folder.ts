import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BadMigrations, NoMigrations, NotUtf8 } from './bad-migrations.ts';
import { requireKind } from './kind.ts';
import { fileName, linkMigrations, type Migration, type MigrationKind } from './migration.ts';
import { splitStatements } from './statements.ts';

/**
 * Reads a folder of `NNNN_what.sql` files, in order. Files that do not end in `.sql` are left alone.
 *
 * A file says more about itself in header comments, above its first statement:
 * ```sql
 * -- breaking: true
 * -- locks: decision, citation
 * -- kind: concurrent-index
 * ```
 *
 * @throws {BadMigrations} with the file and the reason
 * @example
 * const migrations = await loadMigrations('migrations');
 */
export async function loadMigrations(folder: string): Promise<Migration[]> {
  const files = await readdir(folder).catch((cause: unknown) => {
    throw new BadMigrations({ reason: 'unreadable-folder', folder, cause });
  });
  const sqlFiles = files.filter((file) => file.endsWith('.sql')).sort();
  if (sqlFiles.length === 0) throw new NoMigrations(folder);
  const migrations = await Promise.all(sqlFiles.map((file) => readMigration(folder, file)));
  linkMigrations(migrations);
  migrations.forEach(requireKind);
  return migrations;
}

/**
 * A TypeScript module that carries the folder's migrations, so that a packaged process needs no files beside it.
 *
 * @param options.importFrom where the module imports the type `Migration` from; `pg-drains` by default
 * @throws {BadMigrations}
 * @example
 * await writeFile('migrations.gen.ts', await renderMigrationsModule('migrations'));
 */
export async function renderMigrationsModule(
  folder: string,
  { importFrom = 'pg-drains' }: { importFrom?: string } = {},
): Promise<string> {
  const migrations = await loadMigrations(folder);
  return [
    `// Generated from the .sql files of "${basename(folder)}" by renderMigrationsModule. Do not edit.`,
    `import type { Migration } from '${importFrom}';`,
    '',
    'export const migrations: readonly Migration[] = [',
    ...migrations.map(renderMigration),
    '];',
    '',
  ].join('\n');
}

function renderMigration(migration: Migration): string {
  const { number, name, breaking, kind, locks, sql } = migration;
  return [
    `  // ${fileName(migration)}`,
    '  {',
    `    number: ${number},`,
    `    name: ${JSON.stringify(name)},`,
    `    breaking: ${breaking},`,
    ...(kind ? [`    kind: ${JSON.stringify(kind)},`] : []),
    ...(locks ? [`    locks: ${JSON.stringify(locks)},`] : []),
    `    sql: ${asTemplateLiteral(sql)},`,
    '  },',
  ].join('\n');
}

/** Template literals keep the lines of the SQL, so that a diff of the generated file can be read. */
function asTemplateLiteral(text: string): string {
  const escaped = text.replaceAll(/[\\`]|\$\{/g, '\\$&').replaceAll('\r', '\\r');
  return `\`${escaped}\``;
}

const FILE_NAME = /^(\d{4})_([a-z0-9][a-z0-9_-]*)\.sql$/;

async function readMigration(folder: string, file: string): Promise<Migration> {
  const [, digits, name] = FILE_NAME.exec(file) ?? [];
  if (digits === undefined || name === undefined) throw new BadMigrations({ reason: 'bad-name', folder, file });
  const sql = decodeUtf8(await readFile(join(folder, file)), folder, file);
  if (splitStatements(sql).length === 0) throw new BadMigrations({ reason: 'empty-file', folder, file });
  return { number: Number(digits), name, sql, ...readHeader(sql, folder, file) };
}

/** Strips a byte order mark; refuses NUL, which Postgres cannot take. */
function decodeUtf8(bytes: Uint8Array, folder: string, file: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new TypeError('the file contains a NUL character');
    return text;
  } catch (cause) {
    throw new NotUtf8(folder, file, cause);
  }
}

interface Header {
  breaking: boolean;
  kind: MigrationKind;
  locks?: readonly string[];
}

const HEADER_LINE = /^--\s*(breaking|kind|locks)\s*:\s*(.*?)\s*$/i;
const TABLE_NAME = /^[a-z_][a-z0-9_]*$/;

function readHeader(sql: string, folder: string, file: string): Header {
  const header: Header = { breaking: false, kind: 'transactional' };
  for (const [index, text] of sql.split(/\r?\n/).entries()) {
    if (text.trim() === '') continue;
    if (!text.startsWith('--')) break;
    const [, key, value] = HEADER_LINE.exec(text) ?? [];
    if (key === undefined || value === undefined) continue;
    if (!applyHeader(header, key.toLowerCase(), value)) {
      throw new BadMigrations({ reason: 'bad-header', folder, file, line: index + 1 });
    }
  }
  return header;
}

/** False when the value is not one that the key knows: a misspelt mark must not pass for a comment. */
function applyHeader(header: Header, key: string, value: string): boolean {
  if (key === 'breaking') {
    header.breaking = value === 'true';
    return value === 'true' || value === 'false';
  }
  if (key === 'kind') {
    if (value === 'transactional' || value === 'concurrent-index') header.kind = value;
    return header.kind === value;
  }
  header.locks = value.split(',').map((table) => table.trim());
  return header.locks.every((table) => TABLE_NAME.test(table));
}
