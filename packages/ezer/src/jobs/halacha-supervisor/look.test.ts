import { setControl } from 'pg-drains';
import { expect, test } from 'vitest';
import { libraryOf } from '../../../../../testing/catalogue.ts';
import { proposals } from '../../../../../testing/proposals.ts';
import { folderOf } from '../../../../../testing/rulings.ts';
import { workingDaysBetween } from '../../calendar/index.ts';
import { SCHEMA } from '../../store/database.ts';
import { look } from './look.ts';

test('what is seen, and what is none of its business', async () => {
  const { store } = await libraryOf(await folderOf({ 'empty.txt': '' }));
  const ask = (sql: string) => store.pool.query(sql);

  // Items that fail again: three attempts and not done. Readings that shrank: by more than half, within the last day.
  await ask(`insert into ezer.work (queue, subject, input, state, attempts, next_at, done_input, done_at, result, progress_at) values
    ('metadata', 'third',  '1', 'waiting', 3, now(), null, null, null, null),
    ('metadata', 'second', '1', 'waiting', 2, now(), null, null, null, null),
    ('metadata', 'dead',   '1', 'dead',    5, null,  null, null, null, null),
    ('halacha', 'half',    '1', 'done', 1, null, '1', now(), '{"before": 4, "found": 2}', now() - interval '10 minutes'),
    ('halacha', 'less',    '1', 'done', 1, null, '1', now(), '{"before": 5, "found": 2}', now() - interval '20 minutes'),
    ('halacha', 'long-ago','1', 'done', 9, null, '1', now() - interval '2 days', '{"before": 5, "found": 0}', null)`);

  // Runs: one that is renewed, one that is not, one that ended before a start that found it at work.
  await ask(`insert into ezer.job_run (id, job, pid, host, started_at, alive_until, ended_at, outcome)
    select gen_random_uuid(), job, 1, 'h', now() - age, now() + alive, now() + ended, outcome from (values
      ('metadata-drain', interval '2 minutes',  interval '20 seconds', null::interval,        null),
      ('metadata-drain', interval '20 minutes', interval '-1 minute',  interval '-19 minutes', 'failures'),
      ('digest',         interval '3 minutes',  interval '-1 second',  null,                   null),
      ('court-fetch',    interval '50 minutes', interval '-1 hour',    interval '-40 minutes', 'drained'),
      ('court-fetch',    interval '4 minutes',  interval '-1 hour',    interval '-4 minutes',  'already-running')
    ) r (job, age, alive, ended, outcome)`);
  await setControl(store.pool, { schema: SCHEMA, job: 'digest', by: 'dana', reason: '', enabled: false });

  // Courts: what was ingested counts, not what was refused; folders and uploads are as silent as their owners.
  await ask(`insert into ezer.source (name, adapter, created_at) values
    ('court', 'court-site', now() - interval '90 days'), ('new court', 'court-site', now()),
    ('a folder', 'directory', now() - interval '90 days'), ('uploads', 'upload', now() - interval '90 days')`);
  await ask(`insert into ezer.source_item (source_id, ref, state, reason, seen_at)
    select id, ref, state, reason, now() - age from ezer.source, (values
      ('a', 'ingested', null, interval '30 days'), ('b', 'refused', 'rtf', interval '1 hour')) i (ref, state, reason, age)
     where name = 'court'`);

  // Providers: the newest refusal of the last quarter of an hour; what today cost, in Jerusalem's day.
  await ask(`insert into ezer.engine_call (engine, engine_version, outcome, cost_micros, at) values
    ('asked to wait', '1', 'rate-limited', 0, now() - interval '5 minutes'),
    ('asked to wait', '1', 'rate-limited', 0, now() - interval '9 minutes'),
    ('long over', '1', 'rate-limited', 0, now() - interval '16 minutes'),
    ('paid', '1', 'ok', 1500000, date_trunc('day', now(), 'Asia/Jerusalem')),
    ('paid', '1', 'ok', 9000000, date_trunc('day', now(), 'Asia/Jerusalem') - interval '1 second')`);

  // The law: a quote that is not in its text, which only a library without its guard can hold.
  await proposals(store, ['הכלל הבדוי הראשון הוא זה.', 'הכלל הבדוי השני הוא אחר.']);
  await ask(`alter table ezer.halacha disable trigger all`);
  await ask(`update ezer.halacha set quote = 'מילים אחרות' where id = (select min(id::text)::uuid from ezer.halacha)`);

  const seen = await look(store, { dailyCap: 20 });
  const of = <T>(all: readonly T[], is: (each: T) => boolean) => all.find(is);
  expect(of(seen.queues, ({ queue }) => queue === 'metadata')).toMatchObject({
    failingAgain: 1,
    shrunk: 0,
    dead: 1,
    waiting: 2,
    progressSeconds: null,
  });
  const halacha = of(seen.queues, ({ queue }) => queue === 'halacha');
  expect(halacha).toMatchObject({ failingAgain: 0, shrunk: 1, done: 3 });
  expect(Math.round((halacha?.progressSeconds ?? 0) / 60)).toBe(10);

  const jobs = seen.jobs.map(({ lastStartSeconds, ...job }) => ({
    ...job,
    minutes: lastStartSeconds === null ? null : Math.round(lastStartSeconds / 60),
  }));
  const quarter = { expectedEverySeconds: 900, refusal: null, lost: false };
  const hourly = { expectedEverySeconds: 3600, refusal: null, lost: false };
  expect(jobs).toEqual([
    { ...quarter, job: 'metadata-drain', queue: 'metadata', lastOutcome: 'failures', minutes: 2 },
    { ...quarter, job: 'halacha-supervisor', queue: null, lastOutcome: null, minutes: null },
    { ...quarter, job: 'halacha-drain', queue: 'halacha', lastOutcome: null, minutes: null },
    { ...hourly, job: 'digest', queue: 'digest', lastOutcome: null, minutes: 3, lost: true, refusal: 'disabled' },
    { ...hourly, job: 'court-fetch', queue: null, lastOutcome: 'drained', minutes: 4 },
  ]);

  const { rows } = await store.pool.query<{ month: string; today: string }>(
    `select to_char(now() at time zone 'Asia/Jerusalem' - interval '30 days', 'YYYY-MM-DD') as month,
            to_char(now() at time zone 'Asia/Jerusalem', 'YYYY-MM-DD') as today`,
  );
  const [{ month, today } = { month: '', today: '' }] = rows;
  expect(seen.sources.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'court', silentWorkingDays: workingDaysBetween(month, today) },
    { name: 'new court', silentWorkingDays: 0 },
  ]);

  const providers = new Map(seen.providers.map((provider) => [provider.engine, provider]));
  const wait = providers.get('asked to wait')?.limitedUntil?.getTime() ?? 0;
  expect(Math.round((wait - Date.now()) / 60_000)).toBe(10);
  expect(providers.get('long over')?.limitedUntil).toBeNull();
  const paid = { engine: 'paid', limitedUntil: null, spentToday: 1.5, dailyCap: 20 };
  expect(providers.get('paid')).toEqual({ ...paid, dayEnds: expect.any(Date) });
  const ends = providers.get('paid')?.dayEnds ?? new Date(0);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Jerusalem', timeStyle: 'medium' }).format(ends);
  expect([clock, ends.getTime() > Date.now()]).toEqual(['00:00:00', true]);
  expect(seen).toMatchObject({ ungrounded: 1, withdrawnInIndex: 0, refusedDocuments: 2, openAlarms: [] });
});
