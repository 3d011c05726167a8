import { expect, test } from 'vitest';
import { libraryOf } from '../../../../../../testing/catalogue.ts';
import { testLibrary } from '../../../../../../testing/library.ts';
import { PROPOSED_IN, proposals } from '../../../../../../testing/proposals.ts';
import { folderOf, RULE, ruling } from '../../../../../../testing/rulings.ts';
import { formOf, type Visitor, visitor, website } from '../../../../../../testing/website.ts';
import { act } from '../../../review/index.ts';
import { search } from '../../../search/index.ts';
import type { Store } from '../../../store/database.ts';

const QUOTES = ['הנטל על הטוען.', 'הספק פועל לטובת הנאשם.', 'אין עונשין מכוח היקש.'];

/** Three proposals, the web before them, and somebody at the desk. */
async function desk(role: 'reader' | 'reviewer' = 'reviewer') {
  const { store } = await testLibrary();
  const ids = await proposals(store, QUOTES);
  const { url } = await website(store);
  const reader = await visitor(store, role);
  return { store, ids: ids as [string, string, string], url, reader, ...browser(url, reader) };
}

/** Gets pages and sends their forms, as a browser without scripts does. */
function browser(url: string, { cookie }: Pick<Visitor, 'cookie'>) {
  const base = new URL(url);
  const get = (path: string) => fetch(new URL(path, base), { headers: { cookie }, redirect: 'manual' });
  const post = (path: string, fields: URLSearchParams | Record<string, string>) =>
    fetch(new URL(path, base), {
      method: 'POST',
      headers: { cookie, origin: base.origin },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  /** The form of a halacha as it stands on its page, with an act and what is typed. */
  const form = async (path: string, typed: Record<string, string>) => {
    const fields = formOf(await (await get(path)).text(), path);
    for (const [name, value] of Object.entries(typed)) fields.set(name, value);
    return fields;
  };
  return { get, post, form };
}

const stateOf = (store: Store, id: string) =>
  store.db.selectFrom('halacha').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const acts = (store: Store) =>
  store.db.selectFrom('halacha_review').select(['act', 'reader', 'reason']).orderBy('id').execute();

test('one at a time: the quote in its paragraph, its decision, what comes next; after an act the next one, and a way back', async () => {
  const { store, ids, url, reader, get, post, form } = await desk();
  const page = await (await get('/review')).text();
  expect(page).toContain(`לפני הדברים. <mark>${QUOTES[0]}</mark> אחרי הדברים.`);
  for (const words of [
    '1 מתוך 3',
    'סתווית ערבה',
    'בית המשפט המחוזי בבדיון',
    '3 בפברואר 2035',
    'כלל 1',
    'כלל 2',
    'כלל 3',
  ])
    expect(page).toContain(words);
  const path = `/review/${ids[0]}`;
  const answer = await post(
    path,
    await form(path, { act: 'approve', principle: 'הטוען נושא בנטל.', role: 'procedural' }),
  );
  expect(answer.status).toBe(303);
  expect(await stateOf(store, ids[0])).toMatchObject({
    state: 'approved',
    principle: 'הטוען נושא בנטל.',
    role: 'procedural',
    restated: false,
  });
  const to = answer.headers.get('location') ?? '';
  expect(to.startsWith(`/review/${ids[1]}?last=`)).toBe(true);
  const next = await (await get(to)).text();
  for (const words of [`אושרה: «${QUOTES[0]}»`, `<mark>${QUOTES[1]}</mark>`, '1 מתוך 2']) expect(next).toContain(words);
  const back = await post('/review/undo', formOf(next, '/review/undo'));
  expect(back.headers.get('location')).toBe(`/review/${ids[0]}?done=undone`);
  expect(await stateOf(store, ids[0])).toMatchObject({ state: 'proposed', principle: 'כלל 1', role: 'holding' });
  expect(await (await get(`/review/${ids[0]}?done=undone`)).text()).toContain('הפעולה בוטלה');
  expect((await acts(store)).map((row) => [row.act, row.reader])).toEqual([
    ['approve', reader.email],
    ['reopen', reader.email],
  ]);
  // what others did is none of this reader's business to undo from an address
  const other = browser(url, await visitor(store, 'reviewer'));
  expect(await (await other.get(to)).text()).not.toContain('action="/review/undo"');
});

test('what was approved is found by search at once', async () => {
  const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ reasons: [RULE] }) }));
  await run('metadata-drain');
  await run('halacha-drain');
  const { url } = await website(store);
  const { get, post } = browser(url, await visitor(store, 'reviewer'));
  expect((await search(store.db, 'הפרה קלה', { only: 'halachot' })).count).toBe(0);
  const page = await (await get('/review')).text();
  const path = /action="(\/review\/[0-9a-f-]{36})"/.exec(page)?.[1] ?? '';
  const fields = formOf(page, path);
  fields.set('act', 'approve');
  fields.set('principle', 'מפר אינו נסמך על הפרה קלה שכנגד.');
  await post(path, fields);
  expect((await search(store.db, 'הפרה קלה', { only: 'halachot' })).count).toBe(1);
  expect((await search(store.db, 'שכנגד', { only: 'halachot' })).hits[0]?.state).toBe('approved');
});

