import { openAlarm } from 'pg-drains';
import { describe, expect, test } from 'vitest';
import { SCHEMA } from '../../../store/database.ts';
import { auditOf, desk } from './testing/desk.ts';

describe('what needs a person', () => {
  async function troubled() {
    const site = await desk();
    const { store } = site;
    const failed = (kind: string, message: string) =>
      JSON.stringify([{ at: '2035-02-03T10:00:00Z', attempt: 1, class: kind, message }]);
    const row = (subject: string, state: string, kind: string, message: string) => ({
      queue: 'halacha',
      subject,
      state,
      input: 'v',
      last_error: message,
      errors: failed(kind, message),
    });
    await store.db
      .insertInto('work')
      .values([
        row('one 1', 'dead', 'permanent', 'no text in version 17'),
        row('two/2', 'dead', 'permanent', 'no text in version 18'),
        row('<b>3', 'dead', 'timeout', 'took 60 s'),
        row('four', 'held', 'needs-person', '<script>x</script>'),
      ])
      .execute();
    const states = async () =>
      Object.fromEntries(
        (await store.db.selectFrom('work').select(['subject', 'state']).execute()).map((each) => [
          each.subject,
          each.state,
        ]),
      );
    return { ...site, states };
  }

  test('is grouped by what is the matter, with what to do, and stored words are words', async () => {
    const { get } = await troubled();
    const { text } = await get('operations');
    expect(text.match(/action="\/operations\/redrive"/g)).toHaveLength(3);
    for (const words of ['ניסיון נוסף לא יועיל', 'הלכות, פריטים: 2', 'הקריאה ארכה יותר', 'נדרשת החלטה של אדם'])
      expect(text).toContain(words);
    expect(text).not.toContain('<script>x');
    expect((await get('operations/items?state=dead')).text).toContain('&lt;b&gt;3');
  });

  test('a group goes back to work alone, with who and why; a form sent again changes nothing', async () => {
    const { store, act, states } = await troubled();
    const done = await act('operations', 'operations/redrive', { reason: 'תוקן' });
    expect(done.back).toBe('/operations?done=redriven&count=2');
    expect(done.text).toContain('<p class="notice good" role="status">הוחזרו לעבודה: 2.');
    expect(await states()).toEqual({ 'one 1': 'ready', 'two/2': 'ready', '<b>3': 'dead', four: 'held' });
    const [entry] = await auditOf(store);
    expect(entry?.action).toBe('work.redrive');
  });

  test('without a reason nothing goes back to work, and the page of the form says so as a refusal', async () => {
    const { store, act, states } = await troubled();
    const item = `operations/items/halacha/${encodeURIComponent('two/2')}`;
    const group = 'operations/items?queue=halacha&state=held';
    for (const page of [item, group]) {
      const done = await act(page, 'operations/redrive', { reason: ' ' });
      expect(done.back).toBe(`/${page}${page === item ? '?' : '&'}done=wrong-reason`);
      expect(done.text).toContain('<p class="notice bad" role="alert">כתבו סיבה');
      expect(done.text).toContain('action="/operations/redrive"');
    }
    expect(await states()).toEqual({ 'one 1': 'dead', 'two/2': 'dead', '<b>3': 'dead', four: 'held' });
    expect(await auditOf(store)).toEqual([]);
  });

  test('one item goes back to work from its own page, which keeps its history', async () => {
    const { act, states, get } = await troubled();
    const address = `operations/items/halacha/${encodeURIComponent('two/2')}`;
    const done = await act(address, 'operations/redrive', { reason: 'תוקן הקובץ' });
    expect(done.status).toBe(303);
    expect(await states()).toMatchObject({ 'one 1': 'dead', 'two/2': 'ready' });
    expect(done.text).toContain('תוקן הקובץ');
    expect(done.text).toContain('no text in version 18');
    expect((await get('operations/items/halacha/none')).status).toBe(404);
    expect((await get('operations/items/%00/%00')).status).toBe(404);
  });

  test('alarms say what to do; a page that is not there is calm', async () => {
    const { store, get } = await troubled();
    await openAlarm(store.pool, { schema: SCHEMA, key: 'halacha:dead', severity: 'critical', reason: 'r' });
    const { text } = await get('operations');
    expect(text).toContain('הלכות: יש פריטים שנכשלו סופית');
    expect(text).toContain('/operations/items?state=dead');
    const past = await get('operations/items?page=999999');
    expect([past.status, past.text.includes('אין דף כזה')]).toEqual([200, true]);
    expect((await get('operations/items?page=-1&state=x&pattern=%00')).status).toBe(200);
  });
});

test('refused documents stand by reason, with what to do and the names of all files', async () => {
  const { store, get } = await desk(null);
  const source = await store.db
    .insertInto('source')
    .values({ name: 'directory:/x', adapter: 'directory' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await store.db
    .insertInto('source_item')
    .values([
      { source_id: source.id, ref: 'a<b>.rtf', state: 'refused', reason: 'rtf', detail: 'Save it as DOCX.' },
      { source_id: source.id, ref: 'new.xyz', state: 'refused', reason: 'of-tomorrow' },
    ])
    .execute();
  const { text } = await get('operations');
  for (const words of ['קובץ RTF', 'שמרו אותו כ־DOCX או PDF', 'a&lt;b&gt;.rtf', 'of-tomorrow', 'תנו קובץ אחר'])
    expect(text).toContain(words);
  expect((await get('operations/refusals/rtf')).text).toContain('Save it as DOCX.');
  expect((await get('operations/refusals/rtf?page=999999')).text).toContain('אין דף כזה');
  expect((await get('operations/refusals/none')).status).toBe(200);
});
