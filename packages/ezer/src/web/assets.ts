import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';

const require = createRequire(import.meta.url);
const FOLDER = join(import.meta.dirname, 'assets');
const JAVASCRIPT = 'text/javascript; charset=utf-8';

// Two weights and two scripts, 36 KB in all; the browser loads a script's file only when a page has its letters.
const FONTS: ReadonlySet<string> = new Set(
  ['hebrew', 'latin'].flatMap((script) =>
    ['400', '700'].map((weight) => `noto-sans-hebrew-${script}-${weight}-normal.woff2`),
  ),
);

interface Asset {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** of the content: a changed file has a new address, so browsers may keep the old one for ever */
  version: string;
}

/** Everything beside pages, read once: the style sheet (all of `assets/*.css` in the order of their names), scripts, icon. */
const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ['style.css', asset('text/css; charset=utf-8', ...filesOf('.css'))] as const,
  ['icon.svg', asset('image/svg+xml', join(FOLDER, 'icon.svg'))] as const,
  ['htmx.js', asset(JAVASCRIPT, require.resolve('htmx.org/dist/htmx.min.js'))] as const,
  ...filesOf('.js').map((file) => [file.slice(FOLDER.length + 1), asset(JAVASCRIPT, file)] as const),
]);

/**
 * The address of a file of `assets/`.
 *
 * @example address('style.css'); // '/assets/style.css?v=…'
 */
export function address(name: string): string {
  const found = ASSETS.get(name);
  if (found === undefined) throw new Error(`there is no file ${name} in the folder of assets`);
  return `/assets/${name}?v=${found.version}`;
}

/** The style sheet as it is served. */
export const styleSheet = (): string => Buffer.from(ASSETS.get('style.css')?.bytes ?? []).toString('utf8');

/** Style, scripts, font and icon: everything that a page needs beside itself. */
export function assets(): Hono {
  const app = new Hono();
  const fonts = new Map<string, Uint8Array<ArrayBuffer>>();
  const packed = new Map<string, Uint8Array<ArrayBuffer>>();
  app.get('/assets/:name', (c) => {
    const name = c.req.param('name');
    const found = ASSETS.get(name);
    if (found === undefined) return c.notFound();
    c.header('Content-Type', found.type);
    c.header('Cache-Control', 'max-age=31536000, immutable');
    c.header('Vary', 'Accept-Encoding');
    if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(found.bytes);
    // Packed once: style and script come to a quarter (96 KB to 25 KB). Pages are not packed, since they carry tokens.
    const bytes = packed.get(name) ?? Uint8Array.from(gzipSync(found.bytes, { level: 9 }));
    packed.set(name, bytes);
    c.header('Content-Encoding', 'gzip');
    return c.body(bytes);
  });
  app.get('/fonts/:file', (c) => {
    const file = c.req.param('file');
    if (!FONTS.has(file)) return c.notFound();
    const bytes =
      fonts.get(file) ?? Uint8Array.from(readFileSync(require.resolve(`@fontsource/noto-sans-hebrew/files/${file}`)));
    fonts.set(file, bytes);
    // A week, not for ever: these addresses carry no version.
    return c.body(bytes, 200, { 'Content-Type': 'font/woff2', 'Cache-Control': 'max-age=604800' });
  });
  return app;
}

function filesOf(ending: string): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(FOLDER, name));
}

function asset(type: string, ...files: string[]): Asset {
  const bytes = Uint8Array.from(Buffer.concat(files.map((file) => readFileSync(file))));
  return { type, bytes, version: createHash('sha256').update(bytes).digest('base64url').slice(0, 10) };
}
