import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { BadMigrations, loadMigrations, renderMigrationsModule } from './index.ts';

async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

async function refusal(files: Record<string, string | Uint8Array>) {
  const error = await loadMigrations(await folderOf(files)).catch((error: unknown) => error);
  if (!(error instanceof BadMigrations)) expect.fail(`was not refused: ${JSON.stringify(error)}`);
  const { reason, file, line } = error;
  return { reason, file, line };
}

test('a folder is read in order, marks in the header included, other files left alone', async () => {
  const folder = await folderOf({
    'README.md': 'not a migration',
    '0002_drop.sql': '-- the old column goes\n-- breaking: true\n-- locks: book, loan\nalter table book drop column b;',
    '0001_books.sql': 'create table book (a int, b int);',
  });
  expect(await loadMigrations(folder)).toEqual([
    {
      number: 1,
      name: 'books',
      breaking: false,
      kind: 'transactional',
      sql: 'create table book (a int, b int);',
    },
    expect.objectContaining({ number: 2, name: 'drop', breaking: true, locks: ['book', 'loan'] }),
  ]);
});

test('each kind of bad folder is refused with the file and the reason', async () => {
  const ok = 'select 1;';
  expect(await refusal({})).toMatchObject({ reason: 'empty' });
  expect(await refusal({ 'books.sql': ok })).toMatchObject({ reason: 'bad-name', file: 'books.sql' });
  expect(await refusal({ '0001_a.sql': ok, '0001_b.sql': ok })).toMatchObject({ reason: 'duplicate-number' });
  expect(await refusal({ '0001_a.sql': ok, '0003_c.sql': ok })).toMatchObject({ reason: 'gap', file: '0003_c.sql' });
  expect(await refusal({ '0001_a.sql': Uint8Array.of(0x2d, 0xe0, 0xe1) })).toMatchObject({
    reason: 'not-utf8',
    file: '0001_a.sql',
  });
  expect(await refusal({ '0001_a.sql': '-- nothing yet\n;\n' })).toMatchObject({ reason: 'empty-file' });
  expect(await refusal({ '0001_a.sql': '-- breaking: yes\nselect 1' })).toMatchObject({
    reason: 'bad-header',
    line: 1,
  });
  expect(await refusal({ '0001_a.sql': 'select 1;\ncommit;' })).toMatchObject({
    reason: 'transaction-control',
    line: 2,
  });
  expect(await refusal({ '0001_a.sql': 'set role x;' })).toMatchObject({ reason: 'session-setting', line: 1 });
  await expect(loadMigrations('no/such/folder')).rejects.toMatchObject({ reason: 'unreadable-folder' });
});

test('the generated module carries the same migrations, whatever characters the SQL has', async () => {
  const folder = await folderOf({
    '0001_books.sql': `-- locks: a_b\r\ncreate table "ספר" (title text default E'\\n\`\${x}\\\\');`,
    '0002_more.sql': `do $body$ begin raise notice '%', '\u2028'; end $body$;`,
  });
  const generated = join(folder, 'generated');
  await mkdir(generated);
  await writeFile(join(generated, 'migrations.gen.ts'), await renderMigrationsModule(folder));
  const module: unknown = await import(pathToFileURL(join(generated, 'migrations.gen.ts')).href);
  expect(module).toHaveProperty('migrations', await loadMigrations(folder));
});
