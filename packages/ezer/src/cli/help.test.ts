import type { Command } from 'commander';
import { expect, test } from 'vitest';
import type { Language } from '../messages/index.ts';
import { createProgram } from './program.ts';
import { ezer } from './testing/ezer.ts';

interface Named {
  path: string;
  command: Command;
}

function* commandsOf(command: Command, path: string[] = []): Generator<Named> {
  for (const each of command.commands) {
    const name = [...path, each.name()];
    yield { path: name.join(' '), command: each };
    yield* commandsOf(each, name);
  }
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

const all = (language: Language): Named[] => [...commandsOf(createProgram(language))];

test('the commands are the ones that the product promises', () => {
  const names = all('he').map(({ path }) => path);
  expect(names).toEqual(
    expect.arrayContaining(
      'start migrate run ingest extract search show review withdraw status queue account config doctor backup restore docs'.split(
        ' ',
      ),
    ),
  );
});

test.each(all('he'))('ezer $path explains itself in Hebrew, with an example', ({ path, command }) => {
  const [usage = '', ...rest] = helpOf(command).split('\n');
  expect(usage).toBe(`שימוש: ezer ${path} ${command.usage()}`);
  const text = rest.join('\n');
  expect(command.description()).toMatch(/[א-ת]/);
  expect(text.slice(text.indexOf('דוגמה:'))).toMatch(new RegExp(`^דוגמה:\\n(?:.*\\n)*? .*\\bezer ${path}\\b`));
  expect(text).not.toMatch(/^(?:Options|Arguments|Commands|Global Options):/m);
});

test.each(all('en'))('ezer $path explains itself in English, with an example', ({ path, command }) => {
  const text = helpOf(command);
  const [before = '', after = ''] = text.split('\nExample:\n');
  // Dockets and the language switch itself are Hebrew in any language.
  expect(before.replace(/\([^)]*\)/g, '')).not.toMatch(/[א-ת]/);
  expect(after).toMatch(new RegExp(`\\bezer ${path}\\b`));
});

test('the help of a real process comes in the language of the option, of the setting, or else in Hebrew', async () => {
  const [hebrew, english, set] = await Promise.all([
    ezer(['--help']),
    ezer(['review', '--help', '--lang', 'en']),
    ezer(['help', 'backup'], { EZER_LANGUAGE: 'en' }),
  ]);
  expect([hebrew.code, english.code, set.code]).toEqual([0, 0, 0]);
  expect(hebrew.stdout).toMatch(/^שימוש: ezer[\s\S]*פקודות:/);
  expect(english.stdout).toMatch(/^Usage: ezer review[\s\S]*Example:\n {2}ezer review/);
  expect(set.stdout).toMatch(/^Usage: ezer backup/);
});
