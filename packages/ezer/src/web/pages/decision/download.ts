import type { WebContext } from '../../page.ts';

/**
 * Bytes that somebody sent us, as a download: never opened in the page's own origin, whatever they are. The name is the
 * file's own (RFC 6266, RFC 8187), with a plain one for old programs.
 */
export function attachment(c: WebContext, name: string, bytes: Buffer): Response {
  // The file's own name, without the way to it.
  const base =
    (name.split(/[/\\]/).at(-1) ?? '')
      .replace(/\p{Cc}/gu, '')
      .toWellFormed()
      .slice(0, 200) || 'decision';
  const ending = /\.[a-z0-9]{1,5}$/i.exec(base)?.[0] ?? '';
  return c.body(Uint8Array.from(bytes), 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="decision${ending}"; filename*=UTF-8''${encoded(base)}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': String(bytes.byteLength),
  });
}

// encodeURIComponent leaves these, which the header's grammar does not allow.
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
