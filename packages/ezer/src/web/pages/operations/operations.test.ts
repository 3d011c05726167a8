import { requestRun } from 'pg-drains';
import { describe, expect, test } from 'vitest';
import { formOf } from '../../../../../../testing/website.ts';
import { SCHEMA } from '../../../store/database.ts';
import { auditOf, controlOf, desk } from './testing/desk.ts';

describe('the switches of a job', () => {
  test('off with a reason: the switch is thrown, recorded, and the page says whose it is and why', async () => {
    const { store, person, act } = await desk();
    const done = await act('operations', 'operations/jobs/halacha-drain/disable', { reason: ' מחליפים <מנוע> ' });
    expect([done.status, done.back]).toEqual([303, '/operations?done=disable&job=halacha-drain']);
    expect(done.text).toContain('״חילוץ הלכות״ הושבתה.');
    expect(done.text).toContain('מחליפים &lt;מנוע&gt;');
    expect(done.text).toContain(`על ידי ${person?.email}`);
    expect(done.text).toContain('לא תתחיל עד שתופעל');
    expect(await controlOf(store, 'halacha-drain')).toMatchObject({ enabled: false, reason: 'מחליפים <מנוע>' });
    expect(await auditOf(store)).toEqual([{ actor: person?.email, action: 'job.disable' }]);

    await act('operations', 'operations/jobs/halacha-drain/enable');
    expect(await controlOf(store, 'halacha-drain')).toMatchObject({ enabled: true });
  });

  test('a form sent again changes nothing, and is not recorded again', async () => {
    const { store, get, send } = await desk();
    const fields = formOf((await get('operations')).text, '/operations/jobs/digest/disable');
    fields.set('reason', 'א');
    await send('operations/jobs/digest/disable', fields);
    const before = await controlOf(store, 'digest');
    const again = await send('operations/jobs/digest/disable', fields);
    expect(again.headers.get('location')).toBe('/operations?done=unchanged&job=digest');
    expect(await controlOf(store, 'digest')).toEqual(before);
    expect(await auditOf(store)).toHaveLength(1);
  });

  test('paused until a moment; hours; and work at any hour, which asks for a run', async () => {
    const { store, act, get } = await desk();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const paused = await act('operations', 'operations/jobs/digest/pause', { until, reason: 'תחזוקה' });
    expect(paused.text).toContain('הושהתה עד');
    expect((await controlOf(store, 'digest'))?.paused_until?.toISOString()).toBe(until);
    await act('operations', 'operations/jobs/digest/resume');
    expect((await controlOf(store, 'digest'))?.paused_until).toBeNull();

    const job = 'court-fetch';
    const hours = await act(`operations/jobs/${job}`, `operations/jobs/${job}/hours`, { from: '23:00', to: '05:00' });
    expect(hours.text).toContain('עובדת בין 23:00 ל־05:00');
    await act('operations', `operations/jobs/${job}/burst`, { until });
    expect(await controlOf(store, job)).toMatchObject({ window_start: '23:00:00', burst_until: new Date(until) });
    expect(await store.db.selectFrom('run_request').select('job').execute()).toEqual([{ job }]);
    await act('operations', `operations/jobs/${job}/end-burst`);
    await act('operations', `operations/jobs/${job}/any-hour`);
    expect(await controlOf(store, job)).toMatchObject({ window_start: null, burst_until: null });
    expect((await get(`operations/jobs/${job}`)).status).toBe(200);
  });

  test.each([
    ['disable', { reason: '  ' }, 'כתבו סיבה'],
    ['disable', { reason: 'א'.repeat(301) }, 'כתבו סיבה'],
    ['pause', { until: '2020-01-01T00:00:00Z', reason: 'כך' }, 'כבר עבר'],
    ['pause', { until: 'מחר', reason: 'כך' }, 'כבר עבר'],
    ['burst', { until: '2999-01-01T00:00:00Z' }, 'כבר עבר'],
    ['hours', { from: '23:00', to: '23:00' }, 'שתי שעות שונות'],
    ['hours', { from: '25:00', to: '05:00' }, 'שתי שעות שונות'],
  ])('%s with nonsense is refused calmly, keeps what was typed, and changes nothing', async (act, typed, words) => {
    const { store, act: send } = await desk();
    const answer = await send('operations', `operations/jobs/digest/${act}`, typed);
    expect([answer.status, answer.back]).toEqual([422, null]);
    expect(answer.text).toContain(words);
    if ('reason' in typed && typed.reason.trim() !== '') expect(answer.text).toContain(typed.reason);
    expect(await controlOf(store, 'digest')).toBeUndefined();
    expect(await auditOf(store)).toEqual([]);
  });

  test('are for administrators: others see no form, and a forged or unsigned one does nothing', async () => {
    const reviewer = await desk('reviewer');
    const page = (await reviewer.get('operations')).text;
    expect(page).not.toContain('/run"');
    expect(page).toContain('פתוחים למי שיש לו הרשאת ניהול');
    const token = formOf(page, '/sign-out');
    token.set('reason', 'x');
    expect((await reviewer.send('operations/jobs/digest/disable', token)).status).toBe(403);

    const { store, send, url } = await desk();
    expect((await send('operations/jobs/digest/disable', new URLSearchParams({ reason: 'x' }))).status).toBe(403);
    const body = new URLSearchParams({ reason: 'מה שנכתב' });
    const nobody = await fetch(`${url}operations/jobs/digest/disable`, {
      method: 'POST',
      headers: { origin: url.slice(0, -1) },
      body,
    });
    expect([nobody.status, (await nobody.text()).includes('מה שנכתב')]).toEqual([401, true]);
    expect(await controlOf(store, 'digest')).toBeUndefined();
  });

  test('of a job that is none, and an act that is none, are a calm page', async () => {
    const { get, send } = await desk();
    const token = formOf((await get('operations')).text, '/sign-out');
    for (const path of ['operations/jobs/none/run', 'operations/jobs/digest/explode', 'operations/jobs/__proto__/run'])
      expect((await send(path, token)).status, path).toBe(404);
    expect((await get('operations/jobs/none')).status).toBe(404);
  });
});

