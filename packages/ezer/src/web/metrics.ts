import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { metricsText, readNumbers } from '../metrics/index.ts';
import type { WebOptions } from './page.ts';

/**
 * `/metrics` for Prometheus. Open on this machine; where others reach the library it needs the configured token, and
 * without one it is not there.
 */
export function metrics({ store, publicUrl, metricsToken }: WebOptions): MiddlewareHandler {
  return async (c) => {
    const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const isOpen = metricsToken === undefined ? publicUrl === null : isSame(given, metricsToken);
    if (!isOpen) return c.text('401: /metrics needs Authorization: Bearer EZER_METRICS_TOKEN\n', 401);
    const text = await metricsText(await readNumbers(store.db));
    return c.body(text, 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    });
  };
}

function isSame(given: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
