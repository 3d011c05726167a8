import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ezer, linesOf } from './testing/ezer.ts';

const folder = mkdtempSync(join(tmpdir(), 'ezer-trouble-'));
const file = join(folder, 'one.txt');
writeFileSync(file, 'החלטה בדויה');
const data = { EZER_DATA: join(folder, 'data') };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Port 1 (tcpmux) answers on no machine that runs this.
const DOWN = { ...data, DATABASE_URL: 'postgres://ezer:hunter2@127.0.0.1:1/ezer' };

/** One clear line, on standard error, and no trace of the program's inside. */
function onlyLine({ stdout, stderr }: { stdout: string; stderr: string }): string {
  expect(stdout).toBe('');
  const lines = linesOf(stderr);
  expect(lines).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|undefined|\[object/);
  return lines[0] ?? '';
}

describe.concurrent('a wrong command line is one line, and exit code 2', () => {
  test.each<[string, string[], RegExp]>([
    ['a command that is none', ['conjure'], /אין פקודה conjure/],
    ['a command with a slip of the hand', ['statu'], /אין פקודה statu \(האם התכוונתם ל-status\?\)/],
    ['a subcommand that is none', ['docs', 'poems'], /poems/],
    ['an option that is none', ['status', '--fast'], /אין אפשרות --fast/],
    ['a missing argument', ['search', '--lang', 'en'], /^error: words is missing/],
    ['one argument too many', ['status', 'now'], /יותר מדי/],
    ['an option without its value', ['review', '--limit'], /--limit/],
    ['a number that is none', ['review', '--list', '--limit', 'many'], /many אינו מספר/],
    ['a language that is none', ['status', '--lang', 'fr'], /fr/],
    ['a job that is none', ['run', 'conjure'], /אין משימה בשם conjure; המשימות: .*metadata-drain/],
    ['a job that is none, to disable', ['queue', 'disable', 'conjure', '--reason', 'x'], /conjure.*metadata-drain/],
    ['a switch without a reason', ['queue', 'disable', 'digest'], /--reason/],
    ['an act that is none', ['review', '--act', 'adore', '--id', 'x'], /adore.*approve/],
    ['a review without a terminal', ['review'], /--list/],
  ])('%s', async (_, args, words) => {
    // A database that is down: none of these gets as far as asking it.
    const ran = await ezer(args, DOWN);
    expect(onlyLine(ran)).toMatch(words);
    expect(ran.code).toBe(2);
  });
});

describe.concurrent('a database that is down is one line that says what to do', () => {
  test.each<[string[]]>([
    [['status']],
    [['migrate']],
    [['ingest', file]],
    [['search', 'שכירות']],
    [['show', 'x']],
    [['review', '--list']],
    [['queue']],
    [['backup', join(folder, 'never.ezer-backup')]],
  ])('ezer %j', async (args) => {
    const ran = await ezer(args, DOWN);
    const line = onlyLine(ran);
    expect(line).toMatch(/ECONNREFUSED.*(DATABASE_URL|URL is right)/);
    expect(line).not.toContain('hunter2');
    expect(ran.code).toBeGreaterThan(0);
  });

  test('a job says so on its summary line', async () => {
    const ran = await ezer(['run', 'digest'], DOWN);
    expect(linesOf(ran.stdout + ran.stderr)).toEqual([expect.stringMatching(/^digest failures .*ECONNREFUSED/)]);
    expect(ran.code).toBe(1);
  });

  test('the doctor names it among its other findings', async () => {
    const ran = await ezer(['doctor', '--json'], DOWN);
    const { level, checks } = JSON.parse(ran.stdout) as { level: string; checks: { check: string; level: string }[] };
    expect(level).toBe('failure');
    expect(checks.filter((check) => check.level === 'failure').map(({ check }) => check)).toEqual(['database']);
    expect(checks.length).toBeGreaterThan(5);
    expect(ran.code).toBe(1);
  });
});

describe.concurrent('settings and places', () => {
  test.each([[['status']], [['run', 'digest']], [['doctor']]])('%j: an unknown variable is named', async (args) => {
    const ran = await ezer(args, { ...DOWN, EZER_PROT: '9000' });
    expect(onlyLine(ran)).toMatch(/EZER_PROT.*EZER_PORT/);
    expect(ran.code).toBe(1);
  });

  test.each([
    [[], /EZER_HOST הוא 0\.0\.0\.0.*הגדירו ב-EZER_PUBLIC_URL/],
    [['--lang', 'en'], /EZER_HOST is 0\.0\.0\.0.*Set EZER_PUBLIC_URL/],
  ])(
    'start %j on every address without a public one says what to set, before anything is opened',
    async (args, words) => {
      const ran = await ezer(['start', ...args], { ...DOWN, EZER_HOST: '0.0.0.0' });
      expect(onlyLine(ran)).toMatch(words);
      expect(ran.code).toBe(1);
    },
  );

  test('a value that is wrong is named with what it may be', async () => {
    const ran = await ezer(['config'], { ...data, EZER_PORT: 'eighty' });
    expect(onlyLine(ran)).toMatch(/EZER_PORT.*"eighty".*1 to 65535/);
    expect(ran.code).toBe(1);
  });

  test.each([[['status']], [['ingest', file]], [['run', 'metadata-drain']], [['backup', join(folder, 'b')]]])(
    '%j: a data folder that cannot be written to is named',
    async (args) => {
      // A file stands where the folder should be: that holds for root too.
      const ran = await ezer(args, { EZER_DATA: join(file, 'data') });
      expect(onlyLine(ran)).toMatch(/one\.txt.*EZER_DATA/);
      expect(ran.code).toBe(1);
    },
  );

  test('a folder of decisions that does not exist is named before anything is opened', async () => {
    const ran = await ezer(['ingest', join(folder, 'nowhere')], DOWN);
    expect(onlyLine(ran)).toMatch(/nowhere/);
    expect(ran.code).toBe(1);
  });

  test('extract goes on with the next file after one that it cannot read', async () => {
    const ran = await ezer(['extract', join(folder, 'gone.txt'), file, '--jsonl'], data);
    expect(linesOf(ran.stderr)).toEqual([expect.stringMatching(/gone\.txt/)]);
    expect(linesOf(ran.stdout).map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['one']);
    expect(ran.code).toBe(1);
  });

  test('a backup file that is not there, or is none, restores nothing', async () => {
    const [gone, other] = await Promise.all([
      ezer(['restore', join(folder, 'gone'), '--dry-run'], data),
      ezer(['restore', file, '--dry-run'], data),
    ]);
    expect(linesOf(gone.stderr).at(-1)).toMatch(/gone/);
    expect(linesOf(other.stderr).at(-1)).toMatch(/one\.txt is not a whole backup/);
    expect([gone.code, other.code]).toEqual([1, 1]);
  });
});
