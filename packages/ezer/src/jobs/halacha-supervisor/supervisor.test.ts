import { createServer } from 'node:http';
import { sql } from 'kysely';
import { closeAlarm, openAlarm } from 'pg-drains';
import { describe, expect, onTestFinished, test } from 'vitest';
import { libraryOf } from '../../../../../testing/catalogue.ts';
import { folderOf, RULE, ruling } from '../../../../../testing/rulings.ts';
import { readStatus } from '../../status/index.ts';
import { SCHEMA } from '../../store/database.ts';
import { type Action, decide, type Snapshot } from './decide.ts';
import { tellWebhook, type WebhookMessage } from './webhook.ts';

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
    [
      'a backlog of more than a day that is being drained',
      { ready: 1, oldestReadySeconds: 25 * 3600, progressSeconds: 1 },
      ['open metadata:behind info'],
    ],
    ['an item that fails again and again', { failingAgain: 1 }, ['open metadata:failing warning']],
    ['readings that shrank', { shrunk: 2 }, ['open metadata:shrunk warning']],
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
    ['switched off, with nothing else amiss', { refusal: 'disabled' }, []],
  ])('job: %s', (_, seen, expected) => {
    expect(said({ jobs: [job(seen)] })).toEqual(expected);
  });

  test('of a job that is switched off no run is asked for', () => {
    const queues = [queue({ ready: 1, oldestReadySeconds: 31 * 60, progressSeconds: null })];
    expect(said({ queues, jobs: [job({ refusal: 'disabled' })] })).toEqual(['open metadata:stalled warning']);
  });

  const until = new Date('2035-02-03T04:05:00Z');
  const provider = { engine: 'model', limitedUntil: null, spentToday: 0, dailyCap: 10 };
  const reader = job({ job: 'halacha-drain', queue: 'halacha' });
  test.each<[string, Partial<Snapshot>, string[]]>([
    ['a source silent for four working days', { sources: [{ name: 'court', silentWorkingDays: 4 }] }, []],
    [
      'a source silent for five working days',
      { sources: [{ name: 'court', silentWorkingDays: 5 }] },
      ['open court:silent warning'],
    ],
    [
      'a provider that said to wait',
      { providers: [{ ...provider, limitedUntil: until }], jobs: [reader] },
      ['open model:limited info', `pause halacha-drain ${until.toISOString()}`],
    ],
    [
      'two providers that said to wait: until the later one',
      {
        providers: [
          { ...provider, engine: 'a', limitedUntil: until },
          { ...provider, engine: 'b', limitedUntil: new Date('2035-02-03T04:01:00Z') },
        ],
        jobs: [reader],
      },
      ['open a:limited info', 'open b:limited info', `pause halacha-drain ${until.toISOString()}`],
    ],
    [
      'a provider that said to wait, with the job paused already',
      { providers: [{ ...provider, limitedUntil: until }], jobs: [{ ...reader, refusal: 'paused' }] },
      ['open model:limited info'],
    ],
    ['spending below the mark', { providers: [{ ...provider, spentToday: 7.9 }] }, []],
    ['spending near its cap', { providers: [{ ...provider, spentToday: 8 }] }, ['open model:spending warning']],
    ['spending at its cap', { providers: [{ ...provider, spentToday: 10 }] }, ['open model:spending critical']],
    ['spending without a cap', { providers: [{ ...provider, spentToday: 999, dailyCap: null }] }, []],
    [
      'a quote that is not in its text, while the reader may run',
      { ungrounded: 1, jobs: [reader] },
      ['open halacha:ungrounded critical', 'stop halacha-drain'],
    ],
    [
      'a quote that is not in its text, with the reader stopped already',
      { ungrounded: 1, jobs: [{ ...reader, refusal: 'disabled' }] },
      ['open halacha:ungrounded critical'],
    ],
    ['a withdrawn decision that can be found', { withdrawnInIndex: 1 }, ['open search:withdrawn critical']],
  ])('library: %s', (_, seen, expected) => {
    expect(said(seen)).toEqual(expected);
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
    const failing = { failingAgain: 1, shrunk: 1 };
    const worst = snapshot({
      queues: [
        queue({ dead: 1, held: 1, stale: 1, ready: 1, oldestReadySeconds: 9999, progressSeconds: null, ...failing }),
        queue({ queue: 'halacha', ready: 1, oldestReadySeconds: 1e6, progressSeconds: 1 }),
      ],
      sources: [{ name: 'court', silentWorkingDays: 9 }],
      providers: [{ engine: 'model', limitedUntil: new Date(), spentToday: 9, dailyCap: 9 }],
      withdrawnInIndex: 1,
      jobs: [job({ lastStartSeconds: 9999, lastOutcome: 'failures', lost: true })],
      ungrounded: 1,
      refusedDocuments: 1,
    });
    const reasons = decide(worst).flatMap((action) => (action.kind === 'open-alarm' ? [action.reason] : []));
    expect(reasons).toHaveLength(16);
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

  test('sees shrinking readings, failing items, a silent court, a provider’s limit and what was withdrawn', async () => {
    const { store, run } = await libraryOf(await folderOf({ 'a.txt': ruling({ reasons: [RULE] }) }));
    await run('metadata-drain');
    await run('halacha-drain');
    await sql`update ezer.work set result = '{"found": 1, "before": 3}' where queue = 'halacha'`.execute(store.db);
    await sql`insert into ezer.work (queue, subject, input, attempts) values ('metadata', 'x', '1', 3)`.execute(
      store.db,
    );
    await sql`insert into ezer.source (name, adapter, created_at) values ('court', 'court-site', now() - interval '60 days')`.execute(
      store.db,
    );
    await sql`insert into ezer.engine_call (engine, engine_version, outcome) values ('model', '1', 'rate-limited')`.execute(
      store.db,
    );
    await sql`update ezer.decision set status = 'removed'`.execute(store.db);
    expect(await run('halacha-supervisor')).toMatchObject({ outcome: 'drained', paused: 1 });
    const alarms = (await readStatus(store.db)).alarms.map((alarm) => alarm.key).sort();
    expect(alarms).toEqual(['court:silent', 'halacha:shrunk', 'metadata:failing', 'model:limited', 'search:withdrawn']);
    const control = await store.db.selectFrom('job_control').selectAll().executeTakeFirstOrThrow();
    expect(control).toMatchObject({ job: 'halacha-drain', changed_by: 'halacha-supervisor', enabled: true });
    expect(control.paused_until?.getTime()).toBeGreaterThan(Date.now());
  });
});

