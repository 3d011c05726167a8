import { Hono } from 'hono';
import { sql } from 'kysely';
import type { Timetable } from 'pg-drains';
import type { Language } from '../messages/index.ts';
import type { Store } from '../store/database.ts';
import { assets } from './assets.ts';
import { closedPage, onlyLoopbackHosts } from './guard.ts';
import { readLibraryState } from './library-state.ts';
import { missingPage, troublePage } from './pages/apology.ts';
import { statusPage } from './pages/status.ts';

export interface PagesOptions {
  store: Store;
  timetable: Timetable;
  /** language of a page whose address names none */
  language: Language;
  /** told of every page that failed */
  onError?: (error: Error) => void;
}

/** Every address that is served, and what stands before all of them. */
export function createPages({ store, timetable, language, onError }: PagesOptions): Hono {
  const app = new Hono();
  const languageOf = (wanted: string | undefined): Language => (wanted === 'he' || wanted === 'en' ? wanted : language);

  app.use(onlyLoopbackHosts, closedPage);
  app.route('/', assets());
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.get('/', async (c) =>
    c.html(statusPage(await readLibraryState(store.db, timetable), languageOf(c.req.query('lang')))),
  );
  app.get('/status.json', async (c) => c.json(await readLibraryState(store.db, timetable)));
  app.get('/healthz', async (c) => {
    const alive = await sql`select 1`.execute(store.db).then(
      () => true,
      () => false,
    );
    return c.json({ status: alive ? 'ok' : 'database down' }, alive ? 200 : 503);
  });
  app.notFound((c) => c.html(missingPage(languageOf(c.req.query('lang'))), 404));
  app.onError((error, c) => {
    onError?.(error);
    return c.html(troublePage(languageOf(c.req.query('lang'))), 500);
  });
  return app;
}
