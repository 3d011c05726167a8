import { Hono } from 'hono';
import { readFront } from '../../../search/index.ts';
import type { WebEnv, WebOptions } from '../../page.ts';
import { emptyHomePage, homePage } from './page.ts';

/** `/`: what this is, the search box, what the library holds. */
export function homePages({ store }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/', async (c) => {
    const front = await readFront(store.db);
    return c.html(front.numbers.decisions === 0 ? emptyHomePage(c.var.page) : homePage(c.var.page, front));
  });
  return app;
}
