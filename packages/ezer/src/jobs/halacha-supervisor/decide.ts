import type { QueueDepth, Severity } from 'pg-drains';

/** What the supervisor sees, read in one go. Times in seconds before now. */
export interface Snapshot {
  queues: readonly (QueueDepth & {
    progressSeconds: number | null;
    /** items that were claimed at least three times and are still not done */
    failingAgain: number;
    /** readings of the last day that found less than half of what the reading before had found */
    shrunk: number;
  })[];
  jobs: readonly {
    job: string;
    queue: string | null;
    lastStartSeconds: number | null;
    /** of the newest run that ended: while the next one is at work, and other starts find it so, the failure stands */
    lastOutcome: string | null;
    /** a run whose process is gone without a word */
    lost: boolean;
    expectedEverySeconds: number;
    /** null: not switched off, not paused */
    refusal: string | null;
  }[];
  /** courts’ sources only: a folder is as silent as its owner */
  sources: readonly { name: string; silentWorkingDays: number }[];
  /** models by provider; none where the rules engine alone reads */
  providers: readonly {
    engine: string;
    /** until when the provider itself said to wait */
    limitedUntil: Date | null;
    spentToday: number;
    /** null: no cap is set */
    dailyCap: number | null;
    /** midnight in Jerusalem, from which on `spentToday` is 0 again */
    dayEnds: Date;
  }[];
  openAlarms: readonly string[];
  /** quotes that do not stand in their text; the database forbids it, so anything but 0 means that a guard is gone */
  ungrounded: number;
  /** entries of the search index whose decision a court withdrew: removal walks that index, so anything but 0 is wrong */
  withdrawnInIndex: number;
  refusedDocuments: number;
}

export type Action =
  | { kind: 'open-alarm'; key: string; job: string | null; severity: Severity; reason: string }
  | { kind: 'close-alarm'; key: string }
  | { kind: 'request-run'; job: string; reason: string }
  | { kind: 'pause'; job: string; until: Date; reason: string }
  | { kind: 'stop'; job: string; reason: string };

/** A ready item this old, with nothing done since, means that nobody drains its queue. Two turns of the timetable. */
const STALLED_SECONDS = 30 * 60;
/** A queue this long behind is worth a word, also while it is being drained. */
const BEHIND_SECONDS = 24 * 3600;
const SILENT_WORKING_DAYS = 5;
const NEAR_CAP = 0.8;
const READER = 'halacha-drain';

/**
 * What is to be done, from what is seen: a pure function, so that its rules can be read and tested as a table. It
 * opens an alarm for each thing that a person should know, closes those whose cause is gone, and asks for a run where
 * work waits. It never deletes a result and never approves anything.
 */
export function decide(snapshot: Snapshot): Action[] {
  const wanted = [
    ...queueAlarms(snapshot),
    ...jobAlarms(snapshot),
    ...sourceAlarms(snapshot),
    ...providerAlarms(snapshot),
    ...lawAlarms(snapshot),
  ];
  const keys = new Set(wanted.map((alarm) => alarm.key));
  const closed = snapshot.openAlarms
    .filter((key) => !keys.has(key))
    .map((key): Action => ({ kind: 'close-alarm', key }));
  return [
    ...wanted.map((alarm): Action => ({ kind: 'open-alarm', ...alarm })),
    ...closed,
    ...holds(snapshot),
    ...runs(snapshot),
  ];
}

interface Alarm {
  key: string;
  job: string | null;
  severity: Severity;
  reason: string;
}

function queueAlarms({ queues }: Snapshot): Alarm[] {
  return queues.flatMap((queue) => {
    const alarms: Alarm[] = [];
    const waited = queue.oldestReadySeconds ?? 0;
    const about = (what: string, severity: Severity, reason: string) =>
      alarms.push({ key: `${queue.queue}:${what}`, job: null, severity, reason });
    if (queue.dead > 0)
      about(
        'dead',
        'critical',
        `${queue.queue}: ${queue.dead} item(s) are dead; see 'ezer queue', then 'ezer queue redrive ${queue.queue} --reason …'`,
      );
    if (queue.held > 0)
      about('held', 'warning', `${queue.queue}: ${queue.held} item(s) wait for a person; see 'ezer queue'`);
    if (queue.stale > 0)
      about(
        'stale',
        'info',
        `${queue.queue}: ${queue.stale} item(s) were read by an older engine; 'ezer queue redrive ${queue.queue} --state stale --reason …' releases them`,
      );
    if (queue.failingAgain > 0)
      about(
        'failing',
        'warning',
        `${queue.queue}: ${queue.failingAgain} item(s) failed three times or more; see 'ezer queue' for their errors`,
      );
    if (queue.shrunk > 0)
      about(
        'shrunk',
        'warning',
        `${queue.queue}: ${queue.shrunk} reading(s) found less than half of what was found before; see 'ezer status', and compare before approving`,
      );
    if (!isStalled(queue) && waited > BEHIND_SECONDS)
      about(
        'behind',
        'info',
        `${queue.queue}: the oldest item has waited ${Math.round(waited / 3600)} hours; see 'ezer timetable', or give its job a burst`,
      );
    if (isStalled(queue))
      about(
        'stalled',
        'warning',
        `${queue.queue}: work has waited ${Math.round(waited / 60)} minutes and nothing was done; a run was requested`,
      );
    return alarms;
  });
}

