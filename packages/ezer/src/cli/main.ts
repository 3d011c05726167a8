#!/usr/bin/env node
import { CommanderError } from 'commander';
import { type Language, speaker } from '../messages/index.ts';
import { WrongOption } from './help.ts';
import { createProgram } from './program.ts';
import { reportFailure } from './report.ts';
import { wrongLine } from './wrong-line.ts';

/** Exit codes: 0 done, 1 it failed, 2 the command line is wrong; jobs have their own (`EXIT` of pg-drains). */
async function main(argv: string[]): Promise<void> {
  const language = languageOf(argv);
  try {
    await createProgram(language).parseAsync(argv, { from: 'user' });
  } catch (error) {
    process.exitCode = report(error, language);
  }
}

/** Known before the options are read, because the help itself is in that language. */
function languageOf(argv: string[]): Language {
  const at = argv.indexOf('--lang');
  const wanted =
    at >= 0 ? argv[at + 1] : (argv.find((arg) => arg.startsWith('--lang='))?.slice(7) ?? process.env.EZER_LANGUAGE);
  return wanted === 'en' ? 'en' : 'he';
}

function report(error: unknown, language: Language): number {
  if (!(error instanceof CommanderError)) {
    reportFailure(error, language);
    return error instanceof WrongOption ? 2 : 1;
  }
  // Help and version have been printed, and end with 0 where they were asked for.
  if (!error.code.startsWith('commander.help') && error.exitCode !== 0)
    process.stderr.write(`${wrongLine(speaker(language), error)}\n`);
  return error.exitCode === 0 ? 0 : 2;
}

await main(process.argv.slice(2));
