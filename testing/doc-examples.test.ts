import { expect, test } from 'vitest';
import { docExamplesIn, runDocExample } from './doc-examples.ts';

const SOURCE = `
/** No example. */
export function plain() {}

/**
 * Adds one.
 *
 * @example inc(1) // 2
 * @example inc(inc(1)).toString() // '3'
 * @throws never
 */
export function inc(n: number): number { return n + 1; }

/**
 * @example
 * const browser = await launch();
 */
export async function launch() {}
`;

test('an example is a call and the value behind it, with the name it belongs to and its line', () => {
  expect(docExamplesIn(SOURCE, 'a.ts').map(({ of, call, value, line }) => [of, call, value, line])).toEqual([
    ['inc', 'inc(1)', '2', 8],
    ['inc', 'inc(inc(1)).toString()', "'3'", 9],
  ]);
});

test('an example is run, and what it gives is set beside what it says', async () => {
  const [first, second] = docExamplesIn(SOURCE, 'a.ts');
  const names = { inc: (n: number) => n + 2 };
  expect(first && (await runDocExample(first, names))).toEqual({ given: 3, said: 2 });
  expect(second && (await runDocExample(second, names))).toEqual({ given: '5', said: '3' });
});
