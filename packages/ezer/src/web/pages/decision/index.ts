import { Hono } from 'hono';
import { decisionsInDocket, originalOf, readDecisionPage } from '../../../reader/index.ts';
import { ContentMissing } from '../../../store/content.ts';
import { DecisionMissing, NoReason, withdraw } from '../../../withdrawal/index.ts';
import type { WebContext, WebEnv, WebOptions } from '../../page.ts';
import { fieldsOf, needs } from '../../session.ts';
import { missingPage, removedPage } from '../apology.ts';
import { decisionPage } from './decision.ts';
import { docketPage } from './docket.ts';
import { attachment } from './download.ts';
import { noFilePage } from './no-file.ts';
import type { WithdrawalRefused } from './withdrawal.ts';

/** The decision reader, its original file, and the address of a docket. */
export function decisionPages({ store, content }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/decisions/:id', (c) => show(c, c.req.param('id'), null));

  app.post('/decisions/:id/withdraw', needs('administrator'), async (c) => {
    const id = c.req.param('id');
    const by = c.var.page.reader?.email;
    const { reason = '', sure } = await fieldsOf(c);
    if (by === undefined) return c.html(missingPage(c.var.page), 404);
    if (sure !== 'yes') return show(c, id, { problem: 'not-sure', reason });
    try {
      await withdraw({ store, content }, { decisionId: id, reason, by });
      return c.redirect(`/decisions/${id}`, 303);
    } catch (error) {
      if (error instanceof DecisionMissing) return c.html(missingPage(c.var.page), 404);
      if (!(error instanceof NoReason)) throw error;
      return show(c, id, { problem: 'no-reason', reason });
    }
  });

  async function show(c: WebContext, id: string, refused: WithdrawalRefused | null): Promise<Response> {
    const version = versionNumber(c.req.query('version'));
    if (version === 'none') return c.html(missingPage(c.var.page), 404);
    const decision = await readDecisionPage(store.db, id, version);
    if (decision === 'missing') return c.html(missingPage(c.var.page), 404);
    if (decision === 'removed') return c.html(removedPage(c.var.page), 410);
    return c.html(decisionPage(c.var.page, decision, refused), refused === null ? 200 : 422);
  }

  app.get('/decisions/:id/original', async (c) => {
    const version = versionNumber(c.req.query('version'));
    const original = version === 'none' ? null : await originalOf(store.db, c.req.param('id'), version.version);
    if (original === null) {
      const known = await readDecisionPage(store.db, c.req.param('id'));
      return known === 'removed' ? c.html(removedPage(c.var.page), 410) : c.html(missingPage(c.var.page), 404);
    }
    try {
      return attachment(c, original.name, await content.get(original.sha256));
    } catch (error) {
      if (!(error instanceof ContentMissing)) throw error;
      return c.html(noFilePage(c.var.page, c.req.param('id')), 404);
    }
  });

  // A docket has a slash in it, so it may be more than one part of the address.
  app.get('/d/:docket{.+}', async (c) => {
    const written = c.req.param('docket');
    const answer = await decisionsInDocket(store.db, written);
    const [first, ...others] = answer.decisions;
    if (first !== undefined && others.length === 0) return c.redirect(`/decisions/${first.id}`, 303);
    return c.html(docketPage(c.var.page, written, answer), first === undefined ? 404 : 200);
  });

  return app;
}

function versionNumber(asked: string | undefined): { version?: number } | 'none' {
  if (asked === undefined) return {};
  return /^[1-9]\d{0,5}$/.test(asked) ? { version: Number(asked) } : 'none';
}
