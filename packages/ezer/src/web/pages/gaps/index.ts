import { Hono } from 'hono';
import { gaps } from '../../../status/index.ts';
import type { WebEnv, WebOptions } from '../../page.ts';
import { pageNumber } from '../../parts/pages-of-list.ts';
import { GAPS_A_PAGE, gapsPage } from './view.ts';

const LONGEST_QUERY = 200;

/** The rulings that are cited and missing. */
export function gapPages({ store }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/gaps', async (c) => {
    const number = pageNumber(c.req.query('page'));
    const docket = (c.req.query('docket') ?? '').replaceAll('\0', '').trim().slice(0, LONGEST_QUERY).toWellFormed();
    const state = c.req.query('state') === 'closed' ? 'closed' : 'open';
    const range = { limit: GAPS_A_PAGE, offset: (number - 1) * GAPS_A_PAGE };
    const found = await gaps(store.db, { state, docket, ...range });
    return c.html(gapsPage(c.var.page, { ...found, state, docket, number }));
  });
  return app;
}