test('rejecting keeps the reason; deferring and saving keep the wording; saving stays, and saving nothing changes nothing', async () => {
  const { store, ids, post, form } = await desk();
  const path = (id: string) => `/review/${id}`;
  await post(path(ids[0]), await form(path(ids[0]), { act: 'reject', why: 'party', detail: 'של המערער' }));
  await post(path(ids[1]), await form(path(ids[1]), { act: 'defer', principle: 'ניסוח ראשון.', restated: '1' }));
  const saved = await post(
    path(ids[2]),
    await form(path(ids[2]), { act: 'edit', principle: 'ניסוח שני.', role: 'holding' }),
  );
  expect(saved.headers.get('location')?.startsWith(`${path(ids[2])}?last=`)).toBe(true);
  const again = await post(
    path(ids[2]),
    await form(path(ids[2]), { act: 'edit', principle: 'ניסוח שני.', role: 'holding' }),
  );
  expect(again.headers.get('location')).toBe(`${path(ids[2])}?done=unchanged`);
  expect(await Promise.all(ids.map((id) => stateOf(store, id)))).toMatchObject([
    { state: 'rejected', principle: 'כלל 1' },
    { state: 'deferred', principle: 'ניסוח ראשון.', restated: true },
    { state: 'proposed', principle: 'ניסוח שני.', principle_source: 'person' },
  ]);
  expect((await acts(store)).map(({ act: what, reason }) => [what, reason])).toEqual([
    ['reject', 'טענת צד, ולא קביעה של בית המשפט: של המערער'],
    ['defer', null],
    ['edit', null],
  ]);
});

