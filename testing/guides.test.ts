import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../packages/ezer/src/cli/program.ts';

const ROOT = join(import.meta.dirname, '..');
const DOCS = [
  'README.md',
  'README.he.md',
  ...readdirSync(join(ROOT, 'docs/guides')).map((name) => join('docs/guides', name)),
];
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

describe.each(DOCS)('%s', (path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');

  test('what it links to and shows is there', () => {
    const targets = [...text.matchAll(/\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    const local = targets
      .filter((target) => !/^(?:https?:|#)/.test(target))
      .map((target) => target.split('#')[0] ?? '');
    expect(local.filter((target) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
  });

  test('its commands and their options are there', () => {
    const commands = [...text.matchAll(/npm run ezer -- ([^\n`#&]+)/g)].map(([, line = '']) => line.trim());
    expect(commands.flatMap((line) => unknownIn(line).map((word) => `${line}: ${word}`))).toEqual([]);
    const asked = [...text.matchAll(/npm run (?!ezer\b)([\w:-]+)/g)].map(([, name = '']) => name);
    expect(asked.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

test('pictures are small, and each is shown somewhere', () => {
  const shown = DOCS.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
  const pictures = readdirSync(join(ROOT, 'docs/screenshots')).filter((name) => name.endsWith('.png'));
  expect(pictures.filter((name) => statSync(join(ROOT, 'docs/screenshots', name)).size > 120_000)).toEqual([]);
  expect(pictures.filter((name) => !shown.includes(name))).toEqual([]);
});

/** The commands and options of a line that the program has not. */
function unknownIn(line: string): string[] {
  let command: ReturnType<typeof createProgram> = createProgram('en');
  const unknown: string[] = [];
  for (const word of line.split(/\s+/)) {
    if (word.startsWith('--')) {
      if (![...command.options, ...createProgram('en').options].some(({ long }) => long === word)) unknown.push(word);
      continue;
    }
    const next = command.commands.find((each) => each.name() === word);
    if (next !== undefined) command = next;
    else if (command.parent === null && command.name() === 'ezer') unknown.push(word);
  }
  return unknown;
}
