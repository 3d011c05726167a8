/**
 * `npm run leak-guard`: fails when the core knows the platform (G12). One implementation for CI, the tests and the
 * git hook. Exit code 0: clean, 1: violations, 2: wrong usage.
 */
import { parseArgs } from 'node:util';
import { leakGuard } from './guard.ts';

const { values } = parseArgs({
  options: { root: { type: 'string', default: process.cwd() }, json: { type: 'boolean', default: false } },
});
const violations = leakGuard(values.root);
if (values.json) console.log(JSON.stringify({ violations }));
else {
  for (const v of violations) console.error(`${v.file}:${v.line}: ${v.rule}: ${v.message}`);
  console.log(violations.length === 0 ? 'leak guard: clean' : `leak guard: ${violations.length} violation(s)`);
}
process.exitCode = violations.length === 0 ? 0 : 1;