test('a form that is sent twice is done once, and leads to the same place', async () => {
  const { store, ids, post, form } = await desk();
  const path = `/review/${ids[0]}`;
  const fields = await form(path, { act: 'approve', principle: 'נוסח.', role: 'holding' });
  const answers = await Promise.all([post(path, fields), post(path, fields)]);
  answers.push(await post(path, fields));
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.headers.get('location')}`)).size).toBe(1);
  expect(await acts(store)).toHaveLength(1);
});

test('when somebody else was first, both wordings are shown and what was typed can be sent again', async () => {
  const { store, ids, post, form, get } = await desk();
  const path = `/review/${ids[0]}`;
  const fields = await form(path, { act: 'edit', principle: 'הנוסח שלי.', role: 'obiter' });
  await act(store, 'approve', { halachaId: ids[0], reader: 'אחרת', principle: 'הנוסח שלה.' });
  const answer = await post(path, fields);
  const page = await answer.text();
  expect(answer.status).toBe(409);
  for (const words of ['בינתיים פעל כאן אדם אחר', 'הנוסח שלה.', '>הנוסח שלי.</textarea>', 'מאושרת'])
    expect(page).toContain(words);
  expect(await stateOf(store, ids[0])).toMatchObject({ principle: 'הנוסח שלה.', role: 'holding' });
  const again = formOf(page, path);
  for (const [name, value] of Object.entries({ act: 'edit', principle: 'הנוסח שלי.', role: 'obiter' }))
    again.set(name, value);
  expect((await post(path, again)).status).toBe(303);
  expect(await stateOf(store, ids[0])).toMatchObject({ state: 'approved', principle: 'הנוסח שלי.', role: 'obiter' });
  // and their act is not taken back by an older notice
  const [first] = await store.db.selectFrom('halacha_review').select('id').orderBy('id').limit(1).execute();
  const token = formOf(await (await get(path)).text(), path).get('_token') ?? '';
  expect((await post('/review/undo', { _token: token, review: first?.id ?? '' })).status).toBe(409);
});

test('a session that ended in the middle of an edit loses nothing', async () => {
  const { store, ids, url, reader, form, post } = await desk();
  const path = `/review/${ids[0]}`;
  const fields = await form(path, { act: 'edit', principle: 'נוסח ארוך שנכתב "במחשבה".', role: 'obiter' });
  await store.db.deleteFrom('session').execute();
  const asked = await post(path, fields);
  const page = await asked.text();
  expect(asked.status).toBe(401);
  for (const words of ['החיבור הסתיים', 'הכלל, במשפט כללי', 'נוסח ארוך שנכתב &quot;במחשבה&quot;.'])
    expect(page).toContain(words);
  expect(page).not.toMatch(/<p class="kept"[^>]*>(?:edit|obiter|new)</);
  const signIn = formOf(page, '/sign-in');
  // a wrong password first: the text is still there
  const wrong = await post('/sign-in', {
    ...Object.fromEntries(signIn),
    email: reader.email,
    password: 'not the right one',
  });
  expect(wrong.status).toBe(401);
  const kept = formOf(await wrong.text(), '/sign-in');
  const resumed = await post('/sign-in', {
    ...Object.fromEntries(kept),
    email: reader.email,
    password: reader.password,
  });
  const resume = await resumed.text();
  expect(resume).toContain('הוא עדיין לא נשמר');
  expect(resume).toContain('נוסח ארוך שנכתב &quot;במחשבה&quot;.');
  const cookie = resumed.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  expect((await browser(url, { cookie }).post(path, formOf(resume, path))).status).toBe(303);
  expect(await stateOf(store, ids[0])).toMatchObject({ principle: 'נוסח ארוך שנכתב "במחשבה".', role: 'obiter' });
});

test('a form of an earlier session is not carried out, and is offered again', async () => {
  const { store, ids, url, reader, form } = await desk();
  const path = `/review/${ids[0]}`;
  const fields = await form(path, { act: 'edit', principle: 'נוסח ששרד.' });
  const later = browser(url, await signInAgain(url, reader));
  const answer = await later.post(path, fields);
  const page = await answer.text();
  expect(answer.status).toBe(403);
  expect(page).toContain('נוסח ששרד.');
  expect(await acts(store)).toEqual([]);
  expect((await later.post(path, formOf(page, path))).status).toBe(303);
  expect(await stateOf(store, ids[0])).toMatchObject({ principle: 'נוסח ששרד.' });
});

test('bad input is a calm page, and nothing is changed', async () => {
  const { store, ids, get, post, form } = await desk();
  const path = `/review/${ids[0]}`;
  const nobody = '/review/01900000-0000-7000-8000-00000000ffff';
  const fields = await form(path, { act: 'edit' });
  const cases: [Response, number, string][] = [
    [await get('/review/none'), 404, 'אין כאן דף'],
    [await get(nobody), 404, 'אין כאן דף'],
    [await get("/review?state=x'&court=%00&decision=1&flagged=7&reverify=no"), 200, '1 מתוך 3'],
    [await get(`/review?decision=${ids[0]}`), 200, 'התור ריק'],
    [await post(path, { ...Object.fromEntries(fields), act: 'burn' }), 422, 'הבקשה אינה מובנת'],
    [await post(path, { ...Object.fromEntries(fields), principle: ' \r\n ' }), 422, 'המשפט הכללי ריק'],
    [await post(nobody, { ...Object.fromEntries(fields), principle: 'נוסח שנכתב' }), 404, 'נוסח שנכתב'],
    [await post('/review/undo', { ...Object.fromEntries(fields), review: 'x' }), 404, 'אין כאן דף'],
  ];
  for (const [answer, status, words] of cases) {
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
  }
  expect(await acts(store)).toEqual([]);
  await store.db.updateTable('decision').set({ status: 'removed' }).where('id', '=', PROPOSED_IN).execute();
  expect((await get(path)).status).toBe(410);
  const gone = await post(path, fields);
  expect(gone.status).toBe(410);
  expect(await gone.text()).not.toContain('כלל 1');
  expect(await (await get('/review')).text()).toContain('התור ריק');
});

test('script in every stored field is shown as text', async () => {
  const { store } = await testLibrary();
  const evil = '<script>alert(1)</script>"\'&';
  const [id = ''] = await proposals(store, [evil], evil);
  await store.db
    .updateTable('halacha')
    .set({
      principle: evil,
      flags: [evil],
      reasons: JSON.stringify([{ feature: evil, evidence: evil, points: 1, hebrew: evil }]),
      authority: evil,
    })
    .execute();
  await act(store, 'edit', { halachaId: id, reader: evil, principle: `${evil}!` });
  const { url } = await website(store);
  const page = await (await browser(url, await visitor(store, 'reviewer', evil)).get('/review')).text();
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toMatch(/<script(?! src=)/);
});

test('whoever may only read sees the proposal and no form; whoever is not signed in is told how to act', async () => {
  const { ids, url, get } = await desk('reader');
  const page = await (await get(`/review/${ids[0]}`)).text();
  expect(page).toContain(QUOTES[0]);
  expect(page).toContain('הרשאת קריאה');
  expect(page).not.toContain(`action="/review/${ids[0]}"`);
  const open = await (await browser(url, { cookie: '' }).get(`/review/${ids[0]}`)).text();
  expect(open).toContain(`/sign-in?then=${encodeURIComponent(`/review/${ids[0]}`)}`);
});

test('the filter stays on the way through the queue', async () => {
  const { store, ids, get, post } = await desk();
  await store.db
    .updateTable('halacha')
    .set({ flags: ['thin'] })
    .where('id', 'in', [ids[1], ids[2]])
    .execute();
  const page = await (await get('/review?flagged=1')).text();
  expect(page).toContain('1 מתוך 2');
  const path = `/review/${ids[1]}?flagged=1`;
  const fields = formOf(page, path);
  fields.set('act', 'approve');
  const to = (await post(path, fields)).headers.get('location') ?? '';
  expect(to).toMatch(new RegExp(`^/review/${ids[2]}\\?flagged=1&last=`));
  expect(await (await get(to)).text()).toContain('אמירה דלה');
});

async function signInAgain(url: string, { email, password }: Visitor): Promise<{ cookie: string }> {
  const answer = await browser(url, { cookie: '' }).post('/sign-in', { email, password });
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; '),
  };
}
