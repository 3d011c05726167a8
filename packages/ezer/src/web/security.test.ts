import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { temporaryFolder } from '../../../../testing/process.ts';
import { proposals } from '../../../../testing/proposals.ts';
import { formOf, visitor, website } from '../../../../testing/website.ts';
import { TIMETABLE } from '../jobs/index.ts';
import { folderContent } from '../store/content.ts';
import type { Store } from '../store/database.ts';
import { openAccounts } from './accounts/index.ts';
import { createPages } from './app.ts';
import { formTokenOf } from './form.ts';

const ORIGIN = 'http://127.0.0.1:8710';

/** The pages without a port: a request can say anything about itself. */
async function pagesOf(store: Store, publicUrl: string | null = null) {
  const accounts = await openAccounts({ store, publicUrl: publicUrl ?? ORIGIN });
  const content = folderContent(await temporaryFolder());
  const problems: Error[] = [];
  const onError = (error: Error) => problems.push(error);
  const app = createPages({ store, content, timetable: TIMETABLE, publicUrl, language: 'he', accounts, onError });
  onTestFinished(() => expect(problems).toEqual([]));
  const own = publicUrl === null ? ORIGIN : new URL(publicUrl).origin;
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(new URL(path, own).href, { ...init, headers: { host: new URL(own).host, ...init.headers } });
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', headers: { origin: own, ...headers }, body: new URLSearchParams(fields) });
  return { app, accounts, ask, post };
}

/** What may be posted without a session, and by whoever may only read. */
const WITHOUT_SESSION = ['/sign-in', '/sign-out', '/welcome/:token'];
const FOR_READERS = ['/account/name', '/account/password', '/account/sessions'];

test('every form of every page is refused without a session and to whoever may only read, and changes nothing', async () => {
  const { store } = await testLibrary();
  const [halacha = ''] = await proposals(store, ['הנטל על הטוען.']);
  const { cookie } = await visitor(store, 'reader');
  const { app, accounts, post } = await pagesOf(store);
  const reader = await accounts.signedIn(new Headers({ cookie }));
  const token = formTokenOf(accounts.formKey, reader?.sessionId ?? '');
  const routes = new Set(
    app.routes.filter(({ method, path }) => method === 'POST' && path !== '/*').map(({ path }) => path),
  );
  expect(routes.size).toBeGreaterThan(12);
  for (const forbidden of ['PUT', 'PATCH', 'DELETE'])
    expect(app.routes.map(({ method }) => method)).not.toContain(forbidden);
  const before = await stateOf(store);
  const fields = {
    act: 'approve',
    seen: 'new',
    id: halacha,
    review: halacha,
    role: 'administrator',
    reason: 'כך',
    job: 'digest',
  };
  for (const route of routes) {
    const path = route.replace(/:\w+(?:\{[^}]*\})?/g, halacha);
    if (WITHOUT_SESSION.includes(route)) continue;
    const nobody = await post(path, fields);
    expect([route, nobody.status]).toEqual([route, 401]);
    expect(await nobody.text()).toContain('action="/sign-in"');
    if (FOR_READERS.includes(route)) continue;
    const answer = await post(path, { ...fields, _token: token }, { cookie, 'x-ezer-token': token });
    expect([route, answer.status]).toEqual([route, 403]);
    expect(await answer.text()).toContain('נדרשת הרשאה');
  }
  expect(await stateOf(store)).toEqual(before);
});

test('a form needs the token of its session: none, a forged one and that of another session are refused', async () => {
  const { store } = await testLibrary();
  const [one, other] = [await visitor(store, 'reviewer'), await visitor(store, 'reviewer')];
  const [id = ''] = await proposals(store, ['הנטל על הטוען.']);
  const { accounts, post } = await pagesOf(store);
  const tokenOf = async (cookie: string) =>
    formTokenOf(accounts.formKey, (await accounts.signedIn(new Headers({ cookie })))?.sessionId ?? '');
  for (const token of [undefined, '', 'x'.repeat(43), await tokenOf(other.cookie), `${await tokenOf(one.cookie)}x`]) {
    const answer = await post(
      `/review/${id}`,
      { act: 'approve', seen: 'new', ...(token === undefined ? {} : { _token: token }) },
      { cookie: one.cookie },
    );
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('הטופס פג');
  }
  expect(await stateOf(store)).toEqual(['proposed']);
  const right = await post(
    `/review/${id}`,
    { act: 'approve', seen: 'new', _token: await tokenOf(one.cookie) },
    { cookie: one.cookie },
  );
  expect(right.status).toBe(303);
});

