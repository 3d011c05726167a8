import { Hono } from 'hono';
import type { WebEnv, WebOptions } from '../../page.ts';
import { ownPages } from './own.ts';
import { peoplePages } from './people.ts';
import { signingPages } from './signing.ts';

/** Signing in and out; the people of the library, for its administrators; one's own account. */
export function accountPages(options: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  for (const pages of [signingPages, peoplePages, ownPages]) app.route('/', pages(options));
  return app;
}
