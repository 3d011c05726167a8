import { onTestFinished } from 'vitest';
import { TIMETABLE } from '../packages/ezer/src/jobs/index.ts';
import { folderContent } from '../packages/ezer/src/store/content.ts';
import type { Store } from '../packages/ezer/src/store/database.ts';
import { openAccounts, type Role } from '../packages/ezer/src/web/accounts/index.ts';
import { type ServeOptions, startWeb, type Web } from '../packages/ezer/src/web/index.ts';
import { freePort } from './postgres-server.ts';
import { temporaryFolder } from './process.ts';

/** The real web server on a free loopback port, until the test ends. */
export async function website(store: Store, options: Partial<ServeOptions> = {}): Promise<Web> {
  const web = await startWeb({
    store,
    content: folderContent(await temporaryFolder()),
    timetable: TIMETABLE,
    host: '127.0.0.1',
    port: await freePort(),
    publicUrl: null,
    language: 'he',
    ...options,
  });
  onTestFinished(() => web.close());
  return web;
}

export interface Visitor {
  /** the person's id */
  id: string;
  email: string;
  password: string;
  /** of the signed-in session, as a `Cookie` header */
  cookie: string;
}

/** Somebody with this role, signed in. */
export async function visitor(store: Store, role: Role, name = 'דנה'): Promise<Visitor> {
  const accounts = await openAccounts({ store, publicUrl: 'http://127.0.0.1' });
  const token = await accounts.invite({ purpose: 'account', role });
  const email = `${role}-${token.slice(0, 8).toLowerCase()}@example.com`;
  const password = 'a few quiet words';
  const id = await accounts.accept(token, { name, email, password });
  const cookies = await accounts.signIn({ email, password, address: 'test', headers: new Headers() });
  return { id, email, password, cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
}

/** The fields of the first form of a page that posts to `action`, token included. */
export function formOf(page: string, action: string): URLSearchParams {
  const forms = [...page.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => form);
  const form = forms.find((text) => text.slice(0, text.indexOf('>')).includes(`action="${action}"`));
  if (form === undefined) throw new Error(`no form posts to ${action}`);
  const fields = new URLSearchParams();
  for (const [input] of form.matchAll(/<input\b[^>]*>/g)) {
    if (/\btype="(?:checkbox|radio)"/.test(input) && !/\schecked\b/.test(input)) continue;
    const name = /\bname="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined) fields.set(name, plain(/\bvalue="([^"]*)"/.exec(input)?.[1] ?? ''));
  }
  return fields;
}

const plain = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
