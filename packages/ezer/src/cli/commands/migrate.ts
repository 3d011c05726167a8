import type { Command } from 'commander';
import { migrate } from 'pg-drains';
import { openDatabase } from '../../embedded/index.ts';
import { SCHEMA } from '../../store/database.ts';
import { migrations } from '../../store/migrations.gen.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';

export function addMigrate(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('migrate')
    .description(say('migrate.about'))
    .addHelpText('after', example(say, 'ezer migrate'));
  action(command, runMigrate);
}

async function runMigrate({ config, print, say }: Context) {
  const database = await openDatabase(config);
  try {
    const result = await migrate(database.migrationUrl, {
      migrations,
      schema: SCHEMA,
      applicationName: 'ezer migrate',
    });
    const names = result.applied.map((step) => step.name).join(', ');
    print.answer(result, () =>
      result.applied.length === 0
        ? say('migrate.current')
        : say('migrate.applied', { count: result.applied.length, names }),
    );
  } finally {
    await database.release();
  }
  return 0;
}
