import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../../config/index.ts';
import { action, type Context } from '../context.ts';
import { example, WrongOption } from '../help.ts';

interface Options {
  library?: string;
  digests?: string;
  port?: string;
  textField?: string;
  idField?: string;
  once?: boolean;
}

export function addStart(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('start')
    .description(say('start.about'))
    .option('--library <dir>', say('start.library'))
    .option('--digests <dir>', say('start.digests'))
    .option('--port <number>', say('start.port'))
    .option('--text-field <name>', say('ingest.textField'))
    .option('--id-field <name>', say('ingest.idField'))
    .option('--once', say('start.once'))
    .addHelpText('after', example(say, 'ezer start', 'ezer start --library ~/decisions', 'ezer start --once'));
  action(command, async (context, options: Options) => {
    const settings = settingsOf(context, options);
    const config = loadConfig({ ...process.env, ...settings });
    const { startAll } = await import('../start/start-all.ts');
    return startAll({ ...context, config }, { once: options.once ?? false, settings });
  });
}

/** The options as settings, which the processes of the jobs are given too. */
function settingsOf({ say, language }: Context, options: Options): Record<string, string> {
  const { library, digests, port, textField, idField } = options;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    throw new WrongOption(say('start.badPort', { value: port }));
  const folder = (given: string | undefined): string | undefined => {
    if (given === undefined) return undefined;
    const path = resolve(given);
    if (!statSync(path, { throwIfNoEntry: false })) throw new WrongOption(say('start.noFolder', { path }));
    return path;
  };
  const settings = {
    EZER_LIBRARY: folder(library),
    EZER_DIGESTS: folder(digests),
    EZER_PORT: port,
    EZER_TEXT_FIELD: textField,
    EZER_ID_FIELD: idField,
    EZER_LANGUAGE: language,
  };
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
