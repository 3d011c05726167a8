import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWire } from '../migrate/testing/wire.ts';
import { requestRun, setControl } from './control.ts';
import { runDrain } from './drain.ts';
import { SchemaBehindError } from './errors.ts';
import { nothingToDo } from './idle.ts';
import { type JobOptions, runJob } from './job.ts';
import { type Library, library, pages, schema } from './testing/library.ts';
import type { DrainSummary } from './types.ts';

const NOTHING = { outcome: 'nothing-to-do', claimed: 0, done: 0 } as DrainSummary;

/** A process that starts the job: a connection of its own, whose statements are counted. */
async function start(lib: Library, more: Partial<JobOptions<DrainSummary>> = {}) {
  const wire = await openWire(lib.url);
  const pool = new pg.Pool({ connectionString: wire.url });
  onTestFinished(() => pool.end());
  const report = await runJob({
    name: 'read-drain',
    pool,
    schema,
    prepared: 'true',
    prepare: () => Promise.reject(new Error('prepare was called')),
    idle: nothingToDo(pages(), NOTHING),
    work: ({ signal }) =>
      runDrain({ pool, schema, queue: 'read', job: 'read-drain', signal, handle: () => ({ result: 1 }) }),
    print: () => {},
    ...more,
  });
  return { ...report, statements: wire.statements.reduce((sum, n) => sum + n, 0) };
}

const row = (lib: Library, runId: string) =>
  lib.one(
    `select outcome, counts, summary ->> 'reason' as reason, ended_at is not null as ended, slot
       from $S.job_run where id = $1`,
    [runId],
  );

describe('a start that has nothing to do', () => {
  test('is one statement, schema check and row included', async () => {
    const lib = await library();
    await lib.stock(3);
    expect(await start(lib)).toMatchObject({ outcome: 'drained', counts: { done: 3 } });
    const { statements, runId, line, exitCode } = await start(lib, { concurrency: 1 });
    expect(statements).toBe(1);
    expect([line, exitCode]).toEqual([expect.stringMatching(/^read-drain nothing-to-do seconds=\d/), 0]);
    expect(await row(lib, runId)).toEqual({
      outcome: 'nothing-to-do',
      counts: {}, // none but zeros
      reason: null,
      ended: true,
      slot: null,
    });
  });

  test('ten of them at once are one statement each, and all are recorded', async () => {
    const lib = await library();
    const starts = await Promise.all(Array.from({ length: 10 }, () => start(lib)));
    expect(starts.map(({ statements, outcome }) => [statements, outcome])).toEqual(
      starts.map(() => [1, 'nothing-to-do']),
    );
    expect(await lib.one('select count(*)::int as runs from $S.job_run where ended_at is not null')).toEqual({
      runs: 10,
    });
  });

  test('has answered the wish for a run', async () => {
    const lib = await library();
    await requestRun(lib.pool, { schema, job: 'read-drain', reason: 'new pages', by: 'dana' });
    await requestRun(lib.pool, { schema, job: 'other-drain', reason: 'new pages', by: 'dana' });
    const { statements, runId } = await start(lib);
    expect(statements).toBe(1);
    const { rows } = await lib.pool.query(`select job, run_id from "${schema}".run_request order by job desc`);
    expect(rows).toEqual([
      { job: 'read-drain', run_id: runId },
      { job: 'other-drain', run_id: null },
    ]);
  });

  test('waits for no disk, and only such a start does not', async () => {
    const lib = await library();
    const commits = async (more: Partial<JobOptions<DrainSummary>>) => {
      const pool = new pg.Pool({ connectionString: lib.url, max: 1 });
      onTestFinished(() => pool.end());
      // A deferred trigger runs as the last of the transaction, so it sees what the commit will go by.
      await start(lib, { ...more, pool });
      return (await lib.one<{ commit: string }>('select string_agg(commit, $1) as commit from $S.seen', [' '])).commit;
    };
    await lib.pool.query(`alter database "${new URL(lib.url).pathname.slice(1)}" set synchronous_commit to 'on'`);
    await lib.pool.query(`
      create table "${schema}".seen (commit text);
      create function "${schema}".look() returns trigger language plpgsql as
        $$ begin insert into "${schema}".seen values (current_setting('synchronous_commit')); return null; end $$;
      create constraint trigger look after insert on "${schema}".job_run deferrable initially deferred
        for each row execute function "${schema}".look()`);
    expect(await commits({})).toBe('off');
    await lib.pool.query(`truncate "${schema}".seen`);
    await lib.stock(1);
    expect(await commits({})).toBe('on');
  });

  test('works all the same when a run of its job died: what that one owed is not in the queue', async () => {
    const lib = await library();
    await lib.pool.query(
      `insert into "${schema}".job_run (id, job, pid, host, alive_until)
       values (gen_random_uuid(), 'read-drain', 1, 'gone', now() - interval '1 second')`,
    );
    let worked = 0;
    const work = async () => {
      worked += 1;
      return NOTHING;
    };
    await start(lib, { work });
    await start(lib, { work });
    expect(worked).toBe(1);
    expect(await lib.one(`select count(*)::int as n from $S.job_run where outcome = 'vanished'`)).toEqual({ n: 1 });
  });
});

