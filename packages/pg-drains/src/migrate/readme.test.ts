import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';

test("the README's example runs as it stands", async () => {
  const readme = await readFile(new URL('./README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'migrate-readme-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'migrations'));
  await writeFile(join(folder, 'migrations/0001_books.sql'), 'create table book (title text);');
  const door = new URL('./index.ts', import.meta.url).href;
  await writeFile(join(folder, 'example.mts'), example.replace("'pg-drains'", `'${door}'`));

  const env = { ...process.env, DATABASE_MIGRATION_URL: await testDatabase() };
  const { stdout } = await promisify(execFile)(process.execPath, ['example.mts'], { cwd: folder, env });
  expect(stdout).toBe("applied [ 'books' ]\n");
});

test("the example of the package's README runs as it stands", async () => {
  const home = new URL('../../', import.meta.url);
  const [, example = ''] = /```ts\n(.*?)```/s.exec(await readFile(new URL('README.md', home), 'utf8')) ?? [];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', example],
    { cwd: home, env: { ...process.env, DATABASE_URL: await testDatabase() } },
  );
  expect(stderr).toBe('');
  expect(stdout).toBe('1 of 3 applied it\ncurrent\n');
});
