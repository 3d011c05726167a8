import { setControl } from 'pg-drains';
import { expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { runEzer } from '../../../../testing/process.ts';
import { website } from '../../../../testing/website.ts';
import { readStatus } from '../status/index.ts';
import { SCHEMA } from '../store/database.ts';

test('a start that is refused is seen: in the exit code, the status, and on the pages, with its reason', {
  timeout: 180_000,
}, async () => {
  const { store, url } = await testLibrary();
  const web = await website(store, { language: 'en' });
  const start = async (job: string) => {
    const { code, output } = await runEzer(['run', job], { DATABASE_URL: url });
    const { jobs } = await readStatus(store.db);
    const { outcome, reason } = jobs.find((each) => each.job === job) ?? {};
    const page = await (await fetch(`${web.url}operations/jobs/${job}`)).text();
    return { code, output, outcome, reason: reason ?? '', page };
  };
  const by = { schema: SCHEMA, by: 'dana', reason: 'quota' };

  await setControl(store.pool, { ...by, job: 'metadata-drain', enabled: false });
  const off = await start('metadata-drain');
  expect(off).toMatchObject({ code: 0, outcome: 'disabled', reason: 'disabled by dana: quota' });
  for (const words of ['did not run: switched off', off.reason]) expect(off.page).toContain(words);

  const { rows } = await store.pool.query<{ start: string; end: string }>(
    `select to_char(at + interval '2 hours', 'HH24:MI') as start, to_char(at + interval '3 hours', 'HH24:MI') as end
       from (select now() at time zone 'Asia/Jerusalem' as at) now`,
  );
  const window = { start: '', end: '', ...rows[0], zone: 'Asia/Jerusalem' };
  await setControl(store.pool, { ...by, job: 'halacha-drain', window });
  const outside = await start('halacha-drain');
  expect(outside).toMatchObject({ code: 0, outcome: 'disabled' });
  expect(outside.reason).toBe(`outside its window ${window.start}-${window.end} Asia/Jerusalem`);
  expect(outside.page).toContain(outside.reason);

  await store.pool.query(
    `insert into ezer.job_run (id, job, slot, pid, host, started_at, alive_until)
     values (gen_random_uuid(), 'digest', 1, 1, 'elsewhere', now() - interval '1 minute', now() + interval '1 hour')`,
  );
  const second = await start('digest');
  expect(second).toMatchObject({ code: 0, outcome: 'already-running' });
  for (const words of ['already running', second.reason]) expect(second.page).toContain(words);

  // The database of a newer version, with a step that this build cannot live with.
  await store.pool.query(
    `insert into ezer.schema_migration (number, name, checksum, chain, breaking, applied_at, duration_ms)
     values (9999, 'of_tomorrow', 'x', 'x', true, now(), 0)`,
  );
  const behind = await start('court-fetch');
  expect(behind).toMatchObject({ code: 3, outcome: 'schema-behind' });
  expect(behind.reason).toContain('9999_of_tomorrow');
  for (const words of ['schema does not fit', '9999_of_tomorrow']) expect(behind.page).toContain(words);
  expect(behind.output).toContain('schema-behind');
});
