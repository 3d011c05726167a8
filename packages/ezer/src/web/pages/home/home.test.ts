import { get } from 'node:http';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { libraryOf } from '../../../../../../testing/catalogue.ts';
import { testLibrary } from '../../../../../../testing/library.ts';
import { folderOf, RULE, ruling } from '../../../../../../testing/rulings.ts';
import { website } from '../../../../../../testing/website.ts';
import { act } from '../../../review/index.ts';
import type { Store } from '../../../store/database.ts';

test('an empty library says how decisions come in', async () => {
  const { store } = await testLibrary();
  const page = await home(store);
  expect(page).toContain('הספרייה עדיין ריקה');
  expect(page).toContain('href="/upload"');
  expect(page).toContain('npm start -- --library');
  expect(page).toContain('ezer -- ingest');
});

test('what is taken in and not yet read is said', async () => {
  const { store } = await libraryOf(await folderOf({ 'a.txt': ruling() }));
  expect(await home(store)).toContain('נקלטו ועדיין נקראות: 1');
});

test('the first page has the search box, numbers, what is new, and examples that find something here', async () => {
  const { store, run } = await libraryOf(
    await folderOf({ 'a.txt': ruling({ reasons: [RULE, 'לפי סעיף 39 לחוק החוזים (חלק כללי), התשל"ג-1973.'] }) }),
  );
  await run('metadata-drain');
  await run('halacha-drain');
  const page = await home(store);
  expect(page).toMatch(/<form id="search"[^>]* action="\/search"[^>]*data-ready/);
  expect(page).not.toContain('autofocus');
  expect(page).toContain('סתווית ערבה');
  expect(page).toContain('עדיין לא אושרה הלכה');

  const examples = [...page.matchAll(/<a href="(\/search\?(?:q|law)=[^"]+)">/g)].map(([, href]) => href ?? '');
  expect(examples).toHaveLength(3);
  const { url } = await website(store);
  for (const example of examples) {
    const found = await (await fetch(new URL(example.replaceAll('&amp;', '&'), url))).text();
    expect(found, example).toContain('תוצאה אחת');
  }

  const { id } = await store.db.selectFrom('halacha').select('id').where('quote', '=', RULE).executeTakeFirstOrThrow();
  await act(store, 'approve', { halachaId: id, reader: 'קוראת' });
  expect(await home(store)).toContain(`href="/halachot/${id}"`);
});

test('what is removed is not on the first page', async () => {
  const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling() }));
  await run('metadata-drain');
  await sql`update ezer.decision set status = 'removed'`.execute(store.db);
  const page = await home(store);
  expect(page).not.toContain('סתווית');
  expect(page).toContain('הספרייה עדיין ריקה');
});

test('the first page with everything it loads, without fonts, is under 100 kB', async () => {
  const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ reasons: [RULE] }) }));
  await run('metadata-drain');
  const { url } = await website(store);
  const page = await home(store);
  const parts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, href]) => href ?? '');
  expect(parts.length).toBeGreaterThan(3);
  let bytes = Buffer.byteLength(page);
  for (const part of new Set(parts)) bytes += await bytesOf(new URL(part, url));
  expect(bytes).toBeLessThan(100_000);
});

/** As a browser is sent them; `fetch` would say how many they are unpacked. */
function bytesOf(url: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip, br' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

async function home(store: Store): Promise<string> {
  const answer = await fetch((await website(store)).url);
  expect(answer.status).toBe(200);
  return answer.text();
}
