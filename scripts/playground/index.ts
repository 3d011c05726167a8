/**
 * `npm run docs:playground` writes docs/playground/index.html: one file with everything in it, so that it opens from a
 * checkout by a double click (`file://` loads no modules) and asks nothing of the network. `-- --out FILE` writes elsewhere.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'tsdown';

const HERE = import.meta.dirname;
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = resolve(values.out ?? join(HERE, '../../docs/playground/index.html'));

const page = readFileSync(join(HERE, 'page.html'), 'utf8');
const script = await bundled();
mkdirSync(dirname(out), { recursive: true });
writeFileSync(
  out,
  page
    .replace('/*STYLE*/', () => fonts() + readFileSync(join(HERE, 'page.css'), 'utf8'))
    .replace('/*SCRIPT*/', () => script),
);
console.log(`wrote ${out}`);

async function bundled(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  try {
    await build({
      config: false,
      cwd: HERE,
      entry: { page: 'page.js' },
      outDir: folder,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      outputOptions: { entryFileNames: 'page.js' },
      define: { SAMPLE: JSON.stringify(readFileSync(join(HERE, 'sample.txt'), 'utf8')) },
      minify: true,
      dts: false,
      logLevel: 'warn',
    });
    // Inside a page `</script` would end it, wherever it stands.
    return readFileSync(join(folder, 'page.js'), 'utf8').replaceAll('</script', '<\\/script');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The Hebrew face inside the page: a machine without one would show boxes. */
function fonts(): string {
  const files = join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-hebrew/package.json')),
    'files',
  );
  return ['hebrew-400', 'hebrew-700', 'latin-400']
    .map((face) => {
      const data = readFileSync(join(files, `noto-sans-hebrew-${face}-normal.woff2`)).toString('base64');
      const range = face.startsWith('hebrew')
        ? 'U+0590-05FF, U+200C-2010, U+20AA, U+FB1D-FB4F'
        : 'U+0000-00FF, U+2000-206F';
      return `@font-face{font-family:"Noto Sans Hebrew";font-weight:${face.slice(-3)};src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${range}}\n`;
    })
    .join('');
}
