import type { Command } from 'commander';
import pg from 'pg';
import { migrate } from 'pg-drains';
import { checkBackup, restore } from '../../backup/index.ts';
import { type DatabaseHandle, openDatabase } from '../../embedded/index.ts';
import { SCHEMA } from '../../store/database.ts';
import { contentFolder } from '../../store/library.ts';
import { migrations } from '../../store/migrations.gen.ts';
import { backupProgress } from '../backup-progress.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';
import { sizes } from './backup.ts';

interface Options {
  force?: boolean;
  dryRun?: boolean;
}

export function addRestore(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('restore')
    .description(say('restore.about'))
    .argument('<file>', say('backup.file'))
    .option('--force', say('restore.force'))
    .option('--dry-run', say('cli.option.dryRun'))
    .addHelpText('after', example(say, 'ezer restore library.ezer-backup', 'ezer restore library.ezer-backup --force'));
  action(command, runRestore);
}

async function runRestore(context: Context, file: string, options: Options) {
  const { say, print } = context;
  const shown = backupProgress(say);
  try {
    if (options.dryRun) {
      const manifest = await checkBackup(file, shown.onProgress);
      shown.end();
      print.answer({ file, restored: false, ...manifest }, () =>
        say('restore.whole', { file, createdAt: manifest.createdAt, ...manifest.head, ...sizes(manifest) }),
      );
      return 0;
    }
    const { manifest, migrated } = await restoreInto(context, file, options.force ?? false, shown.onProgress);
    shown.end();
    print.answer({ file, restored: true, migrated, ...manifest }, () =>
      [
        say('restore.done', { createdAt: manifest.createdAt, ...sizes(manifest) }),
        ...(migrated.length > 0 ? [say('restore.migrated', { names: migrated.join(', ') })] : []),
      ].join('\n'),
    );
    return 0;
  } finally {
    shown.end();
  }
}

async function restoreInto(
  { config, say }: Context,
  file: string,
  force: boolean,
  onProgress: ReturnType<typeof backupProgress>['onProgress'],
) {
  const database = await openDatabase(config);
  try {
    const others = await otherProcesses(database);
    if (others.length > 0) throw new Error(say('restore.inUse', { names: others.join(', ') }));
    const bring = (until: number) =>
      migrate(database.migrationUrl, {
        migrations: migrations.filter(({ number }) => number <= until),
        schema: SCHEMA,
        applicationName: 'ezer restore',
      });
    const manifest = await restore(database.migrationUrl, file, {
      schema: SCHEMA,
      contentFolder: contentFolder(config),
      force,
      migrate: async (head) => {
        await bring(head.number);
      },
      onProgress,
    });
    const { applied } = await bring(Number.POSITIVE_INFINITY);
    return { manifest, migrated: applied.map((step) => step.name) };
  } finally {
    await database.release();
  }
}

/**
 * Whoever else works on this database: a job that lives on through a restore would write what it read before into the
 * rows that came after.
 */
async function otherProcesses(database: DatabaseHandle): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.migrationUrl, application_name: 'ezer restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(`
      select distinct application_name as name from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name ~ '^ezer( |$)'
      order by 1`);
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
