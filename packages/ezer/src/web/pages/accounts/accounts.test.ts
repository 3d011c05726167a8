import { expect, test } from 'vitest';
import { testLibrary } from '../../../../../../testing/library.ts';
import { proposals } from '../../../../../../testing/proposals.ts';
import { formOf, visitor, website } from '../../../../../../testing/website.ts';
import { act } from '../../../review/index.ts';
import type { Store } from '../../../store/database.ts';

async function office(store: Store) {
  const { url } = await website(store);
  const chief = await visitor(store, 'administrator', 'מיכל');
  const as = (cookie: string) => ({
    get: (path: string) => fetch(new URL(path, url), { headers: { cookie }, redirect: 'manual' }),
    post: (path: string, fields: URLSearchParams) =>
      fetch(new URL(path, url), {
        method: 'POST',
        headers: { cookie, origin: new URL(url).origin },
        body: fields,
        redirect: 'manual',
      }),
  });
  return { url, chief, as, ...as(chief.cookie) };
}

test('an administrator invites somebody by a link that is shown once', async () => {
  const { store } = await testLibrary();
  const { url, get, post, as } = await office(store);
  const form = formOf(await (await get('/accounts')).text(), '/accounts/invite');
  form.set('role', 'reviewer');
  const page = await (await post('/accounts/invite', form)).text();
  const link = /value="(http[^"]+\/welcome\/[^"]+)"/.exec(page)?.[1] ?? '';
  expect(link.startsWith(`${url}welcome/`)).toBe(true);
  const again = await post('/accounts/invite', form);
  expect(again.status).toBe(409);
  expect(await again.text()).toContain('הקישור שלו הוצג אז');
  expect(await (await get('/accounts')).text()).toContain('הזמנות שטרם נוצלו');
  const invited = new URLSearchParams({ name: 'דניאל', email: 'daniel@example.com', password: 'a few quiet words' });
  expect((await as('').post(link, invited)).status).toBe(303);
  const list = await (await get('/accounts')).text();
  for (const words of ['דניאל', 'daniel@example.com', 'עדיין לא נכנסו']) expect(list).toContain(words);
  expect(list).not.toContain('הזמנות שטרם נוצלו');
});

test('a role is changed, an account disabled and enabled, a new password linked: each by a form, each on record', async () => {
  const { store } = await testLibrary();
  const { get, post, as, chief } = await office(store);
  const { id, cookie } = await visitor(store, 'reader', 'דנה <i>');
  const send = async (path: string, fields: Record<string, string> = {}) => {
    const form = formOf(await (await get('/accounts')).text(), path);
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return post(path, form);
  };
  expect((await send(`/accounts/${id}/role`, { role: 'administrator' })).headers.get('location')).toBe(
    '/accounts?done=role',
  );
  expect((await as(cookie).get('/audit')).status).toBe(200);
  expect((await send(`/accounts/${id}/role`, { role: 'king' })).status).toBe(422);
  expect((await send(`/accounts/${id}/disable`)).status).toBe(303);
  expect((await as(cookie).get('/account')).status).toBe(303);
  expect(await (await get('/accounts?done=disabled')).text()).toContain('החשבון הושבת');
  expect((await send(`/accounts/${id}/enable`)).status).toBe(303);
  expect(await (await send(`/accounts/${id}/link`)).text()).toMatch(/\/welcome\/[\w-]{43}"/);
  await send(`/accounts/${id}/role`, { role: 'reader' });
  const token = formOf(await (await get('/accounts')).text(), '/accounts/invite');
  expect((await post(`/accounts/${chief.id}/disable`, token)).status).toBe(409);
  expect((await post(`/accounts/${token.get('id')}/disable`, token)).status).toBe(404);
  expect((await post('/accounts/none/disable', token)).status).toBe(404);
  const audit = await (await get('/audit')).text();
  for (const words of [
    'שינוי הרשאה',
    'השבתת חשבון',
    'החזרת חשבון לפעילות',
    'קישור לסיסמה חדשה',
    'מיכל',
    'דנה &lt;i&gt;',
    'קודם: קריאה',
  ])
    expect(audit).toContain(words);
});

test('one’s own name, password and sessions', async () => {
  const { store } = await testLibrary();
  const { get, post, chief } = await office(store);
  const send = async (path: string, fields: Record<string, string>) => {
    const form = formOf(await (await get('/account')).text(), path);
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return post(path, form);
  };
  await send('/account/name', { name: ' מיכל לב ' });
  expect(await (await get('/account?done=name')).text()).toContain('value="מיכל לב"');
  expect((await send('/account/name', { name: ' ' })).status).toBe(422);
  const wrong = await send('/account/password', { old: 'not the old one', password: 'new quiet words' });
  expect([wrong.status, (await wrong.text()).includes('הסיסמה הנוכחית אינה נכונה')]).toEqual([422, true]);
  const short = await send('/account/password', { old: chief.password, password: 'short' });
  expect(await short.text()).toContain('קצרה מ־12');
  expect(
    (await send('/account/password', { old: chief.password, password: 'new quiet words' })).headers.get('location'),
  ).toBe('/account?done=password');
  expect((await get('/account')).status).toBe(200);
});

test('the record is walked page by page, and narrowed by person, act and day', async () => {
  const { store } = await testLibrary();
  const { get, chief } = await office(store);
  const [id = ''] = await proposals(store, ['הנטל <b>על</b> הטוען.']);
  await act(store, 'reject', { halachaId: id, reader: chief.email, reason: 'טענת צד' });
  await store.pool.query(
    `insert into ezer.audit (at, actor, action) select timestamptz '2035-03-01 21:30Z' + n * interval '1 second', 'old', 'made-up-' || n
       from generate_series(1, 120) n`,
  );
  const seen: string[] = [];
  let next = '/audit';
  for (let pages = 0; pages < 5 && next !== ''; pages++) {
    const page = await (await get(next)).text();
    seen.push(...[...page.matchAll(/made-up-\d+/g)].map(([action]) => action));
    next = (/href="([^"]+)">ישנות יותר/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&');
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => `made-up-${120 - i}`));
  const rejected = await (await get('/audit?action=review.reject')).text();
  for (const words of ['דחיית הלכה', 'הנטל &lt;b&gt;על&lt;/b&gt; הטוען.', 'טענת צד', 'מיכל'])
    expect(rejected).toContain(words);
  expect(rejected).not.toContain('made-up');
  // 23:30 in Jerusalem: the day there is the first of March
  expect(await (await get('/audit?day=2035-03-01')).text()).toContain('made-up-120');
  expect(await (await get('/audit?day=2035-03-02&person=old')).text()).toContain('אין פעולות שמתאימות');
  for (const odd of [
    '?day=2035-02-30',
    '?day=x',
    '?before=x',
    `?before=2035-13-45T99:99:99.000000Z_${id}`,
    '?action=%00&person=%00',
  ])
    expect([odd, (await get(`/audit${odd}`)).status]).toEqual([odd, 200]);
});
