import { Hono } from 'hono';
import type { WebEnv, WebOptions } from '../../page.ts';
import { designPage } from './design.ts';

/** The design as it is: tokens with their contrast, and every part in its states. */
export function designPages(_options: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/design', (c) => c.html(designPage(c.var.page)));
  return app;
}
