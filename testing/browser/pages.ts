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
  docket: string;
  halacha: string;
  proposed: string;
  principle: string | null;
  digest: string;
  welcome: string;
}

/** Every page that is served. A test fails when a route is not here. */
export const PAGES: readonly PageUnderTest[] = [
  { name: 'home', route: '/', path: () => '/', as: null },
  { name: 'home-signed-in', route: '/', path: () => '/', as: 'administrator' },
  { name: 'sign-in', route: '/sign-in', path: () => '/sign-in', as: null },
  { name: 'welcome', route: '/welcome/:token', path: ({ welcome }) => `/welcome/${welcome}`, as: null },
  { name: 'welcome-spent', route: '/welcome/:token', path: () => '/welcome/spent', as: null, status: 410 },
  { name: 'operations', route: '/operations', path: () => '/operations', as: 'administrator' },
  { name: 'help', route: '/help', path: () => '/help', as: null },
  { name: 'design', route: '/design', path: () => '/design', as: null },
  { name: 'missing', route: '*', path: () => '/no/such/page', as: null, status: 404 },
];

/** GET routes that are no pages: files, answers to programs, pieces of pages. */
export const NOT_PAGES: ReadonlySet<string> = new Set(['/assets/:name', '/fonts/:file', '/healthz', '/status.json']);

/** Finds something of each kind in a filled library. */
export async function thingsOf({ store }: Filled): Promise<Omit<Things, 'welcome'>> {
  const one = async (sql: string): Promise<string | null> => {
    const { rows } = await store.pool.query<{ id: string }>(sql);
    return rows[0]?.id ?? null;
  };
  const must = async (what: string, sql: string): Promise<string> => {
    const id = await one(sql);
    if (id === null) throw new Error(`the sample library has no ${what}`);
    return id;
  };
  const decision = await must(
    'decision',
    `select decision_id as id from ezer.halacha where state = 'approved' group by 1 order by count(*) desc, 1 limit 1`,
  );
  return {
    decision,
    docket: await must(
      'docket',
      `select canonical as id from ezer.docket where id = (select docket_id from ezer.decision_docket where decision_id = '${decision}' limit 1)`,
    ),
    halacha: await must('approved halacha', `select id from ezer.halacha where state = 'approved' order by id limit 1`),
    proposed: await must('proposal', `select id from ezer.halacha where state = 'proposed' order by id limit 1`),
    principle: await one(`select id from ezer.principle order by id limit 1`),
    digest: await must('digest', `select id from ezer.digest_issue order by id limit 1`),
  };
}
