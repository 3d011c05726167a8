import { Hono } from 'hono';
import type { WebEnv, WebOptions } from '../../page.ts';
import { helpPage } from './help.ts';

/** The page that explains. */
export function helpPages(_options: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/help', (c) => c.html(helpPage(c.var.page)));
  return app;
}