test('a form from another site is refused, calmly, even with the right token', async () => {
  const { store } = await testLibrary();
  const { cookie } = await visitor(store, 'reviewer');
  const [id = ''] = await proposals(store, ['הנטל על הטוען.']);
  const { accounts, ask } = await pagesOf(store);
  const _token = formTokenOf(accounts.formKey, (await accounts.signedIn(new Headers({ cookie })))?.sessionId ?? '');
  const from = (headers: Record<string, string>) =>
    ask(`/review/${id}`, {
      method: 'POST',
      headers: { cookie, ...headers },
      body: new URLSearchParams({ act: 'approve', seen: 'new', _token }),
    });
  const elsewhere: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:9999' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://other.127.0.0.1' },
    {},
  ];
  for (const headers of elsewhere) {
    const answer = await from(headers);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('הטופס פג');
  }
  expect(await stateOf(store)).toEqual(['proposed']);
  expect((await from({ 'sec-fetch-site': 'same-origin' })).status).toBe(303);
});

test('after signing in one is led to an address of this library, never to another site', async () => {
  const { store } = await testLibrary();
  const { email, password, cookie } = await visitor(store, 'reader');
  const { post, ask } = await pagesOf(store);
  for (const [wanted, led] of [
    ['/review?state=deferred', '/review?state=deferred'],
    ['https://evil.example/x', '/'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['\\\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['http://here//evil.example', '/'],
    ['/..//evil.example', '/'],
  ] as const) {
    const answer = await post(
      '/sign-in',
      Object.fromEntries([
        ['email', email],
        ['password', password],
        ['then', wanted],
      ]),
    );
    expect([wanted, answer.status, answer.headers.get('location')]).toEqual([wanted, 303, led]);
    const already = await ask(`/sign-in?then=${encodeURIComponent(wanted)}`, { headers: { cookie } });
    expect([wanted, already.headers.get('location')]).toEqual([wanted, led]);
  }
});

test('the cookie of a session is out of reach of scripts and other sites; with https it needs https', async () => {
  const { store } = await testLibrary();
  const { email, password } = await visitor(store, 'reader');
  const plain = await (await pagesOf(store)).post('/sign-in', { email, password });
  expect(plain.headers.getSetCookie().join()).toMatch(/^ezer\.session_token=[^;]+;.*HttpOnly.*SameSite=Lax/);
  expect(plain.headers.getSetCookie().join()).not.toContain('Secure');
  const https = await pagesOf(store, 'https://law.example');
  const safe = await https.post('/sign-in', { email, password });
  expect(safe.headers.getSetCookie().join()).toMatch(
    /^__Secure-ezer\.session_token=[^;]+;.*HttpOnly.*Secure.*SameSite=Lax/i,
  );
  const cookie = safe.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect((await https.ask('/account', { headers: { cookie } })).status).toBe(200);
});

test('behind a proxy the form comes from the public address, though the request does not', async () => {
  const { store } = await testLibrary();
  const { email, password } = await visitor(store, 'reader');
  const { app } = await pagesOf(store, 'https://law.example');
  const answer = await app.request('http://law.example/sign-in', {
    method: 'POST',
    headers: { host: 'law.example', origin: 'https://law.example' },
    body: new URLSearchParams({ email, password }),
  });
  expect(answer.status).toBe(303);
});

test('a library with a public address is read by people with an account only; what they typed is kept', async () => {
  const { store } = await testLibrary();
  const [id = ''] = await proposals(store, ['הנטל על הטוען.']);
  const { cookie } = await visitor(store, 'reader');
  const { ask, post } = await pagesOf(store, 'http://law.example');
  for (const path of [
    '/',
    '/review',
    `/review/${id}`,
    '/search?q=x',
    '/operations',
    '/status.json',
    '/help',
    '/account',
    '/nowhere',
  ]) {
    const answer = await ask(path);
    expect([path, answer.status]).toEqual([path, 303]);
    expect(answer.headers.get('location')).toBe(`/sign-in?then=${encodeURIComponent(path)}`);
  }
  // loopback is no way around it: a proxy on the same machine speaks to it
  const loopback = await ask('/review', { headers: { host: '127.0.0.1' } });
  expect(loopback.status).toBe(303);
  expect((await ask('/sign-in')).status).toBe(200);
  expect((await ask('/assets/style.css')).status).toBe(200);
  expect((await ask('/review', { headers: { cookie } })).status).toBe(200);
  const typed = await post(`/review/${id}`, { act: 'edit', principle: 'נוסח שנכתב לפני שהחיבור נגמר' });
  expect(typed.status).toBe(401);
  expect(await typed.text()).toContain('נוסח שנכתב לפני שהחיבור נגמר');
});

test('a name that is not ours in Host is not answered, on any address', async () => {
  const { store } = await testLibrary();
  const { url } = await website(store);
  const status = (path: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(new URL(path, url), { headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
  for (const path of ['/', '/sign-in', '/assets/style.css', '/healthz'])
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:8710', '[::2]'])
      expect([path, host, await status(path, host)]).toEqual([path, host, 421]);
});

test('pages about people are for administrators; who is not signed in comes back after signing in', async () => {
  const { store } = await testLibrary();
  const reviewer = await visitor(store, 'reviewer');
  const { ask } = await pagesOf(store);
  for (const path of ['/accounts', '/audit']) {
    expect((await ask(path)).headers.get('location')).toBe(`/sign-in?then=${encodeURIComponent(path)}`);
    expect((await ask(path, { headers: { cookie: reviewer.cookie } })).status).toBe(403);
  }
});

test('before the first account, the sign-in page says where its link is; afterwards it asks for a name', async () => {
  const { store } = await testLibrary();
  const { ask, post, accounts } = await pagesOf(store);
  const empty = await (await ask('/sign-in')).text();
  expect(empty).toContain('בחלון שבו רץ ezer start');
  expect(empty).not.toContain('type="password"');
  const link = await accounts.invite({ purpose: 'first', role: 'administrator' });
  const welcome = `/welcome/${link}`;
  expect(await (await ask(welcome)).text()).toContain('החשבון הראשון');
  const short = await post(welcome, { name: 'דנה <b>', email: 'dana@example.com', password: 'short' });
  const page = await short.text();
  expect(short.status).toBe(422);
  for (const words of ['קצרה מ־12', 'value="דנה &lt;b&gt;"', 'value="dana@example.com"']) expect(page).toContain(words);
  const made = await post(welcome, { name: 'דנה', email: 'dana@example.com', password: 'a few quiet words' });
  expect(made.status).toBe(303);
  expect(await (await ask(made.headers.get('location') ?? '')).text()).toContain('החשבון מוכן');
  for (const spent of [welcome, '/welcome/none']) expect((await ask(spent)).status).toBe(410);
  expect((await post(welcome, { email: 'x@example.com', password: 'a few quiet words' })).status).toBe(410);
});

test('the sixth wrong password is told how long to wait', async () => {
  const { store } = await testLibrary();
  const { email, password } = await visitor(store, 'reader');
  const { post } = await pagesOf(store);
  for (let i = 0; i < 5; i++) expect((await post('/sign-in', { email, password: `wrong ${i}\0` })).status).toBe(401);
  const answer = await post('/sign-in', { email, password });
  expect(answer.status).toBe(429);
  expect(await answer.text()).toContain('אפשר לנסות שוב בעוד 15 דקות');
  expect((await post('/sign-in', { email: '\0', password: '' })).status).toBe(401);
});

test('signing out ends the session', async () => {
  const { store } = await testLibrary();
  const { cookie } = await visitor(store, 'reader');
  const { ask, post } = await pagesOf(store);
  const fields = formOf(await (await ask('/account', { headers: { cookie } })).text(), '/sign-out');
  expect((await post('/sign-out', Object.fromEntries(fields), { cookie })).status).toBe(303);
  expect((await ask('/account', { headers: { cookie } })).status).toBe(303);
});

async function stateOf(store: Store): Promise<string[]> {
  return (await store.db.selectFrom('halacha').select('state').execute()).map((row) => row.state);
}
