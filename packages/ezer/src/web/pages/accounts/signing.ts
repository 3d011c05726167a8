import { Hono } from 'hono';
import type { Say } from '../../../messages/index.ts';
import { InvitationSpent, SignInRefused } from '../../accounts/index.ts';
import type { WebContext, WebEnv, WebOptions } from '../../page.ts';
import { fieldsOf, pageOf } from '../../session.ts';
import { resumePage } from './kept-form.ts';
import { signInPage } from './sign-in.ts';
import { welcomePage } from './welcome.ts';

/** Signing in and out, one-time links. */
export function signingPages({ accounts }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/sign-in', async (c) => {
    const then = ownAddress(c.req.query('then'));
    if (c.var.page.reader !== null) return c.redirect(then, 303);
    const isWelcome = c.req.query('done') === 'welcome';
    return c.html(signInPage(c.var.page, { then, isWelcome, isEmpty: await accounts.isEmpty() }));
  });

  app.post('/sign-in', async (c) => {
    const { page } = c.var;
    const { email = '', password = '', kept, then: wanted } = await fieldsOf(c);
    const then = ownAddress(wanted);
    try {
      const cookies = await accounts.signIn({ email, password, address: addressOf(c), headers: c.req.raw.headers });
      for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
      const fields = keptFields(kept);
      if (fields === null) return c.redirect(then, 303);
      const headers = new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
      const reader = await accounts.signedIn(headers);
      return c.html(resumePage(pageOf(page.language, reader, then, accounts.formKey), then, fields));
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      const status = error.reason === 'throttled' ? 429 : 401;
      return c.html(signInPage(page, { then, kept, email, problem: problemOf(page.say, error) }), status);
    }
  });

  app.post('/sign-out', async (c) => {
    for (const cookie of await accounts.signOut(c.req.raw.headers)) c.header('Set-Cookie', cookie, { append: true });
    return c.redirect('/', 303);
  });

  app.get('/welcome/:token', async (c) => {
    const invitation = await accounts.invitation(c.req.param('token'));
    return c.html(welcomePage(c.var.page, { invitation }), invitation === null ? 410 : 200);
  });

  app.post('/welcome/:token', async (c) => {
    const { page } = c.var;
    const token = c.req.param('token');
    const { name = '', email = '', password = '' } = await fieldsOf(c);
    try {
      await accounts.accept(token, { name, email, password });
    } catch (error) {
      if (error instanceof InvitationSpent) return c.html(welcomePage(page, { invitation: null }), 410);
      if (!(error instanceof SignInRefused)) throw error;
      const invitation = await accounts.invitation(token);
      return c.html(welcomePage(page, { invitation, name, email, problem: problemOf(page.say, error) }), 422);
    }
    return c.redirect('/sign-in?done=welcome', 303);
  });

  return app;
}

/** An address of this library, whatever was asked for: never another site, which is what two slashes lead to. */
export function ownAddress(wanted: string | undefined): string {
  const url = URL.parse(wanted ?? '/', 'http://here');
  return url?.origin === 'http://here' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
}

function keptFields(kept: string | undefined): Record<string, string> | null {
  if (kept === undefined) return null;
  try {
    const fields: unknown = JSON.parse(kept);
    if (typeof fields !== 'object' || fields === null) return null;
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  } catch {
    return null;
  }
}

export const problemOf = (say: Say, { reason, minutes }: SignInRefused): string => say(`signIn.${reason}`, { minutes });

// The one of the connection: a header may say anything.
export const addressOf = (c: WebContext): string => {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined; // of the node server
  return env?.incoming?.socket?.remoteAddress ?? 'unknown';
};
