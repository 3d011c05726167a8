import { Hono } from 'hono';
import { endOtherSessions, rename, SignInRefused, sessionsOf } from '../../accounts/index.ts';
import type { WebContext, WebEnv, WebOptions } from '../../page.ts';
import { fieldsOf, needs } from '../../session.ts';
import { type OwnState, ownPage } from './own-view.ts';
import { addressOf } from './signing.ts';

const LONGEST_NAME = 100;

/** One's own name, password and sessions. */
export function ownPages({ store, accounts }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/account', needs('reader'), (c) => own(c, { done: c.req.query('done') }));

  app.post('/account/name', needs('reader'), async (c) => {
    const { reader } = c.var.page;
    const name = ((await fieldsOf(c)).name ?? '').trim().slice(0, LONGEST_NAME);
    if (reader === null || name === '') return own(c, { problem: 'own.problem.name', status: 422 });
    await rename(store, { personId: reader.id, actor: reader.email, name });
    return c.redirect('/account?done=name', 303);
  });

  app.post('/account/password', needs('reader'), async (c) => {
    const { reader } = c.var.page;
    if (reader === null) return c.redirect('/sign-in', 303);
    const { old = '', password = '' } = await fieldsOf(c);
    try {
      await accounts.changePassword(reader, { old, password, address: addressOf(c) });
      return c.redirect('/account?done=password', 303);
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      const problem = error.reason === 'wrong' ? 'own.problem.old' : (`signIn.${error.reason}` as const);
      return own(c, { problem, minutes: error.minutes, status: error.reason === 'throttled' ? 429 : 422 });
    }
  });

  app.post('/account/sessions', needs('reader'), async (c) => {
    const { reader } = c.var.page;
    if (reader === null) return c.redirect('/sign-in', 303);
    const { id: personId, email: actor, sessionId } = reader;
    await endOtherSessions(store, { personId, actor, sessionId });
    return c.redirect('/account?done=sessions', 303);
  });

  return app;

  async function own(c: WebContext, { status = 200, ...state }: OwnState & { status?: 200 | 422 | 429 }) {
    const { page } = c.var;
    const sessions = page.reader === null ? [] : await sessionsOf(store.db, page.reader.id);
    return c.html(ownPage(page, { sessions, ...state }), status);
  }
}
