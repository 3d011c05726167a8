import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** A name or address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/**
 * Answers only requests that were addressed to this machine by a loopback name. A web page elsewhere can point its own
 * name at 127.0.0.1 (DNS rebinding) and then read what is served there; its name in `Host` gives it away.
 */
export const onlyLoopbackHosts: MiddlewareHandler = async (c, next) => {
  const host = URL.parse(`http://${c.req.header('host') ?? ''}`)?.hostname;
  if (host === undefined || !isLoopback(host)) return c.text('421: this host is not served here\n', 421);
  return next();
};

/** No script, nothing from outside, not in anybody's frame. Text from documents reaches pages escaped; this is the second wall. */
export const closedPage: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false, // plain http on loopback
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
});
