import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'tsdown';
import { expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { temporaryFolder } from '../../../../testing/process.ts';

test('a start on an empty queue loads one file, with the driver and the drain, and of Node what the driver needs', {
  timeout: 120_000,
}, async () => {
  const folder = await temporaryFolder();
  const cwd = resolve(import.meta.dirname, '../..');
  await build({ config: join(cwd, 'tsdown.config.ts'), cwd, outDir: folder, logLevel: 'silent' });
  const files = readdirSync(folder);
  const chunk = (name: string) => {
    const file = files.find((each) => each.startsWith(`${name}-`));
    if (file === undefined) throw new Error(`no chunk ${name} among ${files.join(', ')}`);
    return readFileSync(join(folder, file), 'utf8');
  };
  const staticImports = (text: string) => [...text.matchAll(/^import .*"\.\/([\w.]+?)-/gm)].map(([, name]) => name);

  expect(staticImports(chunk('run-alone'))).toEqual(['job']);
  expect(staticImports(chunk('metadata-drain'))).toEqual(['job']);
  expect(staticImports(chunk('halacha-drain'))).toEqual(['job']);
  expect(staticImports(chunk('job'))).toEqual(['rolldown']);

  const modules = [...chunk('job').matchAll(/^\/\/#region (\S+)/gm)].map(([, path]) => path ?? '');
  expect(modules).toContain('../pg-drains/src/drain/drain.ts');
  const heavy = /commander|zod|kysely|hono|src\/(messages|web|search|deploy|citator|embedded\/open)|hebrew-documents/;
  expect(modules.filter((path) => heavy.test(path))).toEqual([]);
  expect(modules.filter((path) => path.includes('hebrew-law'))).toEqual(['../hebrew-law/src/halacha/version.ts']);

  // What `node:fs`, `node:util` and `performance` bring with them when they are merely named.
  const { url } = await testLibrary();
  const tell = `process.on('exit', () => process.stderr.write(process.moduleLoadList.join('\\n')))`;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, join(folder, 'ezer.mjs'), 'run', 'metadata-drain'],
    { env: { ...process.env, DATABASE_URL: url } },
  );
  expect(stdout).toContain('nothing-to-do');
  const loaded = stderr.split('\n').map((line) => line.replace('NativeModule ', ''));
  expect(loaded).toContain('net');
  for (const needless of ['internal/fs/promises', 'internal/util/diff', 'perf_hooks'])
    expect(loaded).not.toContain(needless);
});
