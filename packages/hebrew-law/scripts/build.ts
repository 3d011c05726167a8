/**
 * `npm run build --workspace hebrew-law`: the package as one ES module for browsers, dist/hebrew-law.js, without any
 * import. `-- --out DIR` names another folder.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'tsdown';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const cwd = join(import.meta.dirname, '..');

await build({
  config: false,
  cwd,
  entry: { 'hebrew-law': 'src/index.ts' },
  outDir: values.out ? resolve(values.out) : join(cwd, 'dist'),
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  outExtensions: () => ({ js: '.js' }),
  minify: true,
  dts: false,
  logLevel: 'warn',
});
