import type { Command } from 'commander';
import { assertKnownJob, CHAIN, JOBS, runAsProcess, UnknownJob } from '../../jobs/index.ts';
import { action, type Context } from '../context.ts';
import { example, WrongOption } from '../help.ts';

export function addRun(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('run')
    .description(say('run.about'))
    .argument('<job>', say('run.job', { jobs: CHAIN.join(', ') }))
    .addHelpText('after', example(say, 'ezer run metadata-drain'));
  action(command, async ({ config }, job: string) => {
    try {
      assertKnownJob(job);
    } catch (error) {
      if (error instanceof UnknownJob)
        throw new WrongOption(say('run.unknownJob', { job, known: error.known.join(', ') }));
      throw error;
    }
    return runAsProcess(job, JOBS[job], config);
  });
}
