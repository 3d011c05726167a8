import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../../testing/catalogue.ts';
import { folderOf, ruling } from '../../../../../testing/rulings.ts';
import { readStatus } from '../../status/index.ts';
import { decide, type Snapshot } from './decide.ts';

type Queue = Snapshot['queues'][number];
type Seen = Snapshot['jobs'][number];

describe('decide', () => {
  test('nothing amiss, nothing done', () => {
    expect(decide(snapshot())).toEqual([]);
  });

  test.each<[string, Partial<Queue>, string[]]>([
    ['a dead item', { dead: 1 }, ['open metadata:dead critical']],
    ['a held item', { held: 1 }, ['open metadata:held warning']],
    ['a stale item', { stale: 1 }, ['open metadata:stale info']],
    ['waiting items', { waiting: 5 }, []],
    ['ready for 29 minutes', { ready: 1, oldestReadySeconds: 29 * 60, progressSeconds: null }, []],
    [
      'ready for 31 minutes',
      { ready: 1, oldestReadySeconds: 31 * 60, progressSeconds: null },
      ['open metadata:stalled warning', 'run metadata-drain'],
    ],
    [
      'ready for 31 minutes, last progress longer ago',
      { ready: 1, oldestReadySeconds: 31 * 60, progressSeconds: 31 * 60 },
      ['open metadata:stalled warning', 'run metadata-drain'],
    ],
    ['a long backlog that is being drained', { ready: 9e5, oldestReadySeconds: 5 * 3600, progressSeconds: 1 }, []],
    ['old progress and no work', { ready: 0, oldestReadySeconds: null, progressSeconds: 9e6 }, []],
  ])('queue: %s', (_, seen, expected) => {
    expect(said({ queues: [queue(seen)] })).toEqual(expected);
  });

  test.each<[string, Partial<Seen>, string[]]>([
    ['never started', { lastStartSeconds: null }, []],
    ['started two turns ago', { lastStartSeconds: 1800 }, []],
    ['started more than two turns ago', { lastStartSeconds: 1801 }, ['open metadata-drain:missed warning']],
    ['failed', { lastOutcome: 'failures' }, ['open metadata-drain:failed warning']],
    ['stopped by a switch', { lastOutcome: 'disabled' }, []],
    ['ended without a word', { lost: true }, ['open metadata-drain:lost warning']],
  ])('job: %s', (_, seen, expected) => {
    expect(said({ jobs: [job(seen)] })).toEqual(expected);
  });

  test.each<[string, Partial<Snapshot>, string[]]>([
    ['a quote that is not in its text', { ungrounded: 1 }, ['open halacha:ungrounded critical']],
    ['a refused document', { refusedDocuments: 3 }, ['open documents:refused info']],
    ['an alarm whose cause is gone', { openAlarms: ['metadata:dead'] }, ['close metadata:dead']],
    [
      'an alarm whose cause stands',
      { openAlarms: ['documents:refused'], refusedDocuments: 1 },
      ['open documents:refused info'],
    ],
  ])('library: %s', (_, seen, expected) => {
    expect(said(seen)).toEqual(expected);
  });

  test('every reason says what to do or where to look', () => {
    const worst = snapshot({
      queues: [queue({ dead: 1, held: 1, stale: 1, ready: 1, oldestReadySeconds: 9999, progressSeconds: null })],
      jobs: [job({ lastStartSeconds: 9999, lastOutcome: 'failures', lost: true })],
      ungrounded: 1,
      refusedDocuments: 1,
    });
    const reasons = decide(worst).flatMap((action) => (action.kind === 'open-alarm' ? [action.reason] : []));
    expect(reasons).toHaveLength(9);
    for (const reason of reasons) expect(reason).toMatch(/see 'ezer|redrive|requested|scheduler|restore|next run/);
  });
});

describe('work, on a real library', () => {
  test('takes back what a dead process held, opens and closes alarms, asks for a run', async () => {
    const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling(), 'empty.txt': '' }));
    await run('metadata-drain');
    await sql`insert into ezer.work (queue, subject, input, state, lease_until, lease_owner, ready_at)
      values ('halacha', 'x', '1', 'leased', now() - interval '1 minute', 'gone', now() - interval '2 hours')`.execute(
      store.db,
    );
    await sql`insert into ezer.job_run (id, job, pid, host, started_at, alive_until)
      values (ezer.new_id(), 'digest', 1, 'gone', now() - interval '3 hours', now() - interval '2 hours')`.execute(
      store.db,
    );
    expect(await run('halacha-supervisor')).toMatchObject({ outcome: 'drained', reclaimed: 1, requested: 1 });
    const requests = await store.db.selectFrom('run_request').select(['job', 'requested_by']).execute();
    expect(requests).toEqual([{ job: 'halacha-drain', requested_by: 'halacha-supervisor' }]);
    const keys = async () => (await readStatus(store.db)).alarms.map((alarm) => alarm.key).sort();
    expect(await keys()).toEqual(['digest:lost', 'digest:missed', 'documents:refused', 'halacha:stalled']);

    await run('halacha-supervisor');
    expect(await store.db.selectFrom('run_request').select('job').execute()).toHaveLength(1);

    await sql`delete from ezer.work where subject = 'x'`.execute(store.db);
    await sql`delete from ezer.job_run`.execute(store.db);
    await sql`delete from ezer.source_item where state = 'refused'`.execute(store.db);
    expect(await run('halacha-supervisor')).toMatchObject({ closed: 4, alarms: 0, requested: 0 });
    expect(await keys()).toEqual([]);
    expect(await store.db.selectFrom('decision').select('id').execute()).toHaveLength(1);
  });
});

function said(seen: Partial<Snapshot>): string[] {
  return decide(snapshot(seen)).map((action) =>
    action.kind === 'open-alarm'
      ? `open ${action.key} ${action.severity}`
      : action.kind === 'close-alarm'
        ? `close ${action.key}`
        : `run ${action.job}`,
  );
}

function snapshot(seen: Partial<Snapshot> = {}): Snapshot {
  return { queues: [queue()], jobs: [job()], openAlarms: [], ungrounded: 0, refusedDocuments: 0, ...seen };
}

function queue(seen: Partial<Queue> = {}): Queue {
  const counts = { ready: 0, leased: 0, waiting: 0, held: 0, done: 7, stale: 0, dead: 0 };
  return {
    queue: 'metadata',
    ...counts,
    oldestReadySeconds: null,
    nextAt: null,
    progressAt: null,
    progressSeconds: 60,
    ...seen,
  };
}

function job(seen: Partial<Seen> = {}): Seen {
  return {
    job: 'metadata-drain',
    queue: 'metadata',
    lastStartSeconds: 60,
    lastOutcome: 'drained',
    lost: false,
    expectedEverySeconds: 900,
    ...seen,
  };
}
