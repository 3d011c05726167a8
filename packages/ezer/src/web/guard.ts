import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** A name or address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** An address that stands for all of a machine's own: one listens on it, nobody is called by it. */
export function isEveryAddress(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return EVERY_ADDRESS.has(hostOf(isIP(bare) === 6 ? `[${bare}]` : bare) ?? '');
}

// As URLs write them, whatever their form: '0', '0x0' and '0.0.0.0' are one address, '::0' and '0:0:0:0:0:0:0:0' another.
const EVERY_ADDRESS = new Set(['0.0.0.0', '[::]', '[::ffff:0:0]']);

/**
 * Answers only requests that were addressed to this library: by a loopback name, or by the name in its public address.
 * A web page elsewhere can point its own name at 127.0.0.1 (DNS rebinding) and then read what is served there; its name
 * in `Host` gives it away.
 */
export function onlyOwnHosts(publicHost: string | null): MiddlewareHandler {
  return async (c, next) => {
    const host = hostOf(c.req.header('host'));
    if (host === null || !(isLoopback(host) || host === publicHost))
      return c.text('421: this host is not served here\n', 421);
    return next();
  };
}

/** The name in a `Host` header, without the port. */
export const hostOf = (header: string | undefined): string | null =>
  URL.parse(`http://${header ?? ''}`)?.hostname.toLowerCase() ?? null;

/**
 * Only our own scripts and styles, nothing from outside, not in anybody's frame. Text from documents reaches pages
 * escaped; this is the second wall.
 */
export const closedPage: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false, // plain http on loopback; behind a proxy it is the proxy's to say
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
});
