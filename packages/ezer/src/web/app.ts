import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { sql } from 'kysely';
import { assets } from './assets.ts';
import { closedPage, hostOf, isLoopback, onlyOwnHosts } from './guard.ts';
import { readLibraryState } from './library-state.ts';
import { metrics } from './metrics.ts';
import type { Page, WebContext, WebEnv, WebOptions } from './page.ts';
import { accountPages } from './pages/accounts/index.ts';
import { forgedPage, missingPage, troublePage } from './pages/apology.ts';
import { auditPages } from './pages/audit/index.ts';
import { decisionPages } from './pages/decision/index.ts';
import { designPages } from './pages/design/index.ts';
import { digestPages } from './pages/digests/index.ts';
import { gapPages } from './pages/gaps/index.ts';
import { halachaPages } from './pages/halacha/index.ts';
import { helpPages } from './pages/help/index.ts';
import { homePages } from './pages/home/index.ts';
import { operationsPages } from './pages/operations/index.ts';
import { principlePages } from './pages/principle/index.ts';
import { resultPages } from './pages/results/index.ts';
import { reviewPages } from './pages/review/index.ts';
import { uploadPages } from './pages/upload/index.ts';
import { needs, needsFormToken, pageOf, readPage } from './session.ts';

const LONGEST_FORM = 1_000_000;

/** Every address that is served, and what stands before all of them. */
export function createPages(options: WebOptions): Hono<WebEnv> {
  const { store, timetable, publicUrl, accounts, onError } = options;
  const app = new Hono<WebEnv>();

  app.use(onlyOwnHosts(publicUrl === null ? null : hostOf(URL.parse(publicUrl)?.host)), closedPage);
  app.get('/healthz', async (c) => {
    const alive = await sql`select 1`.execute(store.db).then(
      () => true,
      () => false,
    );
    return c.json({ status: alive ? 'ok' : 'database down' }, alive ? 200 : 503);
  });
  app.get('/metrics', metrics(options));
  app.route('/', assets());
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  // Behind a proxy that speaks https, the address of the request is not the one that the browser sees.
  app.use(csrf({ origin: (origin, c) => origin === new URL(c.req.url).origin || origin === originOf(publicUrl) }));
  app.use(async (c, next) => (c.req.path === '/upload' ? next() : limitForms(c, next)));
  app.use(readPage(options), needsFormToken());
  app.use(async (c, next) => {
    if (c.var.page.reader !== null || isOpen(c, publicUrl)) return next();
    return needs('reader')(c, next);
  });

  for (const pages of PAGES) app.route('/', pages(options));
  app.get('/status.json', async (c) => c.json(await readLibraryState(store.db, timetable)));
  // Also for what fails before the reader is known: the database may be away.
  const anyPage = (c: WebContext): Page => c.var.page ?? pageOf(options.language, null, c.req.path, accounts.formKey);
  app.notFound((c) => c.html(missingPage(anyPage(c)), 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 403) return c.html(forgedPage(anyPage(c)), 403);
    onError?.(error);
    return c.html(troublePage(anyPage(c)), 500);
  });
  return app;
}

const PAGES: readonly ((options: WebOptions) => Hono<WebEnv>)[] = [
  homePages,
  resultPages,
  decisionPages,
  halachaPages,
  principlePages,
  reviewPages,
  digestPages,
  gapPages,
  operationsPages,
  uploadPages,
  accountPages,
  auditPages,
  helpPages,
  designPages,
];

const limitForms = bodyLimit({ maxSize: LONGEST_FORM, onError: (c) => c.text('413: the form is too large\n', 413) });

const originOf = (publicUrl: string | null): string | null =>
  publicUrl === null ? null : (URL.parse(publicUrl)?.origin ?? null);

const WITHOUT_SESSION = /^\/(?:sign-in|welcome\/[\w-]+)$/;

/** Reading is open on this machine only. A library with a public address is read by people with an account. */
const isOpen = (c: WebContext, publicUrl: string | null): boolean =>
  WITHOUT_SESSION.test(c.req.path) || (publicUrl === null && isLoopback(hostOf(c.req.header('host')) ?? ''));
