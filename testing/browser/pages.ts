import type { Role } from '../../packages/ezer/src/web/accounts/index.ts';
import type { Filled } from './sample-library.ts';

/** A page of the product as the browser tests look at it. */
export interface PageUnderTest {
  /** also the name of its screenshots */
  name: string;
  /** as the router has it; a page may be looked at in several states */
  route: string;
  path(things: Things): string;
  /** null: nobody is signed in */
  as: Role | null;
  /** 200 when not said */
  status?: number;
}

/** What stands in the sample library and has a page of its own. */
export interface Things {
  decision: string;
  halacha: string;
  proposed: string;
  principle: string;
  digest: string;
  welcome: string;
  /** an item of work: `queue/subject` */
  item: string;
}

const open = (name: string, route: string, path: PageUnderTest['path'] = () => route): PageUnderTest => ({
  name,
  route,
  path,
  as: null,
});
const kept = (name: string, route: string, path: PageUnderTest['path'] = () => route): PageUnderTest => ({
  name,
  route,
  path,
  as: 'administrator',
});

const asked = (words: string): string => `/search?q=${encodeURIComponent(words)}`;

/** Every page that is served. A test fails when a route is not here. */
export const PAGES: readonly PageUnderTest[] = [
  open('home', '/'),
  open('results', '/search', () => asked('תום לב')),
  open('results-phrase', '/search', () => `${asked('"תום לב" חוזה')}&unapproved=1`),
  open('results-none', '/search', () => asked('קיקיון בלהה')),
  open('results-lone-quote', '/search', () => asked('"')),
  open('decision', '/decisions/:id', ({ decision }) => `/decisions/${decision}`),
  open('halacha', '/halachot/:id', ({ halacha }) => `/halachot/${halacha}`),
  kept('halacha-proposed', '/halachot/:id', ({ proposed }) => `/halachot/${proposed}`),
  open('principles', '/principles'),
  open('principle', '/principles/:id', ({ principle }) => `/principles/${principle}`),
  open('review-open', '/review'),
  kept('review', '/review'),
  kept('review-one', '/review/:id', ({ proposed }) => `/review/${proposed}`),
  open('digests', '/digests'),
  open('digest', '/digests/:id', ({ digest }) => `/digests/${digest}`),
  open('gaps', '/gaps'),
  open('operations-open', '/operations'),
  kept('operations', '/operations'),
  kept('job', '/operations/jobs/:job', () => '/operations/jobs/halacha-drain'),
  kept('items', '/operations/items'),
  kept('item', '/operations/items/:queue/:subject', ({ item }) => `/operations/items/${item}`),
  kept('refusals', '/operations/refusals/:reason', () => '/operations/refusals/binary'),
  kept('upload', '/upload'),
  open('sign-in', '/sign-in'),
  open('welcome', '/welcome/:token', ({ welcome }) => `/welcome/${welcome}`),
  { ...open('welcome-spent', '/welcome/:token', () => '/welcome/spent'), status: 410 },
  kept('account', '/account'),
  kept('accounts', '/accounts'),
  kept('audit', '/audit'),
  open('help', '/help'),
  open('design', '/design'),
  { ...open('missing', '*', () => '/no/such/page'), status: 404 },
];

/** GET routes that are no pages: files, redirects, answers to programs, pieces of pages. */
export const NOT_PAGES: ReadonlySet<string> = new Set([
  '/assets/:name',
  '/fonts/:file',
  '/healthz',
  '/metrics',
  '/status.json',
  '/d/:docket{.+}',
  '/decisions/:id/original',
  '/operations/live',
  '/upload/:upload', // the same as what stands on /upload when files were sent; looked at in first-hour.test.ts
  '/upload/:upload/list',
]);

/** Finds something of each kind in a filled library; what it has none of leads to a page that is not there. */
export async function thingsOf({ store }: Filled): Promise<Omit<Things, 'welcome'>> {
  const one = async (sql: string): Promise<string> =>
    (await store.pool.query<{ id: string }>(sql)).rows[0]?.id ?? '00000000-0000-7000-8000-000000000000';
  return {
    decision: await one(
      `select decision_id as id from ezer.halacha where state = 'approved' group by 1 order by count(*) desc, 1 limit 1`,
    ),
    halacha: await one(`select id from ezer.halacha where state = 'approved' order by id limit 1`),
    proposed: await one(`select id from ezer.halacha where state = 'proposed' order by id limit 1`),
    principle: await one(`select id from ezer.principle order by id limit 1`),
    digest: await one(`select id from ezer.digest_issue order by id limit 1`),
    item: await one(`select queue || '/' || subject as id from ezer.work order by queue, subject limit 1`),
  };
}
