import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ezer, linesOf } from '../testing/ezer.ts';

const folder = mkdtempSync(join(tmpdir(), 'ezer-extract-'));
const file = join(folder, 'one.txt');
const RULE = 'הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת';
const TEXT = `בבית המשפט העליון\nרע"א 9017/31\nהחלטה\nדיון והכרעה\n1. המבקש שכר את החנות ביום 3.4.2029 ושילם דמי שכירות מראש.\n2. ${RULE}.\n`;
writeFileSync(file, TEXT);
afterAll(() => rmSync(folder, { recursive: true }));

const settings = { EZER_DATA: join(folder, 'data') };

describe('ezer extract --explain', () => {
  test('says in Hebrew why a sentence was taken and why another was left', async () => {
    const { stdout, code } = await ezer(['extract', file, '--explain', '--lang', 'he'], settings);
    const lines = linesOf(stdout).map((line) => line.trim());
    const taken = lines.findIndex((line) => line.startsWith('✓'));
    const left = lines.findIndex((line) => line.startsWith('· המבקש שכר'));
    expect(lines[taken]).toContain(RULE);
    expect(lines[taken + 1]).toMatch(/^נבחר: .* · דיון והכרעה · בית המשפט מדבר$/);
    expect(lines[taken + 2]).toBe('+3 ביטוי של הלכה קיימת: הלכה היא');
    expect(lines[left + 1]).toMatch(/^הושאר: /);
    expect(lines.slice(left + 2, taken).join()).toContain('−1 פרטי עובדה');
    expect(code).toBe(0);
  });

  test('says it in English, and as JSON for a program', async () => {
    const [english, json] = await Promise.all([
      ezer(['extract', file, '--explain', '--lang', 'en'], settings),
      ezer(['extract', file, '--explain', '--jsonl'], settings),
    ]);
    expect(english.stdout).toMatch(/\+3 says that it is settled law: הלכה היא/);
    expect(english.stdout).toMatch(/left: .* points of .* needed · reasoning · the court speaks/);
    const { explained } = JSON.parse(json.stdout) as { explained: { quote: string; taken: boolean }[] };
    expect(explained.filter(({ taken }) => taken).map(({ quote }) => quote)).toEqual([`${RULE}.`]);
  });
});

describe('ezer extract of what is refused', () => {
  test.each([
    ['cut.pdf', '%PDF-1.7\n1 0 obj\n<</Type', /^refused: \S+\/cut\.pdf: /],
    ['cut.docx', 'PK\u0003\u0004cut', /^refused: \S+\/cut\.docx: /],
    ['red\u001b[31m\u202e.txt', '', /^refused: \S+\/red\\u001b\[31m\\u202e\.txt: /],
    ['gone.txt', null, /^refused: .*gone\.txt does not exist/],
    ['lines.jsonl', '{"body": "…"}', /^refused: \S+\/lines\.jsonl#1: .*no text in the field 'text' .*--text-field/],
  ])('%s gets one line and ends with 1; the others are read', async (name, bytes, line) => {
    const path = join(folder, name);
    if (bytes !== null) writeFileSync(path, bytes);
    const { stdout, stderr, code } = await ezer(['extract', path, file, '--jsonl', '--lang', 'en'], settings);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(line)]);
    expect(linesOf(stdout).map((row) => JSON.parse(row).id)).toEqual(['one']);
    expect(code).toBe(1);
  });
});

test('ezer extract of a folder reads its files, and of a .jsonl file its lines', async () => {
  const library = mkdtempSync(join(folder, 'library-'));
  mkdirSync(join(library, 'inner'));
  writeFileSync(join(library, 'a.b.txt'), TEXT);
  writeFileSync(join(library, 'inner/a.b.txt'), TEXT);
  writeFileSync(
    join(library, 'all.jsonl'),
    [{ nr: 7, body: TEXT }, { body: TEXT }].map((row) => `${JSON.stringify(row)}\n`).join(''),
  );
  const { stdout, code } = await ezer(
    ['extract', library, '--text-field', 'body', '--id-field', 'nr', '--jsonl'],
    settings,
  );
  const records = linesOf(stdout).map((row) => JSON.parse(row) as { id: string; dockets: string[] });
  expect(records.map(({ id }) => id)).toEqual(['a.b', 'all.jsonl#7', 'all.jsonl#2', 'inner/a.b']);
  expect(records.map(({ dockets }) => dockets)).toEqual(Array(4).fill(['רע"א 9017/31']));
  expect(code).toBe(0);
});

test('the name of a file that is read cannot steer the terminal either', async () => {
  const path = join(folder, 'blue\u001b[34m.txt');
  writeFileSync(path, TEXT);
  const { stdout } = await ezer(['extract', path], settings);
  expect(linesOf(stdout)[0]).toMatch(/blue\\u001b\[34m\.txt$/);
});
