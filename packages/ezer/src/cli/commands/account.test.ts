import { expect, test } from 'vitest';
import { testLibrary } from '../../../../../testing/library.ts';
import { visitor, website } from '../../../../../testing/website.ts';
import { ezer } from '../testing/ezer.ts';

test('nobody is locked out: the command line makes invitations and password links, and names the accounts', async () => {
  const { store, url } = await testLibrary();
  const env = { DATABASE_URL: url, EZER_PUBLIC_URL: 'https://law.example' };
  expect((await ezer(['account'], env)).stdout).toContain('ezer account invite --role administrator');
  const invited = await ezer(['account', 'invite', '--role', 'administrator', '--json'], env);
  const { url: link } = JSON.parse(invited.stdout) as { url: string };
  expect(link.startsWith('https://law.example/welcome/')).toBe(true);
  const web = await website(store);
  const welcome = await fetch(new URL(new URL(link).pathname, web.url));
  expect(await welcome.text()).toContain('ההרשאה: ניהול');

  const { email } = await visitor(store, 'reviewer', 'דנה');
  const list = JSON.parse((await ezer(['account', 'list', '--json'], env)).stdout) as object[];
  expect(list).toMatchObject([{ name: 'דנה', email, role: 'reviewer', isDisabled: false }]);
  const password = await ezer(['account', 'link', email.toUpperCase()], env);
  const token = /\/welcome\/([\w-]+)/.exec(password.stdout)?.[1] ?? '';
  expect(await (await fetch(new URL(`/welcome/${token}`, web.url))).text()).toContain('סיסמה חדשה');
  const done = await store.db
    .selectFrom('audit')
    .select(['action', 'actor'])
    .where('action', 'like', 'account.%')
    .execute();
  expect(done.filter(({ actor }) => actor.endsWith('(ezer account)')).map(({ action }) => action)).toEqual([
    'account.invite',
    'account.link',
  ]);

  for (const wrong of [
    ['account', 'link', 'who@example.com'],
    ['account', 'invite', '--role', 'king'],
  ]) {
    const { code, stderr } = await ezer(wrong, env);
    expect([code, stderr.trim().split('\n').length]).toEqual([2, 1]);
  }
});
