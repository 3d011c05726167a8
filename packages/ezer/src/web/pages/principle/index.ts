import { Hono } from 'hono';
import { principles, readPrinciple } from '../../../principles/index.ts';
import type { WebEnv, WebOptions } from '../../page.ts';
import { missingPage } from '../apology.ts';
import { principlePage, principlesPage } from './principle.ts';

/** The same rule of law across decisions. */
export function principlePages({ store }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/principles', async (c) => {
    const page = pageNumber(c.req.query('page'));
    return c.html(principlesPage(c.var.page, page, await principles(store.db, { page })));
  });

  app.get('/principles/:id', async (c) => {
    const principle = await readPrinciple(store.db, c.req.param('id'));
    return principle === null ? c.html(missingPage(c.var.page), 404) : c.html(principlePage(c.var.page, principle));
  });

  return app;
}

const pageNumber = (asked = '1'): number => (/^[1-9]\d{0,6}$/.test(asked) ? Number(asked) : 1);
