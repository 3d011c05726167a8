import { expect, test } from 'vitest';
import { speaker, wordFor } from '../../messages/index.ts';
import { type Action, decide, type Snapshot } from './decide.ts';

type Queue = Snapshot['queues'][number];
type Seen = Snapshot['jobs'][number];

test('nothing amiss, nothing done', () => {
  expect(decide(snapshot())).toEqual([]);
});

test.each<[string, Partial<Queue>, string[]]>([
  ['a dead item', { dead: 1 }, ['open metadata:dead critical']],
  ['a held item', { held: 1 }, ['open metadata:held warning']],
  ['a stale item', { stale: 1 }, ['open metadata:stale info']],
  ['waiting items', { waiting: 5 }, []],
  ['ready for 30 minutes', { ready: 1, oldestReadySeconds: 30 * 60, progressSeconds: null }, []],
  ['ready for 31 minutes, last progress 30 ago', { ready: 1, oldestReadySeconds: 1860, progressSeconds: 1800 }, []],
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
  ['a backlog of a day that is being drained', { ready: 1, oldestReadySeconds: 24 * 3600, progressSeconds: 1 }, []],
  [
    'a backlog of more than a day that is being drained',
    { ready: 1, oldestReadySeconds: 25 * 3600, progressSeconds: 1 },
    ['open metadata:behind info'],
  ],
  [
    'a backlog of more than a day that nobody drains: one word is enough',
    { ready: 1, oldestReadySeconds: 25 * 3600, progressSeconds: null },
    ['open metadata:stalled warning', 'run metadata-drain'],
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
  ['refused by the schema', { lastOutcome: 'schema-behind' }, ['open metadata-drain:schema warning']],
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
const dayEnds = new Date('2035-02-03T22:00:00Z');
const provider = { engine: 'model', limitedUntil: null, spentToday: 0, dailyCap: 10, dayEnds };
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
    ['open model:limited info', `pause halacha-drain ${until.toISOString()}: the provider said to wait`],
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
    [
      'open a:limited info',
      'open b:limited info',
      `pause halacha-drain ${until.toISOString()}: the provider said to wait`,
    ],
  ],
  [
    'a provider that said to wait, with the job paused already',
    { providers: [{ ...provider, limitedUntil: until }], jobs: [{ ...reader, refusal: 'paused' }] },
    ['open model:limited info'],
  ],
  ['spending below the mark', { providers: [{ ...provider, spentToday: 7.9 }] }, []],
  ['spending near its cap', { providers: [{ ...provider, spentToday: 8 }] }, ['open model:spending warning']],
  ['spending at its cap', { providers: [{ ...provider, spentToday: 10 }] }, ['open model:spending critical']],
  [
    'spending near its cap, while the reader may run',
    { providers: [{ ...provider, spentToday: 9.99 }], jobs: [reader] },
    ['open model:spending warning'],
  ],
  [
    'spending at its cap, while the reader may run, and a provider that said to wait for less',
    { providers: [{ ...provider, spentToday: 10, limitedUntil: until }], jobs: [reader] },
    [
      'open model:limited info',
      'open model:spending critical',
      `pause halacha-drain ${dayEnds.toISOString()}: model has cost 10 of 10 today`,
    ],
  ],
  [
    'spending without a cap, while the reader may run',
    { providers: [{ ...provider, spentToday: 999, dailyCap: null }], jobs: [reader] },
    [],
  ],
  [
    'a quote that is not in its text, while the reader may run',
    { ungrounded: 1, jobs: [reader] },
    [
      'open halacha:ungrounded critical',
      'stop halacha-drain: quotes do not stand in their text: restore the guard, then enable',
    ],
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

test('every alarm says of which job it is, in numbers what is amiss, and what to do or where to look', () => {
  const failing = { failingAgain: 1, shrunk: 1 };
  const worst = snapshot({
    queues: [
      queue({ dead: 1, held: 1, stale: 1, ready: 1, oldestReadySeconds: 9999, progressSeconds: null, ...failing }),
      queue({ queue: 'halacha', ready: 1, oldestReadySeconds: 1e6, progressSeconds: 1 }),
    ],
    sources: [{ name: 'court', silentWorkingDays: 9 }],
    providers: [{ engine: 'model', limitedUntil: until, spentToday: 9, dailyCap: 9, dayEnds }],
    withdrawnInIndex: 1,
    jobs: [
      job({ lastStartSeconds: 9999, lastOutcome: 'failures', lost: true }),
      job({ job: 'digest', lastOutcome: 'schema-behind' }),
    ],
    ungrounded: 1,
    refusedDocuments: 1,
  });
  const alarms = decide(worst).flatMap((action) => (action.kind === 'open-alarm' ? [action] : []));
  expect(alarms.map(({ key, job, reason }) => [key, job, reason])).toEqual([
    [
      'metadata:dead',
      null,
      "metadata: 1 item(s) are dead; see 'ezer queue', then 'ezer queue redrive metadata --reason …'",
    ],
    ['metadata:held', null, "metadata: 1 item(s) wait for a person; see 'ezer queue'"],
    [
      'metadata:stale',
      null,
      "metadata: 1 item(s) were read by an older engine; 'ezer queue redrive metadata --state stale --reason …' releases them",
    ],
    ['metadata:failing', null, "metadata: 1 item(s) failed three times or more; see 'ezer queue' for their errors"],
    [
      'metadata:shrunk',
      null,
      "metadata: 1 reading(s) found less than half of what was found before; see 'ezer status', and compare before approving",
    ],
    ['metadata:stalled', null, 'metadata: work has waited 167 minutes and nothing was done; a run was requested'],
    [
      'halacha:behind',
      null,
      "halacha: the oldest item has waited 278 hours; see 'ezer timetable', or give its job a burst",
    ],
    [
      'metadata-drain:missed',
      'metadata-drain',
      'metadata-drain has not started for 167 minutes; is the scheduler running?',
    ],
    ['metadata-drain:failed', 'metadata-drain', "the last run of metadata-drain failed; see 'ezer status'"],
    [
      'metadata-drain:lost',
      'metadata-drain',
      'the last run of metadata-drain ended without a word (killed, or out of memory); its work is taken up by the next run',
    ],
    [
      'digest:schema',
      'digest',
      "digest did not start: its build does not fit the database; see 'ezer status', and install the newer version there",
    ],
    [
      'court:silent',
      'court-fetch',
      "court has brought nothing for 9 working days; see 'ezer status', and look at the source itself",
    ],
    [
      'model:limited',
      'halacha-drain',
      'model asked to wait until 2035-02-03T04:05:00.000Z; the queue is paused until then and goes on by the next run',
    ],
    [
      'model:spending',
      'halacha-drain',
      "model has cost 9 of 9 today; see 'ezer status', then raise EZER_ENGINE_DAILY_CAP or wait for tomorrow",
    ],
    [
      'halacha:ungrounded',
      null,
      '1 quote(s) do not stand in their text; do not cite them, and restore the trigger halacha_quote_grounded',
    ],
    ['search:withdrawn', null, "1 withdrawn decision(s) can still be found; do not cite them, and see 'ezer doctor'"],
    ['documents:refused', null, "1 document(s) could not be read; see 'ezer status'"],
  ]);
  for (const { key } of alarms) {
    const what = key.slice(key.lastIndexOf(':') + 1);
    for (const words of [what, `${what}.do`]) expect(wordFor(speaker('he'), 'alarm', words)).not.toBe(words);
  }
});

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
      return `pause ${action.job} ${action.until.toISOString()}: ${action.reason}`;
    case 'stop':
      return `stop ${action.job}: ${action.reason}`;
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
