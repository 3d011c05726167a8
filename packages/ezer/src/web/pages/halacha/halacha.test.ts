import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../../../testing/catalogue.ts';
import { folderOf, OTHER_RULE, RULE, ruling } from '../../../../../../testing/rulings.ts';
import { formOf, visitor, website } from '../../../../../../testing/website.ts';
import { placeOf } from '../../../principles/index.ts';
import { act } from '../../../review/index.ts';

const reader = 'dana@example.com';

describe('the page of a halacha', () => {
  test('shows the quote inside its paragraph, why it was proposed, where it is from, and that it may not be cited', async () => {
    const { read, first } = await library();
    const { status, page } = await read(`halachot/${first}`);
    expect(status).toBe(200);
    expect(page).toContain(`>2. <mark>${RULE}</mark> המשך הפסקה.</blockquote>`);
    for (const words of ['אין לצטט.', 'מדוע הוצעה', 'ביטוי של הלכה קיימת', 'איש עוד לא בדק אותה', 'נוסח 1, תווים'])
      expect(page).toContain(words);
    expect(page).not.toContain('לבדיקה ולאישור');
  });

  test('shows every act on it: who, when, what changed and why', async () => {
    const { store, read, first } = await library();
    await act(store, 'approve', { halachaId: first, reader, principle: 'נוסח אחר.', role: 'obiter', reason: 'קיצור' });
    const { page } = await read(`halachot/${first}`);
    expect(page).not.toContain('אין לצטט.');
    for (const words of [reader, 'קיצור', '<ins>נוסח אחר.</ins>', 'אמרת אגב', 'ניסח אדם'])
      expect(page).toContain(words);
    await act(store, 'reject', { halachaId: first, reader, reason: 'טעות' });
    expect((await read(`halachot/${first}`)).page).toContain('אדם בדק את ההצעה ודחה אותה');
  });

  test('leads a reviewer to the review, and offers no act to others', async () => {
    const { store, read, first } = await library();
    await act(store, 'approve', { halachaId: first, reader });
    const { cookie } = await visitor(store, 'reviewer');
    expect((await read(`halachot/${first}`, cookie)).page).toContain(`href="/review/${first}"`);
    expect((await read(`halachot/${first}`)).page).not.toContain('<form method="post" action="/halachot');
  });

  test('is there in English', async () => {
    const { read, first } = await library();
    const { page } = await read(`halachot/${first}?lang=en`);
    for (const words of ['Not to be cited.', 'Why it was proposed', 'lang="he" dir="rtl"'])
      expect(page).toContain(words);
  });
});

describe('the place among the principles', () => {
  test('shows the same rule elsewhere, and a reviewer changes it by a form, in the audit', async () => {
    const { store, read, post, first, second, other } = await library();
    for (const halachaId of [first, second, other]) await act(store, 'approve', { halachaId, reader });
    const { cookie, email } = await visitor(store, 'reviewer');
    const { page } = await read(`halachot/${first}`, cookie);
    expect(page).toContain(`href="/halachot/${second}"`);
    const form = formOf(page, `/halachot/${first}/principle`);
    const target = (await placeOf(store.db, other))?.principleId ?? '';
    form.set('act', 'join');
    form.set('principle', target);
    for (const time of ['once', 'replayed']) {
      const answer = await post(`halachot/${first}/principle`, form, cookie);
      expect({ time, status: answer.status }).toEqual({ time, status: 303 });
      expect(answer.headers.get('location')).toBe(`/halachot/${first}?done=join#principle`);
    }
    expect(await placeOf(store.db, first)).toEqual({ principleId: target, placedBy: email });
    expect(await store.db.selectFrom('audit').select(['actor', 'action', 'subject_id']).execute()).toContainEqual({
      actor: email,
      action: 'principle.join',
      subject_id: first,
    });
    expect(
      await store.db.selectFrom('audit').select('id').where('action', '=', 'principle.join').execute(),
    ).toHaveLength(1);
    form.set('act', 'apart');
    expect((await post(`halachot/${first}/principle`, form, cookie)).status).toBe(303);
    expect((await read(`halachot/${first}?done=apart`, cookie)).page).toContain('ההלכה הופרדה לעיקרון משלה');
  });

  test('follows a sentence that a person types: the same words are the same principle, others another one', async () => {
    const { store, read, post, first, other } = await library();
    await act(store, 'approve', { halachaId: other, reader, principle: 'רשות ערעור ניתנת במשורה.' });
    const { cookie } = await visitor(store, 'reviewer');
    const type = async (what: string, principle: string) => {
      const form = formOf((await read(`review/${first}`, cookie)).page, `/review/${first}`);
      form.set('act', what);
      form.set('principle', principle);
      expect((await post(`review/${first}`, form, cookie)).status).toBe(303);
      return (await read(`halachot/${first}`)).page;
    };
    expect(await type('approve', 'רשות ערעור — ניתנת, במשורה')).toContain(`href="/halachot/${other}"`);
    expect((await read(`halachot/${other}`)).page).toContain(`href="/halachot/${first}"`);
    const alone = await type('edit', 'הפרה קלה אינה מבטלת חוזה.');
    expect(alone).not.toContain(`href="/halachot/${other}"`);
    expect(alone).not.toContain('אין לה משפט כללי');
  });

  test('refuses calmly what cannot be done', async () => {
    const { store, read, post, first, second } = await library();
    await act(store, 'approve', { halachaId: first, reader });
    const { cookie } = await visitor(store, 'reviewer');
    const own = await read('', cookie);
    const token = /name="_token" value="([^"]+)"/.exec(own.page)?.[1] ?? '';
    const form = (fields: Record<string, string>) => new URLSearchParams({ _token: token, ...fields });
    const gone = '01890000-0000-7000-8000-000000000000';
    const answers = [
      [
        await post(`halachot/${first}/principle`, form({ act: 'join', principle: gone }), cookie),
        409,
        'העיקרון שנבחר כבר איננו',
      ],
      [await post(`halachot/${first}/principle`, form({ act: 'join', principle: 'x' }), cookie), 422, 'לא נבחר עיקרון'],
      [await post(`halachot/${second}/principle`, form({ act: 'apart' }), cookie), 409, 'רק הלכה מאושרת'],
      [await post(`halachot/x/principle`, form({ act: 'apart' }), cookie), 404, 'אין כאן דף'],
    ] as const;
    for (const [answer, status, words] of answers) {
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(words);
    }
    const stranger = await visitor(store, 'reader');
    expect((await post(`halachot/${first}/principle`, form({ act: 'apart' }), stranger.cookie)).status).toBe(403);
    expect((await post(`halachot/${first}/principle`, form({ act: 'apart' }))).status).toBe(401);
  });
});

