import { Hono } from 'hono';
import { readLibraryState } from '../../library-state.ts';
import type { WebEnv, WebOptions } from '../../page.ts';
import { statusPage } from '../status.ts';

export function operationsPages({ store, timetable }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/operations', async (c) => c.html(statusPage(c.var.page, await readLibraryState(store.db, timetable))));
  return app;
}
