import { expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { isLinkingOwed } from './idle.ts';

/** Runs of a job: outcome, what its summary says, and the minutes ago at which it started and ended. */
type Run = [outcome: string, summary: object, started: number, ended: number];

const died: Run = ['vanished', {}, 60, 50];
const linked = (started: number): Run => ['drained', { linked: 0 }, started, started - 1];
const idle: Run = ['nothing-to-do', {}, 10, 9];

const rows: [string, Run[], boolean][] = [
  ['when none ever ran', [], false],
  ['when none had anything to do', [idle], false],
  ['after a run that died', [died], true],
  ['after a run that failed before it linked', [['failures', {}, 60, 50]], true],
  ['after a run that failed for another reason, and linked', [['failures', { linked: 3 }, 60, 50]], false],
  ['after one that died, when one has linked since', [died, linked(40)], false],
  ['after one that died since the last linking', [linked(90), died], true],
  [
    'after one that died while another was linking: it may have read what that one did not see',
    [linked(55), died],
    true,
  ],
  ['after one that died, when the next had nothing to do', [died, idle], true],
  [
    'after one that died, among many that had nothing to do before it',
    [...Array(60).fill(['nothing-to-do', {}, 90, 89]), died],
    true,
  ],
];

test('linking is owed after a run that ended without it, until one has linked', async () => {
  const { store } = await testLibrary();
  for (const [when, runs, owed] of rows) {
    await store.pool.query('delete from ezer.job_run');
    for (const [outcome, summary, started, ended] of runs)
      await store.pool.query(
        `insert into ezer.job_run (id, job, pid, host, started_at, alive_until, ended_at, outcome, summary)
         values (gen_random_uuid(), 'digest', 1, 'h', now() - $1 * interval '1 minute', now(), now() - $2 * interval '1 minute', $3, $4)`,
        [started, ended, outcome, summary],
      );
    expect(await isLinkingOwed(store.pool, 'digest'), when).toBe(owed);
    expect(await isLinkingOwed(store.pool, 'metadata-drain'), when).toBe(false);
  }
});