describe('the webhook', () => {
  test('is told once what opened and once what closed, and again what it did not take', async () => {
    const { store } = await libraryOf(await folderOf({}));
    const heard: WebhookMessage[] = [];
    const answers = [500, 204, 204];
    const url = await receiver((body) => {
      heard.push(JSON.parse(body));
      return answers.shift() ?? 204;
    });
    const at = { schema: SCHEMA, key: 'metadata:dead' };
    await openAlarm(store.pool, { ...at, severity: 'critical', reason: 'one <b>item</b> is dead' });
    expect(await tellWebhook(store.db, undefined)).toEqual({ told: 0, problem: null });
    expect(await tellWebhook(store.db, url)).toMatchObject({ told: 0, problem: expect.stringContaining('500') });
    expect(await tellWebhook(store.db, url)).toEqual({ told: 1, problem: null });
    expect(await tellWebhook(store.db, url)).toEqual({ told: 0, problem: null });
    await closeAlarm(store.pool, at);
    expect(await tellWebhook(store.db, url)).toEqual({ told: 1, problem: null });
    expect(heard.map(({ alarms }) => alarms.map(({ key, what }) => `${key} ${what}`))).toEqual([
      ['metadata:dead opened'],
      ['metadata:dead opened'],
      ['metadata:dead closed'],
    ]);
    expect(heard[0]?.text).toBe('critical: one <b>item</b> is dead');
  });

  test('hears nothing of what opened and closed again before it could be told', async () => {
    const { store } = await libraryOf(await folderOf({}));
    const at = { schema: SCHEMA, key: 'metadata:dead' };
    await openAlarm(store.pool, { ...at, severity: 'critical', reason: 'test' });
    await closeAlarm(store.pool, at);
    expect(await tellWebhook(store.db, await receiver(() => 204))).toEqual({ told: 0, problem: null });
  });

  test('that is not there costs a word, and no alarm', async () => {
    const { store } = await libraryOf(await folderOf({}));
    await openAlarm(store.pool, { schema: SCHEMA, key: 'x:dead', severity: 'critical', reason: 'test' });
    const answer = await tellWebhook(store.db, 'http://127.0.0.1:1/hook');
    expect(answer).toMatchObject({ told: 0, problem: expect.stringContaining('cannot be reached') });
    expect(await store.db.selectFrom('alarm_told').selectAll().execute()).toEqual([]);
  });
});

/** An HTTP server that answers each post with the status that `onBody` gives. */
async function receiver(onBody: (body: string) => number): Promise<string> {
  const server = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => answer.writeHead(onBody(body)).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;
}

function said(seen: Partial<Snapshot>): string[] {
  return decide(snapshot(seen)).map(inWords);
}

function inWords(action: Action): string {
  switch (action.kind) {
    case 'open-alarm':
      return `open ${action.key} ${action.severity}`;
    case 'close-alarm':
      return `close ${action.key}`;
    case 'request-run':
      return `run ${action.job}`;
    case 'pause':
      return `pause ${action.job} ${action.until.toISOString()}`;
    case 'stop':
      return `stop ${action.job}`;
  }
}

function snapshot(seen: Partial<Snapshot> = {}): Snapshot {
  return {
    queues: [queue()],
    jobs: [job()],
    sources: [],
    providers: [],
    openAlarms: [],
    ungrounded: 0,
    withdrawnInIndex: 0,
    refusedDocuments: 0,
    ...seen,
  };
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
    failingAgain: 0,
    shrunk: 0,
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
    refusal: null,
    ...seen,
  };
}
