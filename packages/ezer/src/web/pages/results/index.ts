import { Hono } from 'hono';
import { BrokenCursor, citedLaws, EmptyQuery, type SearchAnswer, search, suggest } from '../../../search/index.ts';
import type { Database } from '../../../store/database.ts';
import type { WebEnv, WebOptions } from '../../page.ts';
import { type Asked, readAsked } from './asked.ts';
import { resultsPage } from './page.ts';

const LAWS_OFFERED = 40;

/** `/search`: what was found, with filters. Bad input is told on the page and never an error. */
export function resultPages({ store }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/search', async (c) => {
    const asked = readAsked(new URL(c.req.url).searchParams);
    const [{ answer, notes }, laws] = await Promise.all([answered(store.db, asked), citedLaws(store.db, LAWS_OFFERED)]);
    const suggestions = answer?.count === 0 ? await suggest(store.db, asked.query, asked.filters) : null;
    return c.html(resultsPage(c.var.page, { ...asked, notes: [...asked.notes, ...notes], answer, suggestions, laws }));
  });
  return app;
}

/** Null: there was nothing to search for. A page that is not there is answered by the first one. */
async function answered(
  db: Database,
  { query, filters, sort, cursor }: Asked,
): Promise<{ answer: SearchAnswer | null; notes: Asked['notes'] }> {
  try {
    return { answer: await search(db, query, { ...filters, sort, cursor }), notes: [] };
  } catch (error) {
    if (error instanceof EmptyQuery) return { answer: null, notes: [] };
    if (!(error instanceof BrokenCursor)) throw error;
    return { answer: await search(db, query, { ...filters, sort }), notes: ['page'] };
  }
}
