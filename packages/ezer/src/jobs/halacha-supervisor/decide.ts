import type { QueueDepth, Severity } from 'pg-drains';

/** What the supervisor sees, read in one go. Times in seconds before now. */
export interface Snapshot {
  queues: readonly (QueueDepth & { progressSeconds: number | null })[];
  jobs: readonly {
    job: string;
    queue: string | null;
    lastStartSeconds: number | null;
    /** of the newest run that ended: while the next one is at work, the failure stands */
    lastOutcome: string | null;
    /** a run whose process is gone without a word */
    lost: boolean;
    expectedEverySeconds: number;
  }[];
  openAlarms: readonly string[];
  /** quotes that do not stand in their text; the database forbids it, so anything but 0 means that a guard is gone */
  ungrounded: number;
  refusedDocuments: number;
}

export type Action =
  | { kind: 'open-alarm'; key: string; job: string | null; severity: Severity; reason: string }
  | { kind: 'close-alarm'; key: string }
  | { kind: 'request-run'; job: string; reason: string };

/** A ready item this old, with nothing done since, means that nobody drains its queue. Two turns of the timetable. */
const STALLED_SECONDS = 30 * 60;

/**
 * What is to be done, from what is seen: a pure function, so that its rules can be read and tested as a table. It
 * opens an alarm for each thing that a person should know, closes those whose cause is gone, and asks for a run where
 * work waits. It never deletes a result and never approves anything.
 */
export function decide(snapshot: Snapshot): Action[] {
  const wanted = [...queueAlarms(snapshot), ...jobAlarms(snapshot), ...lawAlarms(snapshot)];
  const keys = new Set(wanted.map((alarm) => alarm.key));
  const closed = snapshot.openAlarms
    .filter((key) => !keys.has(key))
    .map((key): Action => ({ kind: 'close-alarm', key }));
  return [...wanted.map((alarm): Action => ({ kind: 'open-alarm', ...alarm })), ...closed, ...runs(snapshot)];
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
    const about = (what: string, severity: Severity, reason: string) =>
      alarms.push({ key: `${queue.queue}:${what}`, job: null, severity, reason });
    if (queue.dead > 0)
      about(
        'dead',
        'critical',
        `${queue.queue}: ${queue.dead} item(s) are dead; see 'ezer queue', then 'ezer queue redrive ${queue.queue}'`,
      );
    if (queue.held > 0)
      about('held', 'warning', `${queue.queue}: ${queue.held} item(s) wait for a person; see 'ezer queue'`);
    if (queue.stale > 0)
      about(
        'stale',
        'info',
        `${queue.queue}: ${queue.stale} item(s) were read by an older engine; 'ezer queue redrive ${queue.queue} --state stale' releases them`,
      );
    if (isStalled(queue))
      about(
        'stalled',
        'warning',
        `${queue.queue}: work has waited ${Math.round((queue.oldestReadySeconds ?? 0) / 60)} minutes and nothing was done; a run was requested`,
      );
    return alarms;
  });
}

// Liveness is progress: the newest completion, not the age of a log. In a long backlog the oldest item is old while the
// drain is at full speed; it is stalled only when nothing was done for as long.
const isStalled = ({ ready, oldestReadySeconds, progressSeconds }: Snapshot['queues'][number]): boolean =>
  ready > 0 &&
  (oldestReadySeconds ?? 0) > STALLED_SECONDS &&
  (progressSeconds === null || progressSeconds > STALLED_SECONDS);

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

function lawAlarms({ ungrounded, refusedDocuments }: Snapshot): Alarm[] {
  const alarms: Alarm[] = [];
  if (ungrounded > 0)
    alarms.push({
      key: 'halacha:ungrounded',
      job: null,
      severity: 'critical',
      reason: `${ungrounded} quote(s) do not stand in their text; do not cite them, and restore the trigger halacha_quote_grounded`,
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

function runs({ queues, jobs }: Snapshot): Action[] {
  return jobs.flatMap(({ job, queue }): Action[] => {
    const depth = queues.find((each) => each.queue === queue);
    return depth && isStalled(depth)
      ? [{ kind: 'request-run', job, reason: 'work waits and nothing is being done' }]
      : [];
  });
}
