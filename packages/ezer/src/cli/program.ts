import { Command } from 'commander';
import type { Language } from '../messages/index.ts';
import { speaker } from '../messages/index.ts';
import { addBackup } from './commands/backup.ts';
import { addConfig } from './commands/config.ts';
import { addDocs } from './commands/docs.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExtract } from './commands/extract.ts';
import { addIngest } from './commands/ingest.ts';
import { addMigrate } from './commands/migrate.ts';
import { addQueue } from './commands/queue.ts';
import { addRestore } from './commands/restore.ts';
import { addReview } from './commands/review.ts';
import { addRun } from './commands/run.ts';
import { addSearch } from './commands/search.ts';
import { addShow } from './commands/show.ts';
import { addStart } from './commands/start.ts';
import { addStatus } from './commands/status.ts';

const COMMANDS = [
  addStart,
  addMigrate,
  addRun,
  addIngest,
  addExtract,
  addSearch,
  addShow,
  addReview,
  addStatus,
  addQueue,
  addConfig,
  addDoctor,
  addBackup,
  addRestore,
  addDocs,
];

/** The command line, in the language of the reader. */
export function createProgram(language: Language): Command {
  const say = speaker(language);
  const program = new Command('ezer')
    .description(say('cli.about'))
    .option('--json', say('cli.option.json'))
    .option('--lang <language>', say('cli.option.lang'))
    .enablePositionalOptions(false)
    .exitOverride()
    .showHelpAfterError(false);
  for (const add of COMMANDS) add(program, { say });
  return program;
}
