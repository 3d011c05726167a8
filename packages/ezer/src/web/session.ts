import type { MiddlewareHandler } from 'hono';
import { type Language, speaker } from '../messages/index.ts';
import type { SignedIn } from './accounts/index.ts';
import { clock } from './clock.ts';
import { formTokenOf, isFormToken, TOKEN_FIELD } from './form.ts';
import { may, type Page, type Role, type WebContext, type WebEnv, type WebOptions } from './page.ts';
import { keptFormPage, resumePage, typedFields } from './pages/accounts/kept-form.ts';
import { forbiddenPage, forgedPage } from './pages/apology.ts';

const LANGUAGE_COOKIE = /(?:^|;\s*)ezer\.lang=(he|en)(?:;|$)/;
const YEAR = 365 * 86_400;

/** Who reads, in which language: known to every page as `c.var.page`. `?lang=en` is remembered. */
export function readPage({ accounts, language }: WebOptions): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const url = new URL(c.req.url);
    const asked = url.searchParams.get('lang');
    const chosen = asked === 'he' || asked === 'en' ? asked : null;
    const remembered = LANGUAGE_COOKIE.exec(c.req.header('cookie') ?? '')?.[1] as Language | undefined; // he or en, by the pattern
    url.searchParams.delete('lang');
    const reader = await accounts.signedIn(c.req.raw.headers);
    c.set('page', pageOf(chosen ?? remembered ?? language, reader, url.pathname + url.search, accounts.formKey));
    await next();
    for (const cookie of reader?.cookies ?? []) c.header('Set-Cookie', cookie, { append: true });
    if (chosen !== null && chosen !== remembered)
      c.header('Set-Cookie', `ezer.lang=${chosen}; Path=/; Max-Age=${YEAR}; SameSite=Lax; HttpOnly`, { append: true });
  };
}

export function pageOf(language: Language, reader: SignedIn | null, address: string, formKey: Buffer): Page {
  return {
    language,
    say: speaker(language),
    time: clock(language, new Date()),
    reader,
    formToken: reader === null ? null : formTokenOf(formKey, reader.sessionId),
    address,
  };
}

/**
 * Stands before an act or a page that not everybody may see. Whoever is not signed in is asked to, and comes back with
 * what was typed; whoever may not is told so calmly.
 *
 * @example pages.post('/review/:id', needs('reviewer'), async (c) => …)
 */
export function needs(role: Role): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const { page } = c.var;
    if (page.reader === null) {
      if (c.req.method === 'GET') return c.redirect(`/sign-in?then=${encodeURIComponent(page.address)}`, 303);
      return c.html(keptFormPage(page, await fieldsOf(c)), 401);
    }
    if (!may(page.reader, role)) return c.html(forbiddenPage(page, role), 403);
    return next();
  };
}

/** Refuses a posted form whose token is not of this session. What was typed is kept, to be sent again with a new token. */
export function needsFormToken(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const { reader, formToken } = c.var.page;
    const exempt = reader === null || c.req.method === 'GET' || c.req.method === 'HEAD' || isUpload(c);
    if (exempt) return next();
    const fields = await fieldsOf(c);
    if (isFormToken(fields[TOKEN_FIELD] ?? c.req.header('x-ezer-token'), formToken)) return next();
    // A page that was open before the last sign-in. Other sites do not come this far (`csrf` in app.ts).
    if (typedFields(c.var.page.say, fields).length > 0)
      return c.html(resumePage(c.var.page, c.var.page.address, fields, 'page.forged.kept'), 403);
    return c.html(forgedPage(c.var.page), 403);
  };
}

// The bytes of an upload are not read into memory here; its route checks the token in the header or the first part.
const isUpload = (c: WebContext): boolean => c.req.header('content-type')?.startsWith('multipart/') === true;

/** The fields of a posted form; the last one of a name counts. */
export async function fieldsOf(c: WebContext): Promise<Record<string, string>> {
  if (isUpload(c)) return {};
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      // Postgres keeps no NUL, and no keyboard has one.
      .map(([name, value]) => [name, value.replaceAll('\0', '')]),
  );
}
