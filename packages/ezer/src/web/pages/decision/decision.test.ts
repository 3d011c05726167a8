import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../../../testing/catalogue.ts';
import { folderOf, RULE, ruling } from '../../../../../../testing/rulings.ts';
import { website } from '../../../../../../testing/website.ts';
import { act } from '../../../review/index.ts';
import type { Store } from '../../../store/database.ts';

const reader = 'dana@example.com';
const CITING = 'רע"א 9871/34';

describe('the decision reader', () => {
  test('marks halachot by colour class, sign and name, and leads to their pages', async () => {
    const { store, read, halacha } = await library();
    const before = await read(`decisions/${await idOf(store, CITING)}`);
    expect(before.status).toBe(200);
    expect(before.page).toMatch(
      new RegExp(
        `<a class="mark-sign proposed" id="h-${halacha}" href="/halachot/${halacha}" aria-label="הלכה 1, מוצעת`,
      ),
    );
    expect(before.page).toContain(`<mark class="proposed">${RULE}</mark>`);
    await act(store, 'approve', { halachaId: halacha, reader });
    const { page } = await read(`decisions/${await idOf(store, CITING)}`);
    expect(page).toContain(`<mark class="approved">${RULE}</mark>`);
    expect(page).toContain('aria-label="הלכה 1, מאושרת');
    await act(store, 'reject', { halachaId: halacha, reader });
    const after = await read(`decisions/${await idOf(store, CITING)}`);
    expect(after.page).not.toContain('<mark');
    expect(after.page).toContain('נדחו בבדיקה: 1');
  });

  test('leads citations to the decision, to the choice and to the gap, each looking different', async () => {
    const { store, read } = await library();
    const { page } = await read(`decisions/${await idOf(store, CITING)}`);
    const links = [
      ...page.matchAll(/<a class="cited (\w+) short" id="c\d+" href="([^"]+)" title="([^"]+)">([^<]+)<\/a>/g),
    ];
    expect(links.map(([, state, , , words]) => [state, words])).toEqual([
      ['found', 'ע&quot;א 9001/31'],
      ['ambiguous', 'ע&quot;א 9002/31'],
      ['missing', 'ע&quot;א 9003/31'],
    ]);
    expect(links[0]?.[2]).toBe(`/decisions/${await idOf(store, 'ע"א 9001/31')}`);
    expect(decodeURIComponent(links[1]?.[2] ?? '')).toBe('/d/ע"א 9002/31');
    expect(page).toMatch(/<span class="law" title="[^"]*חוק החוזים[^"]*">/);
  });

  test('numbers paragraphs as the court did, with an address each, and counts astral letters as one', async () => {
    const { store, read } = await library();
    const { page } = await read(`decisions/${await idOf(store, CITING)}`);
    expect(page).toContain('<p class="numbered" id="p2"><a class="number" href="#p2">2.</a> פתח דבר 𝒜𝒜.</p>');
    expect(page).toContain('<h3 class="title">החלטה</h3>');
  });

  test('says of each detail who gave it and how sure it is; who cites it; and the file', async () => {
    const { store, read } = await library();
    const { page } = await read(`decisions/${await idOf(store, 'ע"א 9001/31')}`);
    expect(page).toMatch(/ערכאה <span class="origin">מן המסמך · \d+%<\/span>/);
    expect(page).toMatch(/מצטטים אותה \(1\)[\s\S]*רע&quot;א 9871\/34/);
    expect(page).toContain('<bdi class="file">one.txt</bdi>');
    expect(page).toContain(
      '<p class="citation" lang="he" dir="rtl">ע&quot;א 9001/31 סתווית ערבה נ&#39; נחליאל שקדי (____, 3.2.2035)</p>',
    );
    await sql`insert into ezer.decision_field (decision_id, field, source, value, decided_by)
      select id, 'court', 'person', '"בית דין אחר"', 'דנה' from ezer.decision`.execute(store.db);
    expect((await read(`decisions/${await idOf(store, 'ע"א 9001/31')}`)).page).toMatch(
      /ערכאה <span class="origin">קבע אדם · <bdi>דנה<\/bdi><\/span>/,
    );
  });

  test('tells a text that was not read yet from one without halachot', async () => {
    const { store, read, run } = await library({ unread: true });
    const id = await idOf(store, 'ע"א 9001/31');
    expect((await read(`decisions/${id}`)).page).toContain('ממתינה לקריאה');
    await run('halacha-drain');
    expect((await read(`decisions/${id}`)).page).toContain('לא נמצאה בה הלכה');
  });

  test('warns of a decision that is held, of a doubtful reading, and of an older text', async () => {
    const { store, read } = await library();
    const id = await idOf(store, 'ע"א 9001/31');
    await store.db
      .updateTable('decision')
      .set({ status: 'held', status_reason: 'שני נוסחים' })
      .where('id', '=', id)
      .execute();
    await store.db.updateTable('decision_version').set({ order_score: 0.6 }).execute();
    await store.db
      .updateTable('document')
      .set({ warnings: JSON.stringify([{ code: 'unmapped-glyphs', count: 3 }]) })
      .execute();
    await sql`insert into ezer.decision_version (decision_id, number, document_id, text, text_sha256)
      select decision_id, 2, document_id, 'נוסח חדש לגמרי', sha256('new') from ezer.decision_version where decision_id = ${id}`.execute(
      store.db,
    );
    await sql`update ezer.decision d set current_version_id = v.id from ezer.decision_version v
      where v.decision_id = d.id and v.number = 2`.execute(store.db);
    const old = (await read(`decisions/${id}?version=1`)).page;
    for (const words of [
      'ההחלטה מוחזקת',
      'שני נוסחים',
      'ביטחון נמוך (60%)',
      'תווים שהקובץ אינו מפרש לא נקראו (3)',
      'נוסח קודם, מספר 1',
    ])
      expect(old).toContain(words);
    const now = (await read(`decisions/${id}`)).page;
    expect(now).toContain('נוסח חדש לגמרי');
    expect(now).not.toContain('נוסח קודם, מספר');
  });

  test('of a removed decision, its halachot and its file, only that it was removed is said', async () => {
    const { store, read, halacha } = await library();
    const id = await idOf(store, CITING);
    await store.db.updateTable('decision').set({ status: 'removed' }).where('id', '=', id).execute();
    for (const path of [`decisions/${id}`, `decisions/${id}/original`, `halachot/${halacha}`]) {
      const { status, page } = await read(path);
      expect({ path, status }).toEqual({ path, status: 410 });
      expect(page).toContain('הוסר מהספרייה');
      expect(page).not.toMatch(/סתווית|9871/);
    }
  });

  test.each([
    'decisions/x',
    'decisions/01890000-0000-7000-8000-000000000000',
    'decisions/%00',
    'halachot/x',
    'principles/x',
  ])('%s is a calm page', async (path) => {
    const { read } = await library({ unread: true });
    const { status, page } = await read(path);
    expect(status).toBe(404);
    expect(page).toContain('אין כאן דף');
  });

  test('a version that is no number, or is not there, is a calm page', async () => {
    const { store, read } = await library({ unread: true });
    const id = await idOf(store, CITING);
    for (const version of ['0', '-1', 'x', '999999', '9999999999'])
      expect((await read(`decisions/${id}?version=${version}`)).status, version).toBe(404);
  });
});