describe('“run now”', () => {
  test('is a wish that the scheduler serves; a second one joins the first', async () => {
    const { store, person, act, get } = await desk();
    expect((await act('operations', 'operations/jobs/metadata-drain/run')).text).toContain('תתחיל בתוך שניות');
    expect((await act('operations', 'operations/jobs/metadata-drain/run')).text).toContain('כבר התבקשה');
    expect(await store.db.selectFrom('run_request').select(['job', 'requested_by']).execute()).toEqual([
      { job: 'metadata-drain', requested_by: person?.email },
    ]);
    expect(await auditOf(store)).toHaveLength(1);
    expect((await get('operations/live')).text).toContain(`ריצה התבקשה על ידי ${person?.email}`);
  });
});

test('the live part has every part that changes, each under its id', async () => {
  const { store, get } = await desk(null);
  await requestRun(store.pool, { schema: SCHEMA, job: 'digest', reason: 'r', by: 'test' });
  const { text } = await get('operations/live');
  const ids = [...text.matchAll(/id="([\w-]+)" hx-swap-oob="true"/g)].map(([, id]) => id);
  expect(ids.slice(0, 4)).toEqual(['as-of', 'numbers', 'alarms', 'clock']);
  expect(ids.filter((id) => id?.startsWith('facts-'))).toHaveLength(5);
  const { text: page } = await get('operations');
  for (const id of ids) expect(page, id).toContain(`id="${id}"`);
});

test('a run is told with its outcome, length and numbers', async () => {
  const { store, get } = await desk(null);
  await store.db
    .insertInto('job_run')
    .values({
      id: '01890000-0000-7000-8000-000000000001',
      job: 'digest',
      pid: 1,
      host: 'h',
      started_at: new Date('2035-02-03T10:12:00Z'),
      alive_until: new Date(),
      ended_at: new Date('2035-02-03T10:13:30Z'),
      outcome: 'failures',
      counts: JSON.stringify({ claimed: 3, done: 3, gaps: 0 }),
      summary: JSON.stringify({ reason: 'the folder is gone' }),
    })
    .execute();
  const { text } = await get('operations/jobs/digest');
  for (const words of ['נכשלה', '1.5 דק', 'נעשו <bdi>3</bdi>', 'the folder is gone']) expect(text).toContain(words);
  expect(text).not.toContain('חסרים חדשים');
});

test('the figures are those of /metrics: runs, claims, completions, lost leases, depths, ages, attempts, locks', async () => {
  const { store, url, get } = await desk(null);
  expect((await get('operations')).text).toContain('עדיין לא הייתה ריצה');
  await store.pool.query(
    `insert into ezer.job_run (id, job, pid, host, started_at, alive_until, ended_at, outcome, counts)
     select gen_random_uuid(), 'metadata-drain', 1, 'h', at, at, at + interval '90 seconds', outcome, counts
       from (values (now() - interval '1 day', 'drained', '{"claimed": 1234, "done": 1200, "lost": 17}'::jsonb),
                    (now() - interval '2 days', 'vanished', '{}')) r (at, outcome, counts)`,
  );
  await store.pool.query(
    `insert into ezer.work (queue, subject, input, state, attempts, ready_at)
     select 'metadata', n::text, '1', 'dead', 7, now() - interval '3 hours' from generate_series(1, 23) n`,
  );
  const metrics = await (await fetch(`${url}metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
  const { text } = await get('operations');
  const section = text.slice(text.indexOf('id="figures"'));
  const [, jobs = '', queues = ''] = section.split('<table');
  const cells = (table: string) =>
    [...(/<th scope="row">קטלוג<\/th>[\s\S]*?<\/tr>/.exec(table)?.[0].matchAll(/<span>(.*?)<\/span>/g) ?? [])].map(
      ([, cell]) => cell,
    );
  const job = (fate: string) =>
    value(`ezer_job_items_total\\{job="metadata-drain",fate="${fate}"\\}`).toLocaleString('en');
  expect(cells(jobs)).toEqual([
    '2',
    '1',
    expect.stringMatching(/^1\.5 דק/),
    job('claimed'),
    job('done'),
    '0',
    '0',
    '0',
    job('lost'),
  ]);
  expect([job('claimed'), job('done'), job('lost')]).toEqual(['1,234', '1,200', '17']);
  expect(value('ezer_job_run_seconds_count\\{job="metadata-drain"\\}')).toBe(2);
  const of = '\\{queue="metadata",state="dead"\\}';
  expect([value(`ezer_queue_items${of}`), value(`ezer_queue_most_attempts${of}`)]).toEqual([23, 7]);
  expect(cells(queues)).toEqual(['נכשלו סופית', '23', expect.stringMatching(/^3 שע/), '7']);
  expect(section).toContain('0 קיפאונות הדדיים');
  expect(value('ezer_database_deadlocks_total')).toBe(0);
});
