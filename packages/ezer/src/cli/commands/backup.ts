import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { backup } from '../../backup/index.ts';
import { openDatabase } from '../../embedded/index.ts';
import { SCHEMA } from '../../store/database.ts';
import { contentFolder } from '../../store/library.ts';
import { backupProgress } from '../backup-progress.ts';
import { action, type Context } from '../context.ts';
import { example } from '../help.ts';

const NAMED = 5;

export function addBackup(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('backup')
    .description(say('backup.about'))
    .argument('<file>', say('backup.file'))
    .option('--replace', say('backup.replace'))
    .addHelpText('after', example(say, 'ezer backup library.ezer-backup'));
  action(command, runBackup);
}

async function runBackup(context: Context, file: string, { replace = false }: { replace?: boolean }) {
  const { config, say, print } = context;
  const database = await openDatabase(config);
  const shown = backupProgress(say);
  try {
    const manifest = await backup(database.migrationUrl, file, {
      schema: SCHEMA,
      contentFolder: contentFolder(config),
      replace,
      onProgress: shown.onProgress,
    });
    shown.end();
    const { size } = await stat(file);
    const damaged = manifest.content?.damaged ?? [];
    if (damaged.length > 0) {
      const names = damaged.slice(0, NAMED).join(', ');
      process.stderr.write(`${say('backup.damaged', { count: damaged.length, names })}\n`);
    }
    print.answer({ file, bytes: size, ...manifest }, () =>
      say('backup.written', { file, ...sizes(manifest), size: (size / 1e6).toFixed(1) }),
    );
  } finally {
    shown.end();
    await database.release();
  }
  return 0;
}

/** How much a backup holds, as its messages say it. */
export function sizes({ tables, content }: { tables: readonly { rows: number }[]; content: { files: number } | null }) {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return { rows, tables: tables.length, documents: content?.files ?? 0 };
}
