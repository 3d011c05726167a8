import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const real = join(root, '../shared/corpus');

// Real decisions name real people. Shorter runs are legal formulas that every decision shares.
const RUN = 14;

test.skipIf(!existsSync(real))(
  'no file of the project holds a run of 14 words of a real decision',
  { timeout: 300_000 },
  () => {
    const ours = new Map<string, string>();
    for (const file of projectTexts())
      for (const run of runs(readFileSync(join(root, file), 'utf8'))) ours.set(run, file);
    expect(ours.size).toBeGreaterThan(10_000);
    const copied = new Map<string, string>();
    for (const file of filesUnder(real).filter((path) => /\.(txt|jsonl|json|csv)$/.test(path)))
      for (const run of runs(readFileSync(file, 'utf8'))) {
        const holder = ours.get(run);
        if (holder) copied.set(holder, run);
      }
    expect(Object.fromEntries(copied)).toEqual({});
  },
);

function projectTexts(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const binary = new Set(['.pdf', '.docx', '.png', '.woff2', '.ico']);
  return listed.split('\n').filter((file) => file !== '' && !binary.has(extname(file)) && existsSync(join(root, file)));
}

function* runs(text: string): Generator<string> {
  const plain = text.replaceAll('\\"', '"').replaceAll("\\'", "'").replaceAll('\\n', ' ');
  const words = plain.match(/[א-ת0-9]+(?:["'/-][א-ת0-9]+)*/g) ?? [];
  for (let at = 0; at + RUN <= words.length; at++) yield words.slice(at, at + RUN).join(' ');
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}