describe('a start that is refused', () => {
  const refusals = {
    'switched off': { enabled: false },
    paused: { pausedUntil: new Date('2999-01-01T00:00:00Z') },
  };
  test.each(Object.entries(refusals))('%s: is one statement, and a row that says why', async (_, switches) => {
    const lib = await library();
    await lib.stock(1);
    await setControl(lib.pool, { schema, job: 'read-drain', by: 'dana', reason: 'quota', ...switches });
    await requestRun(lib.pool, { schema, job: 'read-drain', reason: 'now', by: 'dana' });
    const { statements, outcome, reason, exitCode, runId } = await start(lib);
    expect([statements, outcome, exitCode]).toEqual([1, 'disabled', 0]);
    expect(reason).toContain('quota');
    expect(await row(lib, runId)).toEqual({ outcome: 'disabled', counts: {}, reason, ended: true, slot: null });
    // The wish is kept for the day on which it may run.
    expect(await lib.one('select taken_at from $S.run_request')).toEqual({ taken_at: null });
  });

  test('by the limit: the same', async () => {
    const lib = await library();
    await lib.stock(1);
    const running = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const first = start(lib, {
      concurrency: 1,
      work: async () => {
        running.resolve();
        await leave.promise;
        return NOTHING;
      },
    });
    await running.promise;
    const { statements, outcome, reason, runId } = await start(lib, { concurrency: 1 });
    expect([statements, outcome]).toEqual([1, 'already-running']);
    expect(await row(lib, runId)).toMatchObject({ outcome: 'already-running', reason, ended: true, slot: null });
    leave.resolve();
    await first;
  });

  test('by a schema that is another: is seen where the table takes the row, and nothing else is touched', async () => {
    const lib = await library();
    await lib.stock(1);
    const behind = { prepared: 'false', prepare: () => Promise.reject(new SchemaBehindError('newer than this build')) };
    const { outcome, exitCode, runId } = await start(lib, behind);
    expect([outcome, exitCode]).toEqual(['schema-behind', 3]);
    expect(await row(lib, runId)).toMatchObject({ outcome: 'schema-behind', reason: expect.stringContaining('newer') });
    expect(await lib.states()).toEqual(['p0001 ready']);

    await lib.pool.query(`alter table "${schema}".job_run add column lane text not null default '';
      alter table "${schema}".job_run alter column lane drop default`);
    const { line } = await start(lib, behind);
    expect(line).toMatch(/schema-behind .*newer than this build.*not-recorded=.*lane/);
  });
});

describe('the schema', () => {
  test('is made by `prepare` when it is not there or is behind, and then the run begins', async () => {
    const lib = await library();
    await lib.stock(1);
    await lib.pool.query(`alter table "${schema}".job_run rename to job_run_of_old`);
    let prepared = 0;
    const prepare = async () => {
      prepared += 1;
      await lib.pool.query(`alter table if exists "${schema}".job_run_of_old rename to job_run`);
    };
    expect(await start(lib, { prepare })).toMatchObject({ outcome: 'drained' });
    expect(prepared).toBe(1);
    expect(await start(lib, { prepare, prepared: 'false' })).toMatchObject({ outcome: 'nothing-to-do' });
    expect(prepared).toBe(2);
  });

  test('is not asked about twice when the server is what fails', async () => {
    const lib = await library();
    const { outcome, line } = await start(lib, { prepared: '1 / (select 0) = 1' });
    expect(outcome).toBe('failures');
    expect(line).toContain('division by zero');
  });
});
