import { requestRun } from 'pg-drains';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { SCHEMA } from '../store/database.ts';
import { type SchedulerEvent, type SchedulerOptions, startScheduler } from './index.ts';

/** A scheduler whose jobs are small programs; ended with the test. */
function schedule(programs: Record<string, string>, options: Partial<SchedulerOptions> = {}) {
  const events: SchedulerEvent[] = [];
  const scheduler = startScheduler({
    patterns: [],
    chain: [],
    openRequests: async () => [],
    requestSeconds: 0.02,
    command: (job) => [process.execPath, '-e', programs[job] ?? ''],
    onEvent: (event) => events.push(event),
    ...options,
  });
  onTestFinished(() => scheduler.stop());
  const seen = <K extends SchedulerEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<SchedulerEvent, { kind: K }> => event.kind === kind);
  return { scheduler, events, seen, until: <T>(look: () => T) => vi.waitFor(look, { timeout: 20_000, interval: 10 }) };
}

const every = (job: string) => ({ job, pattern: '* * * * * *', zone: 'Asia/Jerusalem' });
/** Says so when it is up, and ends in order, with a last line, when it is asked to. */
const ENDS_WHEN_ASKED = `
  process.once('SIGTERM', () => { console.log('ended in order'); process.exit(0); });
  console.log('up'); setInterval(() => {}, 1000);`;

test('the chain runs once, each job after the one before', async () => {
  const { scheduler, events } = schedule({ a: '', b: 'process.exit(1)', c: '' }, { chain: ['a', 'b', 'c'] });
  const ends = await scheduler.chain;
  expect(ends.map(({ job, code }) => [job, code])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 0],
  ]);
  expect(events.map((event) => `${event.kind} ${'job' in event ? event.job : ''}`)).toEqual(
    ['a', 'b', 'c'].flatMap((job) => [`started ${job}`, `ended ${job}`]),
  );
});

test('what a job writes arrives line by line, on both streams, before its end', async () => {
  const { scheduler, events } = schedule(
    { a: `console.log('one\\nשתיים'); process.stderr.write('unfinished line')` },
    { chain: ['a'] },
  );
  await scheduler.chain;
  const lines = events.flatMap((event) => (event.kind === 'line' ? [`${event.stream}: ${event.line}`] : []));
  expect(lines.sort()).toEqual(['error: unfinished line', 'out: one', 'out: שתיים']);
  expect(events.at(-1)).toMatchObject({ kind: 'ended', code: 0 });
});

test('a job has ended when its process has, though something that it left behind keeps its output open', async () => {
  const leaves = `
    const left = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 120_000)'],
      { stdio: 'inherit', detached: true });
    console.log(left.pid); left.unref();`;
  const { scheduler, seen } = schedule({ a: leaves }, { chain: ['a'] });
  onTestFinished(() => {
    const pid = Number(seen('line')[0]?.line);
    if (pid > 0) process.kill(pid, 'SIGKILL');
  });
  expect(await scheduler.chain).toMatchObject([{ job: 'a', code: 0 }]);
});

test('a job is a process group of its own, so that Ctrl-C at a terminal reaches it once', async () => {
  const { seen, until } = schedule({ a: ENDS_WHEN_ASKED }, { chain: ['a'] });
  await until(() => expect(seen('line')).toHaveLength(1));
  const pid = seen('started')[0]?.pid ?? 0;
  expect(process.kill(-pid, 0)).toBe(true); // throws where there is no group of this number
});

test('a job that still runs at its minute is not started again, and that is said', async () => {
  const { seen, until } = schedule({ slow: ENDS_WHEN_ASKED }, { patterns: [every('slow')] });
  await until(() => expect(seen('still-running').length).toBeGreaterThanOrEqual(2));
  expect(seen('started')).toHaveLength(1);
  expect(seen('still-running')[0]?.pid).toBe(seen('started')[0]?.pid);
});

test('a job that ended is started at its next minute', async () => {
  const { seen, until } = schedule({ quick: '' }, { patterns: [every('quick')] });
  await until(() => expect(seen('ended').length).toBeGreaterThanOrEqual(2));
  expect(seen('started')[0]).toMatchObject({ why: 'timetable' });
});

test('the chain waits for a run of its job that the timetable has just started', async () => {
  const programs = { a: 'setTimeout(() => {}, 1500)', b: ENDS_WHEN_ASKED };
  const { scheduler, seen, until } = schedule(programs, { chain: ['a', 'b'], patterns: [every('b')] });
  await until(() => expect(seen('ended').map(({ job }) => job)).toEqual(['a']));
  await until(() => expect(seen('still-running').length).toBeGreaterThan(0));
  expect(seen('started').filter(({ job }) => job === 'b')).toHaveLength(1);
  await scheduler.stop();
  expect((await scheduler.chain).map(({ job }) => job)).toEqual(['a', 'b']);
});

test('stop asks every job to end and waits for it', async () => {
  const { scheduler, seen, until } = schedule({ a: ENDS_WHEN_ASKED, b: '' }, { chain: ['a', 'b'] });
  await until(() => expect(seen('line')).toHaveLength(1));
  await Promise.all([scheduler.stop(), scheduler.stop()]);
  expect(seen('line').map(({ line }) => line)).toEqual(['up', 'ended in order']);
  expect(seen('ended')).toMatchObject([{ job: 'a', code: 0, signal: null }]);
  expect(await scheduler.chain).toHaveLength(1);
});

