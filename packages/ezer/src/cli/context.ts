import type { Command } from 'commander';
import { type Config, loadConfig } from '../config/index.ts';
import { type Language, type Say, speaker } from '../messages/index.ts';
import { type OpenLibrary, openLibrary } from '../store/library.ts';
import { type Print, printer, visible } from './print.ts';

/** What every command is given: the settings, the words, a place to print. */
export interface Context {
  config: Config;
  language: Language;
  say: Say;
  print: Print;
  json: boolean;
}

/** Adds the options that every command knows, and hands the command its context. */
export function action<Args extends unknown[]>(
  command: Command,
  run: (context: Context, ...args: Args) => Promise<number | undefined>,
): Command {
  return command.action(async (...received: unknown[]) => {
    // commander calls back with the arguments, then the options, then the command itself.
    const args = received.slice(0, -1) as Args;
    const { json = false, lang } = command.optsWithGlobals<{ json?: boolean; lang?: Language }>();
    const context = createContext({ json, lang });
    process.exitCode = (await run(context, ...args)) ?? 0;
  });
}

export function createContext({ json = false, lang }: { json?: boolean; lang?: Language } = {}): Context {
  const config = loadConfig();
  const language = lang ?? config.values.EZER_LANGUAGE;
  const speak = speaker(language);
  const say: Say = (key, values = {}) =>
    speak(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)])));
  return { config, language, say, print: printer(json), json };
}

// Values are names of files, queues and people: lines of their own they may have, control of the terminal not.
const plain = (value: string | number): string | number =>
  typeof value === 'string' ? value.split('\n').map(visible).join('\n') : value;

/** Opens the library (database, schema, content), runs the command on it, and closes it in order whatever happens. */
export async function withLibrary<T>(context: Context, run: (library: OpenLibrary) => Promise<T>): Promise<T> {
  const library = await openLibrary(context.config, { applicationName: 'ezer cli' });
  try {
    return await run(library);
  } finally {
    await library.close();
  }
}