describe('the pages of principles', () => {
  test('say which decision was first, which is latest and which is most cited', async () => {
    const { store, read, first, second } = await library();
    expect((await read('principles')).page).toContain('עדיין אין עקרונות');
    for (const halachaId of [first, second]) await act(store, 'approve', { halachaId, reader });
    const list = await read('principles');
    expect(list.page).toContain('2 החלטות');
    const id = (await placeOf(store.db, first))?.principleId ?? '';
    const { page } = await read(`principles/${id}`);
    for (const words of ['הראשונה', 'האחרונה', 'המצוטטת ביותר (1)']) expect(page).toContain(words);
    expect(page.indexOf('9001/31')).toBeLessThan(page.indexOf('9871/34'));
  });

  test.each(['999999', '-1', 'x', '1e9'])('page %s is calm', async (number) => {
    const { store, read, first } = await library();
    await act(store, 'approve', { halachaId: first, reader });
    const { status, page } = await read(`principles?page=${number}`);
    expect(status).toBe(200);
    expect(page).toContain(number === '999999' ? 'אין דף כזה' : 'עקרונות: 1');
  });
});

/** Two decisions with the same rule, the newer of which cites the older, and one with another rule. */
async function library() {
  const { store, run } = await libraryOf(
    await folderOf({
      'a.txt': ruling({ docket: 'רע"א 9871/34', reasons: [`${RULE} המשך הפסקה.`, 'ראו ע"א 9001/31.'] }),
      'b.txt': ruling({ docket: 'ע"א 9001/31', date: '1.1.2034', reasons: ['פתח דבר.', RULE] }),
      'c.txt': ruling({ docket: 'ע"א 9002/31', date: '1.1.2033', reasons: [OTHER_RULE] }),
    }),
  );
  await run('metadata-drain');
  await run('halacha-drain');
  const { url } = await website(store);
  const read = async (path: string, cookie = '') => {
    const answer = await fetch(url + path, { headers: { cookie } });
    return { status: answer.status, page: await answer.text() };
  };
  const post = (path: string, body: URLSearchParams, cookie = '') =>
    fetch(url + path, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie, origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' },
    });
  const rows = await store.db
    .selectFrom('halacha')
    .innerJoin('decision', 'decision.id', 'decision_id')
    .select(['halacha.id', 'date_given as day', 'quote'])
    .where('quote', 'in', [RULE, OTHER_RULE])
    .execute();
  const idOf = (day: string) => rows.find((row) => row.day === day)?.id ?? '';
  return { store, read, post, first: idOf('2035-02-03'), second: idOf('2034-01-01'), other: idOf('2033-01-01') };
}
