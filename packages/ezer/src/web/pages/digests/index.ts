import { Hono } from 'hono';
import { digestIssues, viewDigestIssue } from '../../../status/index.ts';
import type { WebEnv, WebOptions } from '../../page.ts';
import { pageNumber } from '../../parts/pages-of-list.ts';
import { missingPage } from '../apology.ts';
import { issuePage } from './issue.ts';
import { ISSUES_A_PAGE, issuesPage } from './issues.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The digest issues, and what became of each ruling that they point at. */
export function digestPages({ store }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/digests', async (c) => {
    const number = pageNumber(c.req.query('page'));
    const range = { limit: ISSUES_A_PAGE, offset: (number - 1) * ISSUES_A_PAGE };
    return c.html(issuesPage(c.var.page, { number, ...(await digestIssues(store.db, range)) }));
  });
  app.get('/digests/:id', async (c) => {
    const id = c.req.param('id');
    const issue = UUID.test(id) ? await viewDigestIssue(store.db, id) : null;
    return issue === null ? c.html(missingPage(c.var.page), 404) : c.html(issuePage(c.var.page, issue));
  });
  return app;
}
