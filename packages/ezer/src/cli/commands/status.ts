import type { Command } from 'commander';
import { type Family, wordFor } from '../../messages/index.ts';
import { readStatus, type Status } from '../../status/index.ts';
import { action, type Context, withLibrary } from '../context.ts';
import { example } from '../help.ts';
import { shorten, table } from '../print.ts';

export function addStatus(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('status')
    .description(say('status.about'))
    .addHelpText('after', example(say, 'ezer status', 'ezer status --json'));
  action(command, runStatus);
}

async function runStatus(context: Context) {
  const status = await withLibrary(context, ({ store }) => readStatus(store.db));
  context.print.answer(status, () => statusText(context, status));
  return 0;
}

function statusText({ say }: Context, status: Status): string {
  const states = (family: Family, counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([state, count]) => `${wordFor(say, family, state)} ${count}`)
      .join(', ') || say('status.none');
  return [
    say('status.decisions', status.decisions),
    say('status.documents', status.documents),
    ...status.refusals.map((refusal) =>
      say('status.refusal', {
        ...refusal,
        reason: wordFor(say, 'refusal', refusal.reason),
        detail: refusal.detail ?? '',
      }),
    ),
    ...status.sources.map(({ name, error }) => say('status.source', { name, error })),
    say('status.halachot', { states: states('state', status.halachot) }),
    say('status.citations', { states: states('citation', status.citations) }),
    say('status.digests', { issues: status.digests.issues, read: status.digests.read }),
    say('status.gaps', { open: status.gaps.open }),
    ...status.gaps.mostWanted.slice(0, 5).map((gap) => say('status.gap', gap)),
    '',
    say('status.queues'),
    table(
      status.queues.map((queue) => [
        `  ${wordFor(say, 'queue', queue.queue)}`,
        states('work', queue.states),
        queue.oldestReady ?? '',
      ]),
    ),
    '',
    say('status.jobs'),
    table(
      status.jobs.map((job) => [
        `  ${job.job}`,
        job.outcome === null ? say('status.running') : wordFor(say, 'outcome', job.outcome),
        job.endedAt ?? job.startedAt,
        shorten(job.reason ?? JSON.stringify(job.counts), 80),
      ]),
    ),
    '',
    status.alarms.length === 0 ? say('status.noAlarms') : say('status.alarms'),
    ...status.alarms.map((alarm) => `  ${wordFor(say, 'severity', alarm.severity)}: ${alarm.reason}`),
  ].join('\n');
}
