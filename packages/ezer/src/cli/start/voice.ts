import { CHAIN } from '../../jobs/index.ts';
import { type Say, wordFor } from '../../messages/index.ts';
import type { SchedulerEvent } from '../../scheduler/index.ts';
import type { Context } from '../context.ts';

/** What `ezer start` tells whoever watches: lines, and on a terminal one line of counts that is drawn over. */
export interface Voice {
  say: (...message: Parameters<Say>) => void;
  words: Say;
  event(event: SchedulerEvent): void;
  stopping(): void;
  counts(text: string): void;
  countsEnd(): void;
}

export function voice({ say }: Pick<Context, 'say'>, stream: NodeJS.WriteStream = process.stdout): Voice {
  const running = new Set<string>();
  let steps = 0;
  let drawn = ''; // the line of counts, as it stands on the terminal
  let counted = '';
  const line = (text: string) => {
    stream.write(`${drawn === '' ? '' : '\r\u001b[K'}${text}\n`);
    if (drawn !== '') stream.write(drawn);
  };
  const log = (text: string) => line(`${new Date().toLocaleTimeString('en-GB')} ${text}`);

  return {
    words: say,
    say: (...message) => line(say(...message)),
    event,
    stopping() {
      drawn = '';
      const jobs = [...running].join(', ');
      line(`\n${say('start.stopping', { jobs: jobs || say('status.none') })}`);
    },
    counts(text) {
      if (text === counted) return;
      counted = text;
      if (!stream.isTTY) {
        line(`  ${text}`);
        return;
      }
      stream.write(`${drawn === '' ? '' : '\r\u001b[K'}  ${text}`);
      drawn = `  ${text}`;
    },
    countsEnd() {
      if (drawn !== '') stream.write('\n');
      drawn = '';
    },
  };

  function event(event: SchedulerEvent): void {
    if (event.kind === 'started') {
      running.add(event.job);
      if (event.why === 'chain') step(event.job);
    }
    if (event.kind === 'ended') running.delete(event.job);
    const text = told(event);
    if (text !== null) log(text);
  }

  function told(event: SchedulerEvent): string | null {
    switch (event.kind) {
      case 'line':
        return event.job === firstWord(event.line) ? event.line : `${event.job}: ${event.line}`;
      case 'started':
        return event.why === 'request' ? say('start.byRequest', { job: event.job, reason: event.reason ?? '' }) : null;
      case 'still-running':
        return say('start.stillRunning', { job: event.job, pid: event.pid ?? '' });
      case 'overdue':
        return say('start.overdue', { job: event.job, minutes: Math.round(event.seconds / 60), pid: event.pid ?? '' });
      case 'requests-unread':
        return say('start.databaseAway', { problem: event.problem });
      case 'ended': {
        const { job, problem, signal } = event;
        if (problem !== null) return say('start.notStarted', { job, problem });
        return signal === null ? null : say('start.killed', { job, signal });
      }
    }
  }

  function step(job: string): void {
    if (steps === 0) line(say('start.chain'));
    steps += 1;
    line(say('start.step', { step: steps, of: CHAIN.length, job, name: wordFor(say, 'job', job) }));
  }
}

const firstWord = (text: string): string => text.split(' ', 1)[0] ?? '';
