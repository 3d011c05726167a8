import type { Command } from 'commander';
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
  const states = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([state, count]) => `${state} ${count}`)
      .join(', ') || say('status.none');
  return [
    say('status.decisions', status.decisions),
    say('status.documents', status.documents),
    ...status.refusals.map((refusal) => say('status.refusal', { ...refusal, detail: refusal.detail ?? '' })),
    say('status.halachot', { states: states(status.halachot) }),
    say('status.citations', { states: states(status.citations) }),
    say('status.digests', { issues: status.digests.issues, read: status.digests.read }),
    say('status.gaps', { open: status.gaps.open }),
    ...status.gaps.mostWanted.slice(0, 5).map((gap) => say('status.gap', gap)),
    '',
    say('status.queues'),
    table(status.queues.map((queue) => [`  ${queue.queue}`, states(queue.states), queue.oldestReady ?? ''])),
    '',
    say('status.jobs'),
    table(
      status.jobs.map((job) => [
        `  ${job.job}`,
        job.outcome ?? say('status.running'),
        job.endedAt ?? job.startedAt,
        shorten(JSON.stringify(job.counts), 80),
      ]),
    ),
    '',
    status.alarms.length === 0 ? say('status.noAlarms') : say('status.alarms'),
    ...status.alarms.map((alarm) => `  ${alarm.severity}: ${alarm.reason}`),
  ].join('\n');
}