// Liveness is progress: the newest completion, not the age of a log. In a long backlog the oldest item is old while the
// drain is at full speed; it is stalled only when nothing was done for as long.
const isStalled = ({ oldestReadySeconds, progressSeconds }: Snapshot['queues'][number]): boolean =>
  (oldestReadySeconds ?? 0) > STALLED_SECONDS && (progressSeconds === null || progressSeconds > STALLED_SECONDS);

function jobAlarms({ jobs }: Snapshot): Alarm[] {
  return jobs.flatMap(({ job, lastStartSeconds, lastOutcome, lost, expectedEverySeconds }) => {
    const alarms: Alarm[] = [];
    if (lastStartSeconds !== null && lastStartSeconds > 2 * expectedEverySeconds)
      alarms.push({
        key: `${job}:missed`,
        job,
        severity: 'warning',
        reason: `${job} has not started for ${Math.round(lastStartSeconds / 60)} minutes; is the scheduler running?`,
      });
    if (lastOutcome === 'failures')
      alarms.push({
        key: `${job}:failed`,
        job,
        severity: 'warning',
        reason: `the last run of ${job} failed; see 'ezer status'`,
      });
    if (lastOutcome === 'schema-behind')
      alarms.push({
        key: `${job}:schema`,
        job,
        severity: 'warning',
        reason: `${job} did not start: its build does not fit the database; see 'ezer status', and install the newer version there`,
      });
    if (lost)
      alarms.push({
        key: `${job}:lost`,
        job,
        severity: 'warning',
        reason: `the last run of ${job} ended without a word (killed, or out of memory); its work is taken up by the next run`,
      });
    return alarms;
  });
}

function sourceAlarms({ sources }: Snapshot): Alarm[] {
  return sources
    .filter((source) => source.silentWorkingDays >= SILENT_WORKING_DAYS)
    .map(({ name, silentWorkingDays }) => ({
      key: `${name}:silent`,
      job: 'court-fetch',
      severity: 'warning',
      reason: `${name} has brought nothing for ${silentWorkingDays} working days; see 'ezer status', and look at the source itself`,
    }));
}

function providerAlarms({ providers }: Snapshot): Alarm[] {
  return providers.flatMap(({ engine, limitedUntil, spentToday, dailyCap }) => {
    const alarms: Alarm[] = [];
    if (limitedUntil !== null)
      alarms.push({
        key: `${engine}:limited`,
        job: READER,
        severity: 'info',
        reason: `${engine} asked to wait until ${limitedUntil.toISOString()}; the queue is paused until then and goes on by the next run`,
      });
    if (dailyCap !== null && spentToday >= NEAR_CAP * dailyCap)
      alarms.push({
        key: `${engine}:spending`,
        job: READER,
        severity: spentToday >= dailyCap ? 'critical' : 'warning',
        reason: `${engine} has cost ${spentToday} of ${dailyCap} today; see 'ezer status', then raise EZER_ENGINE_DAILY_CAP or wait for tomorrow`,
      });
    return alarms;
  });
}

function lawAlarms({ ungrounded, withdrawnInIndex, refusedDocuments }: Snapshot): Alarm[] {
  const alarms: Alarm[] = [];
  if (ungrounded > 0)
    alarms.push({
      key: 'halacha:ungrounded',
      job: null,
      severity: 'critical',
      reason: `${ungrounded} quote(s) do not stand in their text; do not cite them, and restore the trigger halacha_quote_grounded`,
    });
  if (withdrawnInIndex > 0)
    alarms.push({
      key: 'search:withdrawn',
      job: null,
      severity: 'critical',
      reason: `${withdrawnInIndex} withdrawn decision(s) can still be found; do not cite them, and see 'ezer doctor'`,
    });
  if (refusedDocuments > 0)
    alarms.push({
      key: 'documents:refused',
      job: null,
      severity: 'info',
      reason: `${refusedDocuments} document(s) could not be read; see 'ezer status'`,
    });
  return alarms;
}

/** What must not go on: reading without the guard of the quotes, asking while a provider says to wait or its cap is spent. */
function holds({ jobs, providers, ungrounded }: Snapshot): Action[] {
  const isOn = jobs.some(({ job, refusal }) => job === READER && refusal === null);
  if (!isOn) return [];
  if (ungrounded > 0)
    return [{ kind: 'stop', job: READER, reason: 'quotes do not stand in their text: restore the guard, then enable' }];
  const waits = providers.flatMap(({ engine, limitedUntil, spentToday, dailyCap, dayEnds }) => [
    ...(limitedUntil === null ? [] : [{ until: limitedUntil, reason: 'the provider said to wait' }]),
    ...(dailyCap === null || spentToday < dailyCap
      ? []
      : [{ until: dayEnds, reason: `${engine} has cost ${spentToday} of ${dailyCap} today` }]),
  ]);
  const [last] = waits.toSorted((a, b) => b.until.getTime() - a.until.getTime());
  return last === undefined ? [] : [{ kind: 'pause', job: READER, ...last }];
}

function runs({ queues, jobs }: Snapshot): Action[] {
  return jobs.flatMap(({ job, queue, refusal }): Action[] => {
    const depth = queues.find((each) => each.queue === queue);
    return depth && refusal === null && isStalled(depth)
      ? [{ kind: 'request-run', job, reason: 'work waits and nothing is being done' }]
      : [];
  });
}
