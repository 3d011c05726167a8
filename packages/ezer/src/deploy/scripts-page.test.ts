import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SETTING_NAMES } from '../config/index.ts';
import { TIMETABLE } from '../jobs/timetable.ts';
import { ScriptsNotDescribed, scriptsPage } from './index.ts';
import { NPM_SCRIPTS } from './scripts-table.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** A checkout with these npm scripts beside the described ones, and these files. */
function checkout({ scripts = {}, files = {} }: { scripts?: Record<string, string>; files?: Record<string, string> }) {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const described = Object.fromEntries(Object.keys(NPM_SCRIPTS).map((name) => [name, 'true']));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { ...described, ...scripts } }));
  const all: Record<string, string> = { '.ci/run': '#!/bin/sh\n# Runs all.\n', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const problemsOf = (folder: string): readonly string[] => {
  try {
    scriptsPage(folder);
  } catch (error) {
    if (error instanceof ScriptsNotDescribed) return error.problems;
    throw error;
  }
  return [];
};

test('every npm script of this checkout is described, and every job and setting has its row', () => {
  const page = scriptsPage(root);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  for (const name of Object.keys(scripts)) {
    expect(
      rows.filter((row) => row.startsWith(`| \`npm run ${name}\``) || row.startsWith(`| \`npm ${name}\``)),
    ).toHaveLength(1);
  }
  for (const { job, processName, minutes } of TIMETABLE)
    expect(page).toContain(`| \`ezer run ${job}\` | \`${processName}\` | ${minutes.join(', ')} |`);
  for (const name of SETTING_NAMES) expect(page).toContain(`| \`${name}\` |`);
});

test('a script that nobody described is an error that names it, and so is a description without a script', () => {
  expect(problemsOf(checkout({ scripts: { conjure: 'true' } }))).toEqual([
    expect.stringMatching(/^npm script conjure has no description/),
  ]);
  const folder = checkout({});
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: {} }));
  expect(problemsOf(folder)).toHaveLength(Object.keys(NPM_SCRIPTS).length);
});

test('a script file is described by the comment it begins with, and named with what starts it', () => {
  const files = {
    'scripts/weigh/index.ts': '/**\n * Weighs the books. With a scale.\n */\nexport {};\n',
    'scripts/weigh/scale.ts': 'export {};\n',
    'scripts/count.ts': '// Counts the shelves.\nexport {};\n',
    'scripts/mute.ts': 'export {};\n',
  };
  expect(problemsOf(checkout({ files }))).toEqual([expect.stringMatching(/^scripts\/mute\.ts does not say/)]);
  const { 'scripts/mute.ts': _, ...spoken } = files;
  const page = scriptsPage(checkout({ files: spoken, scripts: { lint: 'node scripts/weigh/index.ts' } }));
  expect(page).toContain('| `scripts/weigh/index.ts` | `npm run lint` | Weighs the books. |');
  expect(page).toContain('| `scripts/count.ts` | a person | Counts the shelves. |');
  expect(page).not.toContain('scale.ts');
});

test('a script that another one or the check of every push calls says so', () => {
  const folder = checkout({
    scripts: { ci: 'npm run format && bash .ci/run' },
    files: { '.ci/run': '#!/bin/sh\n# Runs all.\nnpm test\nnpm run docs:scripts -- --check\n' },
  });
  const page = scriptsPage(folder);
  expect(page).toMatch(/`npm test` \| `\.ci\/run` \|/);
  expect(page).toMatch(/`npm run format` \| `npm run ci` \|/);
  expect(page).toMatch(/`npm run docs:scripts` \| `\.ci\/run` \|/);
  expect(page).toMatch(/`npm run test:long` \| a person \|/);
});
