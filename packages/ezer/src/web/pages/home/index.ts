import { Hono } from 'hono';
import { html } from 'hono/html';
import { layout } from '../../layout.ts';
import type { WebEnv, WebOptions } from '../../page.ts';

export function homePages(_: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/', (c) => {
    const title = c.var.page.say('nav.search');
    return c.html(layout(c.var.page, { title, body: html`<h1>${title}</h1>` }));
  });
  return app;
}
