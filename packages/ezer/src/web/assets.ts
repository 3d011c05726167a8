import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Hono } from 'hono';
import { STYLE } from './style.ts';

const require = createRequire(import.meta.url);

// Two weights and two scripts, 36 KB in all; the browser loads a script's file only when a page has its letters.
const FONTS: ReadonlySet<string> = new Set(
  ['hebrew', 'latin'].flatMap((script) =>
    ['400', '700'].map((weight) => `noto-sans-hebrew-${script}-${weight}-normal.woff2`),
  ),
);

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1d4f6e"/><path d="M9 9h14v3H9zm0 6h14v3H9zm5 6h9v3h-9z" fill="#fff"/></svg>`;

/** Style, font and icon: everything that a page needs beside itself. */
export function assets(): Hono {
  const app = new Hono();
  const read = new Map<string, Uint8Array<ArrayBuffer>>();
  app.get('/style.css', (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8', ...DAY }));
  app.get('/icon.svg', (c) => c.body(ICON, 200, { 'Content-Type': 'image/svg+xml', ...DAY }));
  app.get('/fonts/:file', (c) => {
    const file = c.req.param('file');
    if (!FONTS.has(file)) return c.notFound();
    const bytes =
      read.get(file) ?? Uint8Array.from(readFileSync(require.resolve(`@fontsource/noto-sans-hebrew/files/${file}`)));
    read.set(file, bytes);
    return c.body(bytes, 200, { 'Content-Type': 'font/woff2', ...DAY });
  });
  return app;
}

// A day, not for ever: the addresses carry no version.
const DAY = { 'Cache-Control': 'max-age=86400' };