test('the original file is a download that no browser opens', async () => {
  const { store, url } = await library({ unread: true });
  const answer = await fetch(`${url}decisions/${await idOf(store, 'ע"א 9001/31')}/original`);
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="decision.txt"; filename*=UTF-8''one.txt`,
  );
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await answer.text()).toBe(ruling({ docket: 'ע"א 9001/31' }));
  await store.db
    .updateTable('document')
    .set({ original_name: 'תיק/../א"ב\r\nX: י\'.HTML', sha256: Buffer.alloc(32) })
    .where('original_name', '=', 'one.txt')
    .execute();
  const lost = await fetch(`${url}decisions/${await idOf(store, 'ע"א 9001/31')}/original`);
  expect([lost.status, await lost.text()]).toEqual([404, expect.stringContaining('הקובץ המקורי אינו במאגר')]);
});

describe('/d/<docket>', () => {
  test.each(['ע"א 9001/31', 'עא 9001-31', 'ע״א 9001/31', 'ע"א  9001/2031'])(
    '%s leads to the decision',
    async (docket) => {
      const { store, url } = await library({ unread: true });
      const answer = await fetch(`${url}d/${encodeURIComponent(docket)}`, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        `/decisions/${await idOf(store, 'ע"א 9001/31')}`,
      ]);
      const plain = await fetch(`${url}d/${docket}`, { redirect: 'manual' });
      expect(plain.status).toBe(303);
    },
  );

  test('with several decisions is a choice, with none the gap and who points at it', async () => {
    const { read } = await library({ unread: true });
    const choice = await read(`d/${encodeURIComponent('ע"א 9002/31')}`);
    expect(choice.status).toBe(200);
    expect(choice.page.match(/class="decision-name"/g)).toHaveLength(2);
    const gap = await read(`d/${encodeURIComponent('ע"א 9003/31')}`);
    expect(gap.status).toBe(404);
    for (const words of ['רשומה כחסרה', 'מפנים אליה: 1', 'רע&quot;א 9871/34']) expect(gap.page).toContain(words);
    const unknown = await read(`d/${encodeURIComponent('ע"א 1/99')}`);
    expect([unknown.status, unknown.page.includes('ואין מי שמפנה אליו')]).toEqual([404, true]);
    const none = await read(`d/${encodeURIComponent('<script>alert(1)</script>')}`);
    expect([none.status, none.page.includes('זה אינו מספר תיק'), none.page.includes('<script>alert')]).toEqual([
      404,
      true,
      false,
    ]);
  });
});

test('a script in any stored field is shown as the text it is', async () => {
  const { store, read, halacha } = await library();
  const evil = '<script>alert("י")</script><img src=x onerror=alert(1)>';
  const id = await idOf(store, CITING);
  await sql`update ezer.decision set title = ${evil}, kind = ${evil}, court = ${evil}, status = 'held', status_reason = ${evil} where id = ${id}`.execute(
    store.db,
  );
  await store.db
    .updateTable('judge')
    .set((eb) => ({ name: eb.fn<string>('concat', [sql.lit(evil), 'name']) }))
    .execute();
  await store.db.updateTable('party').set({ name: evil }).execute();
  await store.db
    .updateTable('document')
    .set({
      original_name: evil,
      warnings: JSON.stringify([{ code: evil, count: 1 }]),
      repairs: JSON.stringify([{ kind: evil, count: 1 }]),
    })
    .execute();
  await store.db
    .updateTable('statute')
    .set((eb) => ({ name: eb.fn<string>('concat', [sql.lit(evil), 'name']) }))
    .execute();
  await store.db.updateTable('section').set({ heading: evil, speaker: evil }).execute();
  await store.db
    .updateTable('halacha')
    .set({
      authority: evil,
      restated: true,
      flags: [evil],
      reasons: JSON.stringify([{ feature: evil, hebrew: evil, points: 1, evidence: evil }]),
      engine: evil,
    })
    .where('id', '=', halacha)
    .execute();
  await act(store, 'approve', { halachaId: halacha, reader: evil, principle: evil, reason: evil });
  await sql`update ezer.docket set canonical = ${evil} || canonical`.execute(store.db);
  await sql`insert into ezer.decision_version (decision_id, number, document_id, text, text_sha256)
    select decision_id, 2, document_id, ${evil}, sha256('evil') from ezer.decision_version where decision_id = ${id}`.execute(
    store.db,
  );
  const principle = await store.db.selectFrom('principle').select('id').executeTakeFirstOrThrow();
  const paths = [
    `decisions/${id}`,
    `decisions/${id}?version=2`,
    `halachot/${halacha}`,
    'principles',
    `principles/${principle.id}`,
  ];
  for (const path of paths) {
    const { status, page } = await read(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect(page, path).toContain('&lt;script&gt;alert(');
    expect(page, path).not.toMatch(/<script>|<img|<script(?! src="\/assets\/)/);
  }
});

/** A decision that cites one, one of two, and none of the library. */
async function library({ unread = false } = {}) {
  const { store, content, run } = await libraryOf(
    await folderOf({
      'citing.txt': ruling({
        docket: CITING,
        reasons: [
          'פתח דבר 𝒜𝒜.',
          RULE,
          'ראו ע"א 9001/31; ע"א 9002/31; ע"א 9003/31.',
          'כך לפי סעיף 12 לחוק החוזים (חלק כללי), התשל"ג-1973.',
        ],
      }),
      'one.txt': ruling({ docket: 'ע"א 9001/31' }),
      'first.txt': ruling({ docket: 'ע"א 9002/31', date: '1.1.2034' }),
      'second.txt': ruling({ docket: 'ע"א 9002/31', date: '2.2.2034' }),
    }),
  );
  await run('metadata-drain');
  if (!unread) await run('halacha-drain');
  const { url } = await website(store, { content });
  const read = async (path: string) => {
    const answer = await fetch(url + path);
    return { status: answer.status, page: await answer.text() };
  };
  const row = await store.db.selectFrom('halacha').select('id').where('quote', '=', RULE).executeTakeFirst();
  return { store, run, url, read, halacha: row?.id ?? '' };
}

async function idOf(store: Store, docket: string): Promise<string> {
  const row = await store.db
    .selectFrom('decision_docket')
    .innerJoin('docket', 'docket.id', 'docket_id')
    .select('decision_id as id')
    .where('canonical', '=', docket)
    .executeTakeFirst();
  return row?.id ?? '';
}
