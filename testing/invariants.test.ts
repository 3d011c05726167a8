import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'INVARIANTS.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| G\d+ \|/.test(line));

test('INVARIANTS.md has G1 to G12, each with a test that enforces it', () => {
  expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual(Array.from({ length: 12 }, (_, i) => `G${i + 1}`));
  for (const row of rows) expect(row).toMatch(/`[^`]+\.test\.ts` › /);
});

const named = [...page.matchAll(/`([^`]+\.test\.ts)` › ([^;|.\n]+)/g)].map(([, file = '', title = '']) => [
  file,
  title.trim(),
]);

test.each(named)('%s still has the test "%s"', (file, title) => {
  expect(existsSync(join(root, file))).toBe(true);
  expect(readFileSync(join(root, file), 'utf8')).toContain(title);
});
