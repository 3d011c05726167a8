import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { libraryOf } from '../../../../../../testing/catalogue.ts';
import { testLibrary } from '../../../../../../testing/library.ts';
import { folderOf, OTHER_RULE, RULE, ruling } from '../../../../../../testing/rulings.ts';
import { website } from '../../../../../../testing/website.ts';
import { act } from '../../../review/index.ts';
import type { Store } from '../../../store/database.ts';

test('a result shows what matched, and what it stands in', async () => {
  const { store } = await library();
  const page = await results(store, { q: 'תום הלב' });
  expect(page).toContain('תוצאה אחת');
  expect(page).toContain('<mark>תום</mark> <mark>הלב</mark>');
  for (const words of ['רע&quot;א 9871/34', 'בית המשפט העליון', '3 בפברואר 2035', 'א&#39; לילך', 'סתווית ערבה'])
    expect(page).toContain(words);
  expect(page).toMatch(/href="\/decisions\/[0-9a-f-]{36}"/);
});

test('a proposal is shown only when asked for, and is marked as not to be cited', async () => {
  const { store } = await library();
  const halachot = { q: 'תום הלב', what: 'halachot' };
  expect(await results(store, halachot)).not.toContain('/halachot/');
  const withProposals = await results(store, { ...halachot, proposals: '1' });
  expect(withProposals).toMatch(/href="\/halachot\/[0-9a-f-]{36}"/);
  expect(withProposals).toContain('טרם אושרה: אין לצטט');

  const { id } = await store.db.selectFrom('halacha').select('id').where('quote', '=', RULE).executeTakeFirstOrThrow();
  await act(store, 'approve', { halachaId: id, reader: 'קוראת' });
  const approved = await results(store, halachot);
  expect(approved).toContain(`href="/halachot/${id}"`);
  expect(approved).toContain('מאושרת');
  expect(approved).not.toContain('אין לצטט</span>');
});

test('filters stay in their fields, stand as chips, and each chip takes one off', async () => {
  const { store } = await library();
  const page = await results(store, { q: 'הבקשה', court: 'בית המשפט העליון', from: '2030', what: 'decisions' });
  expect(page).toContain('2 תוצאות');
  expect(page).toMatch(/<option value="בית המשפט העליון" selected>בית המשפט העליון \(2\)<\/option>/);
  expect(page).toMatch(/name="from" value="2030"/);
  expect(page).toMatch(/name="what" value="decisions" checked/);
  const chips = [...page.matchAll(/<a class="chip" href="([^"]+)"/g)].map(([, href]) => decoded(href));
  expect(chips).toEqual([
    '/search?q=הבקשה&court=בית+המשפט+העליון&from=2030',
    '/search?q=הבקשה&what=decisions&from=2030',
    '/search?q=הבקשה&what=decisions&court=בית+המשפט+העליון',
  ]);
});

test('pages are turned by links, there and back', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 25 }, (_, i) => [`${i}.txt`, ruling({ docket: `רע"א ${9100 + i}/34` })]),
  );
  const { store, run } = await libraryOf(await folderOf(files));
  await run('metadata-drain');
  const { url } = await website(store);
  const first = await (await fetch(`${url}search?q=${encodeURIComponent('הבקשה')}`)).text();
  const next = linkOf(first, 'next');
  const second = await (await fetch(new URL(next ?? '', url))).text();
  const back = await (await fetch(new URL(linkOf(second, 'prev') ?? '', url))).text();
  expect([hitsOf(first).length, hitsOf(second).length]).toEqual([20, 5]);
  expect(new Set([...hitsOf(first), ...hitsOf(second)]).size).toBe(25);
  expect(hitsOf(back)).toEqual(hitsOf(first));
  expect(linkOf(first, 'prev')).toBeNull();
  expect(linkOf(second, 'next')).toBeNull();
  expect(second).toContain('מוצגות 21 עד 25');
});