test('whoever was stopped starts nothing more', async () => {
  const stopped = schedule({ a: '' }, { patterns: [every('a')] });
  await stopped.until(() => expect(stopped.seen('started').length).toBeGreaterThan(0));
  await stopped.scheduler.stop();
  const before = stopped.events.length;
  const other = schedule({ a: '' }, { patterns: [every('a')] }); // its clock shows that the minutes went on
  await other.until(() => expect(other.seen('started').length).toBeGreaterThanOrEqual(2));
  expect(stopped.events.length).toBe(before);
});

test('a job that does not end in time is killed', async () => {
  const deaf = `process.on('SIGTERM', () => console.log('heard')); console.log('up'); setInterval(() => {}, 1000)`;
  const { scheduler, seen, until } = schedule({ deaf }, { chain: ['deaf'], stopSeconds: 0.2 });
  await until(() => expect(seen('line')).toHaveLength(1));
  await scheduler.stop();
  expect(seen('line').at(-1)?.line).toBe('heard');
  expect(seen('ended')).toMatchObject([{ signal: 'SIGKILL' }]);
});

test('a job that hangs is ended and said, deaf or not, and its next minute starts it again', async () => {
  const programs = {
    hanging: 'setInterval(() => {}, 1000)',
    deaf: `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`,
    quick: '',
  };
  const options = {
    chain: ['quick', 'hanging', 'deaf'],
    endSeconds: 4, // long enough for Node to be up, and its handler with it
    stopSeconds: 0.2,
    patterns: [every('hanging')],
  };
  const { scheduler, seen, until } = schedule(programs, options);
  const ends = await scheduler.chain;
  expect(ends.map(({ job, code, signal }) => [job, code ?? signal])).toEqual([
    ['quick', 0],
    ['hanging', 'SIGTERM'],
    ['deaf', 'SIGKILL'],
  ]);
  // The one that came to its end in time is long past its deadline now, and nobody asks after it.
  expect(new Set(seen('overdue').map(({ job }) => job))).toEqual(new Set(['hanging', 'deaf']));
  await until(() => expect(seen('started').filter(({ job }) => job === 'hanging').length).toBeGreaterThan(1));
});

test('a job that cannot be started is told, and the chain goes on', async () => {
  const command = (job: string) => (job === 'absent' ? ['/nowhere/program'] : [process.execPath, '-e', '']);
  const { scheduler } = schedule({}, { chain: ['absent', 'present'], command });
  const [absent, present] = await scheduler.chain;
  expect(absent?.problem).toContain('ENOENT');
  expect(present).toMatchObject({ code: 0, problem: null });
});

test('a wish whose run does not take it is not served again and again', async () => {
  let asked = 0;
  const openRequests = async () => {
    asked += 1;
    return [{ id: '1', job: 'a', reason: 'why not' }];
  };
  const { seen, until } = schedule({ a: '' }, { openRequests });
  await until(() => expect(seen('ended')).toHaveLength(1));
  const then = asked;
  await until(() => expect(asked).toBeGreaterThan(then + 3));
  expect(seen('started')).toMatchObject([{ why: 'request', reason: 'why not' }]);
});

test('a wish for a job that is at work waits for its end', async () => {
  let asked = 0;
  const openRequests = async () => {
    asked += 1;
    return [{ id: '1', job: 'a', reason: '' }];
  };
  const { seen, until } = schedule({ a: ENDS_WHEN_ASKED }, { chain: ['a'], openRequests });
  await until(() => expect(seen('line')).toHaveLength(1));
  const then = asked;
  await until(() => expect(asked).toBeGreaterThan(then + 3));
  expect(seen('started')).toMatchObject([{ why: 'chain' }]);
  const pid = seen('started')[0]?.pid;
  if (pid === undefined) throw new Error('the job has no process');
  process.kill(pid, 'SIGTERM');
  await until(() => expect(seen('started')).toMatchObject([{ why: 'chain' }, { why: 'request' }]));
});

test('wishes that cannot be read are told once an outage, and read when that is possible again', async () => {
  let asked = 0;
  const openRequests = async () => {
    asked += 1;
    if (asked < 5 || (asked > 6 && asked < 10)) throw new Error(`no database ${asked < 5 ? 1 : 2}`);
    return asked < 10 ? [] : [{ id: '1', job: 'a', reason: '' }];
  };
  const { seen, until } = schedule({ a: '' }, { openRequests });
  await until(() => expect(seen('ended')).toHaveLength(1));
  expect(seen('requests-unread').map(({ problem }) => problem)).toEqual(['no database 1', 'no database 2']);
});

test('a run_request starts the real job at once, and its run takes the wish', async () => {
  const { store, url } = await testLibrary();
  const openRequests = () =>
    store.db.selectFrom('run_request').select(['id', 'job', 'reason']).where('taken_at', 'is', null).execute();
  const env = { ...process.env, DATABASE_URL: url, EZER_SAMPLES: 'off' };
  const { seen, until } = schedule({}, { openRequests, env, command: undefined });
  await requestRun(store.pool, { schema: SCHEMA, job: 'halacha-supervisor', reason: 'now', by: 'test' });
  await until(() => expect(seen('ended')).toHaveLength(1));
  expect(seen('ended')[0]).toMatchObject({ job: 'halacha-supervisor', code: 0 });
  expect(seen('line').at(-1)?.line).toMatch(/^halacha-supervisor drained/);
  const wishes = await store.db
    .selectFrom('run_request')
    .innerJoin('job_run', 'job_run.id', 'run_request.run_id')
    .select(['job_run.job', 'outcome'])
    .execute();
  expect(wishes).toEqual([{ job: 'halacha-supervisor', outcome: 'drained' }]);
});
