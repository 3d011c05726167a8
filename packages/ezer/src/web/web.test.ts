import { request } from 'node:http';
import { createServer } from 'node:net';
import { openAlarm } from 'pg-drains';
import { expect, onTestFinished, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { visitor, website } from '../../../../testing/website.ts';
import { TIMETABLE } from '../jobs/index.ts';
import { openStore, SCHEMA } from '../store/database.ts';
import { isLoopback, NoPublicUrl, NotLoopback } from './index.ts';
import type { LibraryState } from './library-state.ts';

/** `fetch` does not let one choose the Host header. */
function answerTo(url: string, host: string): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
    })
      .on('error', reject)
      .end();
  });
}

test('an empty library is shown in Hebrew, and each empty part says what will fill it', async () => {
  const { store } = await testLibrary();
  const answer = await fetch(`${(await website(store)).url}operations`);
  const page = await answer.text();
  expect(answer.status).toBe(200);
  expect(page).toContain('<html lang="he" dir="rtl">');
  for (const words of ['תפעול', 'טרם נמצאו', 'ריק', 'טרם רצה', 'בדקות 0, 15, 30, 45', 'כל המסמכים שהתקבלו נקראו'])
    expect(page).toContain(words);
  expect(page).not.toMatch(/<script(?! src=)|style=|\son\w+=/);
});

test('the same page is there in English', async () => {
  const { store } = await testLibrary();
  const page = await (await fetch(`${(await website(store)).url}operations?lang=en`)).text();
  expect(page).toContain('<html lang="en" dir="ltr">');
  expect(page).toContain('<h1>Operations</h1>');
});

test('stored text is shown as text, whatever it looks like', async () => {
  const { store } = await testLibrary();
  await openAlarm(store.pool, { schema: SCHEMA, key: 'x:held', severity: 'warning', reason: '<img src=x> & "י"' });
  const page = await (await fetch(`${(await website(store)).url}operations`)).text();
  expect(page).toContain('&lt;img src=x&gt; &amp; &quot;י&quot;');
  expect(page).toContain('יש פריטים שממתינים לאדם');
});

test('/status.json has every job with its next start', async () => {
  const { store } = await testLibrary();
  const answer = await fetch(`${(await website(store)).url}status.json`);
  const state = (await answer.json()) as LibraryState;
  expect(state.jobs.map(({ job }) => job)).toEqual(TIMETABLE.map(({ job }) => job));
  expect(new Date(state.jobs[0]?.nextStart ?? 0).getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect(state).toMatchObject({ decisions: { visible: 0 }, latest: [], alarms: [] });
});

test('an unknown address is a calm page in the reader’s language', async () => {
  const { store } = await testLibrary();
  const { url } = await website(store);
  const answer = await fetch(`${url}no/such/page`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('אין כאן דף');
  expect((await fetch(`${url}fonts/..%2f..%2fpackage.json`)).status).toBe(404);
});

test('without its database the page is calm, gives nothing away, and the reason reaches the log', async () => {
  const { store } = await testLibrary();
  const problems: string[] = [];
  const { url } = await website(store, { onError: (error) => problems.push(error.message) });
  await store.pool.query('alter schema ezer rename to elsewhere');
  const answer = await fetch(`${url}operations`);
  const page = await answer.text();
  expect(answer.status).toBe(500);
  expect(page).toContain('הדף לא נוצר');
  expect(page).not.toMatch(/ezer\.|relation/);
  expect(problems.join()).toContain('does not exist');
});

test('/healthz says whether the database answers', async () => {
  const { url: database } = await testLibrary();
  const own = openStore(database);
  const { url } = await website(own);
  expect((await fetch(`${url}healthz`)).status).toBe(200);
  await own.close();
  const answer = await fetch(`${url}healthz`);
  expect([answer.status, await answer.json()]).toEqual([503, { status: 'database down' }]);
});

test('every answer closes the page to scripts, frames and the outside', async () => {
  const { store } = await testLibrary();
  const { url } = await website(store);
  for (const path of ['', 'assets/style.css', 'status.json', 'no-such-page']) {
    const { headers } = await fetch(url + path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  }
  expect((await fetch(url)).headers.get('cache-control')).toBe('no-store');
});

test('only loopback names are answered, so that no page elsewhere can read this one', async () => {
  const { store } = await testLibrary();
  const { url, port } = await website(store);
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', '10.0.0.1'])
    expect({ host, status: (await answerTo(url, host)).status }).toEqual({ host, status: 421 });
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
    expect((await answerTo(`${url}operations`, host)).status, host).toBe(200);
});

test('a port in use gives way to the next one', async () => {
  const { store } = await testLibrary();
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  onTestFinished(() => void taken.close());
  const web = await website(store, { port });
  expect(web.port).toBeGreaterThan(port);
  expect((await fetch(`${web.url}healthz`)).status).toBe(200);
});

test('an address that other machines reach is refused', async () => {
  const { store } = await testLibrary();
  const publicUrl = 'https://law.example';
  for (const host of ['0.0.0.0', '::', '192.168.1.4', 'library.example'])
    await expect(website(store, { host, publicUrl })).rejects.toThrow(NotLoopback);
  expect(['127.0.0.1', '127.3.2.1', '::1', '[::1]', 'LocalHost'].every(isLoopback)).toBe(true);
});

test('every address is no name that browsers could call: without a public one it is refused, with one it is answered', async () => {
  const { store } = await testLibrary();
  for (const host of ['0.0.0.0', '0', '::', '[::]', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0'])
    await expect(website(store, { host }), host).rejects.toThrow(NoPublicUrl);
  await expect(website(store, { host: '0.0.0.0' })).rejects.toThrow(/Set EZER_PUBLIC_URL to .*https:\/\/law\.example/);

  await visitor(store, 'administrator');
  const { port } = await website(store, { host: '0.0.0.0', publicUrl: 'https://law.example' });
  const asked = (host: string) => answerTo(`http://127.0.0.1:${port}/sign-in`, host);
  expect((await asked('law.example')).status).toBe(200);
  expect((await asked('0.0.0.0')).status).toBe(421);
});
