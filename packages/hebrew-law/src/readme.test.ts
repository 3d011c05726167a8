import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as door from './index.ts';

// The example of the README is run as it stands; each of its lines that ends in a comment must give what the comment says.
it('does what the README says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const claims = [...example.matchAll(/^(\S.*); \/\/ (\[.*\])$/gm)].map(([line, call, value]) => ({
    line,
    call,
    value,
  }));
  expect(claims.length).toBeGreaterThan(3);
  let body = example.replace(/^import .*$/m, '');
  for (const { line, call, value } of claims) body = body.replace(line, () => `claims.push([${call}, ${value}]);`);
  const run = new Function('readDecision', `const claims = [];\n${body}\nreturn claims;`);
  const results: [unknown, unknown][] = run(door.readDecision);
  expect(results).toHaveLength(claims.length);
  for (const [got, said] of results) expect(got).toEqual(said);
});
