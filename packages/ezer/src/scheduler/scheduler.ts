import { Cron } from 'croner';
import type { JobPattern } from './patterns.ts';
import { commandOf, type JobEnd, type JobProcess, startJobProcess } from './process.ts';

/** What happens, for whoever writes the log. */
export type SchedulerEvent =
  | { kind: 'started'; job: string; pid: number | undefined; why: Why; reason: string | null }
  | { kind: 'line'; job: string; line: string; stream: 'out' | 'error' }
  | { kind: 'still-running'; job: string; pid: number | undefined }
  | { kind: 'overdue'; job: string; pid: number | undefined; seconds: number }
  | ({ kind: 'ended' } & JobEnd)
  | { kind: 'requests-unread'; problem: string };

type Why = 'chain' | 'timetable' | 'request';

export interface OpenRequest {
  id: string;
  job: string;
  reason: string;
}

export interface SchedulerOptions {
  patterns: readonly JobPattern[];
  /** run once, one after the other, at the start */
  chain: readonly string[];
  /** the open wishes for a run; asked every `requestSeconds` */
  openRequests: () => Promise<OpenRequest[]>;
  onEvent: (event: SchedulerEvent) => void;
  /** default 1: an index holds only open wishes, so asking costs one probe */
  requestSeconds?: number;
  /** how long jobs may take to end in order; default 20, twice what a drain allows its item in hand */
  stopSeconds?: number;
  /** a job that takes longer hangs: it is asked to end, and killed `stopSeconds` later; default never */
  endSeconds?: number;
  /** program and arguments that are a job; default `ezer run <job>` */
  command?: (job: string) => readonly string[];
  env?: NodeJS.ProcessEnv;
}

export interface Scheduler {
  /** How the jobs of the chain ended, in order; those that a stop left out are missing. */
  chain: Promise<JobEnd[]>;
  /** Starts nothing more, asks every job to end, and waits; kills what does not. The second call joins the first. */
  stop(): Promise<void>;
}

/**
 * Starts every job as a process of its own: the chain once, then each at its minutes, and at once when a `run_request`
 * asks. A job that still runs is not started again. Nothing is kept in memory that a restart would need: a scheduler
 * that is killed costs nothing but the starts until the next one.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const { patterns, onEvent, command = commandOf, env = process.env } = options;
  const { requestSeconds = 1, stopSeconds = 20, endSeconds } = options;
  const running = new Map<string, JobProcess>();
  let stopping: Promise<void> | null = null;

  const clocks = patterns.map(
    ({ job, pattern, zone }) => new Cron(pattern, { timezone: zone }, () => startUnlessRunning(job)),
  );
  const chain = runChain();
  const requests = pollRequests();

  return { chain, stop: () => (stopping ??= stopAll()) };

  function startUnlessRunning(job: string): void {
    const present = running.get(job);
    if (present) onEvent({ kind: 'still-running', job, pid: present.pid });
    else void start(job, 'timetable', null);
  }

  function start(job: string, why: Why, reason: string | null): Promise<JobEnd> {
    const onLine = (line: string, stream: 'out' | 'error') => onEvent({ kind: 'line', job, line, stream });
    const child = startJobProcess(job, { command: command(job), env, onLine });
    running.set(job, child);
    onEvent({ kind: 'started', job, pid: child.pid, why, reason });
    const deadline = endSeconds === undefined ? null : endInTime(child, endSeconds);
    return child.ended.then((ended) => {
      deadline?.clear();
      running.delete(job);
      onEvent({ kind: 'ended', ...ended });
      return ended;
    });
  }

  /** A job that hangs would otherwise never be started again: its minutes find it at work. */
  function endInTime(child: JobProcess, seconds: number): { clear(): void } {
    let killing: NodeJS.Timeout | undefined;
    const ending = setTimeout(() => {
      onEvent({ kind: 'overdue', job: child.job, pid: child.pid, seconds });
      child.kill('SIGTERM');
      killing = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000);
    }, seconds * 1000);
    return {
      clear() {
        clearTimeout(ending);
        clearTimeout(killing);
      },
    };
  }

  async function runChain(): Promise<JobEnd[]> {
    const ends: JobEnd[] = [];
    for (const job of options.chain) {
      // Its own minute may just have come: then that run is the chain's.
      const ended = running.get(job)?.ended ?? (stopping ? null : start(job, 'chain', null));
      if (ended) ends.push(await ended);
    }
    return ends;
  }

  /**
   * Wishes are only looked at here. The run itself takes its wish in the moment it begins, so that a wish is never lost
   * between the two; one that its run did not take (the job is switched off) waits for the job's next minute.
   */
  function pollRequests() {
    const served = new Set<string>();
    let asking: Promise<void> | null = null;
    let silent = false;
    const ask = async () => {
      try {
        for (const { id, job, reason } of await options.openRequests()) {
          if (stopping || served.has(id) || running.has(job)) continue;
          served.add(id);
          void start(job, 'request', reason);
        }
        silent = false;
      } catch (error) {
        // Once, not every second: the database may be away for an hour.
        if (!silent)
          onEvent({ kind: 'requests-unread', problem: error instanceof Error ? error.message : String(error) });
        silent = true;
      }
    };
    const timer = setInterval(() => {
      asking ??= ask().finally(() => {
        asking = null;
      });
    }, requestSeconds * 1000);
    return {
      async stop() {
        clearInterval(timer);
        await asking;
      },
    };
  }

  async function stopAll(): Promise<void> {
    for (const clock of clocks) clock.stop();
    const jobs = [...running.values()];
    for (const job of jobs) job.kill('SIGTERM');
    const killing = setTimeout(() => {
      for (const job of running.values()) job.kill('SIGKILL');
    }, stopSeconds * 1000);
    await Promise.all([...jobs.map((job) => job.ended), requests.stop()]);
    clearTimeout(killing);
    await chain;
  }
}