test.each([
  ['unbalanced quotes', { q: '"תום הלב' }, 'תוצאה אחת'],
  ['lone operators', { q: '& | !' }, 'אין בחיפוש מילה או מספר'],
  ['operators among words', { q: 'תום & !הלב | (' }, 'תוצאה אחת'],
  ['punctuation alone', { q: '…?!״' }, 'אין בחיפוש מילה או מספר'],
  ['nothing', { q: '  ' }, 'מה לחפש?'],
  ['no query at all', {}, 'מה לחפש?'],
  ['reversed years', { q: 'תום', from: '2040', to: '2030' }, 'השנים היו בסדר הפוך, והוחלפו זו בזו.'],
  ['years that are none', { q: 'תום', from: 'אתמול', to: '99999' }, 'אחת השנים לא נכתבה בארבע ספרות'],
  ['page 999999', { q: 'תום', page: '999999' }, 'הדף המבוקש אינו קיים בחיפוש הזה'],
  ['a broken cursor', { q: 'תום', at: 'AAAA' }, 'הדף המבוקש אינו קיים בחיפוש הזה'],
  ['a kind that is none', { q: 'תום', what: 'x\u0000', sort: 'x', proposals: 'x' }, 'תוצאה אחת'],
  ['a court that is none', { q: 'תום', court: "x' or 1=1\u0000" }, 'לא נמצאו תוצאות'],
  ['signs that no text may have', { q: 'תום\u0000הלב', law: '\u0000' }, 'תוצאה אחת'],
  ['a script in every field', { q: XSS(), court: XSS(), law: XSS(), from: XSS(), at: XSS() }, 'לא נמצאו תוצאות'],
  ['10,000 letters', { q: 'a'.repeat(10_000) }, 'רק 1,000 התווים הראשונים'],
])('%s: a calm page in Hebrew', async (_, parameters, words) => {
  const { store } = await library();
  const page = await results(store, parameters);
  expect(page).toContain(words);
  expect(page).not.toContain(XSS());
});

function XSS(): string {
  return '<script>alert(1)</script>';
}

test('ten thousand Hebrew letters reach the page', async () => {
  const { store } = await testLibrary();
  const { url } = await website(store);
  const answer = await fetch(`${url}search?q=${encodeURIComponent('שלום '.repeat(2_000))}`);
  expect([answer.status, (await answer.text()).includes('רק 1,000 התווים הראשונים')]).toEqual([200, true]);
});

test('nothing found: the page leads to what would find something', async () => {
  const { store } = await library();
  const page = await results(store, { q: '"הלב תום"', from: '1950' });
  expect(page).toContain('לא נמצאו תוצאות לחיפוש');
  expect(decoded(/<li><a href="([^"]+)">חיפוש המילים בלי מירכאות/.exec(page)?.[1])).toBe('/search?q=הלב+תום&from=1950');
  const tooEarly = await results(store, { q: 'תום הלב', to: '1950' });
  expect(decoded(/<li><a href="([^"]+)">חיפוש בכל השנים/.exec(tooEarly)?.[1])).toBe('/search?q=תום+הלב');
  expect(await results(store, { q: 'תום קנגורו' })).toContain('לא נמצא בשום החלטה: <bdi>קנגורו</bdi>');
});

test('what is removed is not on any page of results', async () => {
  const { store } = await library();
  await sql`update ezer.decision set status = 'removed'`.execute(store.db);
  for (const q of ['תום הלב', 'רע"א 9871/34']) {
    const page = await results(store, { q, proposals: '1' });
    expect(page).toContain('לא נמצאו תוצאות');
    expect(page).not.toContain('סתווית');
  }
});

test('stored text is text: a script in the title, the court and the decision does nothing', async () => {
  const { store, run } = await libraryOf(
    await folderOf({ 'a.txt': ruling({ reasons: [`לפי ${XSS()} & "ערבה" יש לדחות.`] }) }),
  );
  await run('metadata-drain');
  await sql`update ezer.decision set title = ${XSS()}, court = ${XSS()}`.execute(store.db);
  const page = await results(store, { q: 'alert' });
  expect(page).toContain('<mark>alert</mark>');
  expect(page).not.toMatch(/<script>|style=|\son\w+=/);
});

async function library(): Promise<{ store: Store }> {
  const { store, run } = await libraryOf(
    await folderOf({
      'a.txt': ruling({ reasons: [RULE] }),
      'b.txt': ruling({ docket: 'רע"א 9872/33', reasons: [OTHER_RULE] }),
    }),
  );
  await run('metadata-drain');
  await run('halacha-drain');
  return { store };
}

async function results(store: Store, parameters: Record<string, string>): Promise<string> {
  const { url } = await website(store);
  const answer = await fetch(`${url}search?${new URLSearchParams(parameters)}`);
  expect(answer.status).toBe(200);
  return answer.text();
}

const hitsOf = (page: string): string[] =>
  [...page.matchAll(/href="(\/decisions\/[^"]+)"/g)].map(([, href]) => href ?? '');

const linkOf = (page: string, rel: string): string | null =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? null;

const decoded = (href: string | undefined): string => decodeURIComponent((href ?? '').replaceAll('&amp;', '&'));
