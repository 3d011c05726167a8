import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';

const home = new URL('../../', import.meta.url);

test('the example of the README does what it says', async () => {
  const [, example] =
    /## Work\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(readFileSync(new URL('README.md', home), 'utf8')) ?? [];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', example ?? ''],
    { cwd: home, env: { ...process.env, DATABASE_URL: await testDatabase() } },
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^count-drain drained claimed=2 done=2 seconds=\d+\.\d\n$/);
});
