import type { Command } from 'commander';
import { describeConfig, formatConfig } from '../../config/index.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';

export function addConfig(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('config')
    .description(say('config.about'))
    .addHelpText('after', example(say, 'ezer config', 'EZER_PORT=9000 ezer config --json'));
  action(command, async ({ config, language, print }) => {
    const report = describeConfig(config);
    print.answer(report, () => formatConfig(report, language));
    return 0;
  });
}
