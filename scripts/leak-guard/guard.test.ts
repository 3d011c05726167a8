import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { leakGuard } from './guard.ts';
import { ALLOWED } from './rules.ts';

test('the project itself is clean', () => {
  expect(leakGuard(process.cwd())).toEqual([]);
});

test.each([
  ['packages/hebrew-law/src/a.ts', "import { drain } from 'pg-drains';", 'import direction'],
  ['packages/hebrew-law/src/a.ts', "import { readFileSync } from 'node:fs';", 'import direction'],
  ['packages/hebrew-law/src/a.ts', "import { z } from 'zod';", 'import direction'],
  ['packages/pg-drains/src/a.ts', "const law = await import('hebrew-law');", 'import direction'],
  ['packages/hebrew-documents/src/a.ts', "export * from 'ezer';", 'import direction'],
  ['packages/ezer/src/jobs/a.ts', "import { x } from '../../../pg-drains/src/drain/index.ts';", 'import direction'],
  ['packages/pg-drains/src/a.ts', '// restarts under PM2', 'platform symbol'],
  ['packages/hebrew-law/src/halacha/a.ts', "const model = 'claude-x';", 'platform symbol'],
  ['packages/ezer/src/jobs/a.ts', "import { Hono } from 'hono';", 'platform symbol'],
  ['packages/ezer/src/store/b.sql', '-- put the bytes into S3', 'platform symbol'],
])('an injected violation in %s is found: %s', (file, line, rule) => {
  const root = tree({ [file]: `const first = 1;\n${line}\n` });
  expect(leakGuard(root, [])).toEqual([expect.objectContaining({ file, line: 2, rule })]);
});

test('a platform is at home in its one folder of ezer', () => {
  const root = tree({
    'packages/ezer/src/web/server.ts': "import { Hono } from 'hono';\n",
    'packages/ezer/src/deploy/pm2.ts': 'const file = "pm2";\n',
  });
  expect(leakGuard(root, [])).toEqual([]);
});

test('an exception needs a reason, and one that allows nothing any more is reported', () => {
  const root = tree({ 'packages/ezer/src/jobs/a.ts': "const pm2Name = 'x'; // pm2\n" });
  const file = 'packages/ezer/src/jobs/a.ts';
  expect(leakGuard(root, [{ file, text: '// pm2', reason: 'the name users know' }])).toEqual([]);
  expect(leakGuard(root, [{ file, text: '// pm2', reason: ' ' }])[0]?.message).toContain('no reason');
  expect(
    leakGuard(root, [
      { file, text: '// pm2', reason: 'the name users know' },
      { file, text: 'gone', reason: 'was there once' },
    ])[0]?.message,
  ).toContain('allows nothing');
});

test('the command exits with 1 on a violation and with 0 on a clean tree', () => {
  const command = join(import.meta.dirname, 'index.ts');
  const run = (root: string) => spawnSync(process.execPath, [command, '--root', root], { encoding: 'utf8' });
  const bad = run(tree({ 'packages/pg-drains/src/a.ts': "import 'hebrew-law';\n" }));
  expect([bad.status, bad.stderr]).toEqual([1, expect.stringContaining('pg-drains may not import hebrew-law')]);
  // An exception that is not needed is a violation, so the clean tree has what the exceptions are for.
  const excepted = Object.fromEntries(ALLOWED.map(({ file, text }) => [file, `// ${text}\n`]));
  expect(run(tree({ ...excepted, 'packages/pg-drains/src/a.ts': 'export {};\n' })).status).toBe(0);
});

function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'leak-guard-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
