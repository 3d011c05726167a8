import { expect, test } from 'vitest';
import { corpusTable, goldTable, withPart } from './report.ts';

test('a measured part replaces the one before it and leaves what was written by hand', () => {
  const page = 'by hand\n<!-- gold -->\nold\n<!-- /gold -->\nmore by hand\n';
  expect(withPart(page, 'gold', 'new\n')).toBe('by hand\n<!-- gold -->\nnew\n<!-- /gold -->\nmore by hand\n');
  expect(() => withPart(page, 'corpus', 'x')).toThrow(/<!-- corpus -->/);
});

test('the table gives each share with its interval', () => {
  const table = goldTable([{ field: 'cases', precision: 1, recall: 72 / 73, f1: 0.99, gold: 73 }], 28);
  expect(table).toContain('| cases | 1.000 (0.949–1.000) | 0.986 (0.926–0.998) | 73 |');
});

test('the corpus page names what is not right by its id and gives no text', () => {
  const tally = { name: 'own docket', right: 1, of: 3, wrong: ['a-1', 'a-2'] };
  const page = corpusTable({ decisions: 3, megabytes: 2, seconds: 0.5, labels: [tally], checks: [] });
  expect(page).toContain('| own docket | 1 of 3 | 0.333 (0.061–0.792) | a-1, a-2 |');
  expect(page).toContain('4.0 MB/s');
});
