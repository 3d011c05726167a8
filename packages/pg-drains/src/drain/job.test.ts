import { describe, expect, test } from 'vitest';
import { PermanentError, SchemaBehindError } from './errors.ts';
import { EXIT } from './job.ts';
import { done, job } from './testing/job.ts';
import { library, schema } from './testing/library.ts';

describe('a job', () => {
  test('leaves one line, one row and one exit code', async () => {
    const lib = await library();
    await lib.stock(3);
    const start = performance.now();
    const { exitCode, lines, runId, seconds } = await job(lib, done);
    expect(exitCode).toBe(0);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual((performance.now() - start) / 1000);
    expect(lines).toEqual([expect.stringMatching(/^read-drain drained claimed=3 done=3 seconds=\d+\.\d$/)]);
    expect(
      await lib.one(
        `select outcome, (counts ->> 'done')::int as done, ended_at is not null as ended, slot from $S.job_run where id = $1`,
        [runId],
      ),
    ).toEqual({ outcome: 'drained', done: 3, ended: true, slot: null });
  });

  test('exits with 0 for everything that is as it should be, and not otherwise', async () => {
    const lib = await library();
    expect((await job(lib, done)).outcome).toBe('nothing-to-do');
    await lib.stock(1);
    const dead = await job(lib, () => {
      throw new PermanentError('withdrawn');
    });
    expect([dead.outcome, dead.exitCode]).toEqual(['failures', 1]);
    const behind = await job(lib, done, {
      prepare: () => Promise.reject(new SchemaBehindError('the database is newer than this build')),
    });
    expect([behind.outcome, behind.exitCode]).toEqual(['schema-behind', 3]);
    expect(new Set(Object.values(EXIT))).toEqual(new Set([0, 1, 3]));
  });

  test('that throws is a failure with its reason, never a stack trace', async () => {
    const lib = await library();
    const { outcome, lines } = await job(lib, done, {
      work: () => Promise.reject(new Error('no such table', { cause: 'x' })),
    });
    expect(outcome).toBe('failures');
    expect(lines).toEqual([
      expect.stringMatching(/^read-drain failures seconds=.* reason="Error: no such table ← x"$/),
    ]);
    expect(await lib.one(`select outcome, summary ->> 'reason' as reason from $S.job_run`)).toEqual({
      outcome: 'failures',
      reason: 'Error: no such table ← x',
    });
  });

  test('without a database says so and does not hang', async () => {
    const lib = await library();
    await lib.pool.query(`drop schema "${schema}" cascade`);
    const { exitCode, lines } = await job(lib, done);
    expect(exitCode).toBe(1);
    expect(lines[0]).toMatch(/does not exist.*not-recorded=/);
  });
});
