import { Command, Option } from 'commander';
import { type Language, type Say, speaker } from '../messages/index.ts';
import { addAccount } from './commands/account.ts';
import { addBackup } from './commands/backup.ts';
import { addConfig } from './commands/config.ts';
import { addDeploy } from './commands/deploy.ts';
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
import { addTimetable } from './commands/timetable.ts';
import { addWithdraw } from './commands/withdraw.ts';

const COMMANDS = [
  addStart,
  addMigrate,
  addRun,
  addIngest,
  addExtract,
  addSearch,
  addShow,
  addReview,
  addWithdraw,
  addStatus,
  addQueue,
  addAccount,
  addConfig,
  addDoctor,
  addBackup,
  addRestore,
  addTimetable,
  addDeploy,
  addDocs,
];

/** The command line, in the language of the reader. */
export function createProgram(language: Language): Command {
  const say = speaker(language);
  const program = new Command('ezer')
    .description(say('cli.about'))
    .option('--json', say('cli.option.json'))
    .addOption(new Option('--lang <language>', say('cli.option.lang')).choices(['he', 'en']))
    .helpOption('-h, --help', say('cli.help.option'))
    .helpCommand('help [command]', say('cli.help.command'))
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titleIn(say, title) })
    // What is wrong with a command line is said once, in the reader's language, by whoever catches the error.
    .configureOutput({ outputError: () => undefined })
    .enablePositionalOptions(false)
    .exitOverride()
    .showHelpAfterError(false);
  for (const add of COMMANDS) add(program, { say });
  return program;
}

/** The parser's own titles; one that it may have later stays as it is. */
function titleIn(say: Say, title: string): string {
  const keys = {
    'Usage:': 'cli.help.usage',
    'Arguments:': 'cli.help.arguments',
    'Options:': 'cli.help.options',
    'Global Options:': 'cli.help.global',
    'Commands:': 'cli.help.commands',
  } as const;
  return Object.hasOwn(keys, title) ? say(keys[title as keyof typeof keys]) : title;
}
