import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { docExamplesUnder, runDocExample } from '../../../testing/doc-examples.ts';
import * as door from './index.ts';

const examples = docExamplesUnder(import.meta.dirname);

describe('the examples of the doc blocks', () => {
  it.each(examples.map((example) => [`${example.file}: ${example.call}`, example] as const))(
    '%s',
    async (_, example) => {
      const own: Record<string, unknown> = await import(pathToFileURL(join(import.meta.dirname, example.file)).href);
      const { given, said } = await runDocExample(example, { ...door, ...own });
      expect(given).toEqual(said);
    },
  );

  it('stand before every function of the door', () => {
    const functions = Object.entries(door).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
    const shown = new Set(examples.map(({ of }) => of));
    expect(functions.filter((name) => !shown.has(name))).toEqual([]);
  });
});
