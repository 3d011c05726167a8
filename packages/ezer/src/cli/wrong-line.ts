import type { CommanderError } from 'commander';
import type { Say } from '../messages/index.ts';

/** The parser's complaint about a command line, as one line in the reader's language. */
export function wrongLine(say: Say, { code, message }: CommanderError): string {
  const what = message.match(/'([^']+)'/)?.[1] ?? '';
  const hint = message.match(/\(Did you mean (?:one of )?(.+)\?\)/)?.[1];
  const kind = KINDS.find((known) => code === `commander.${known}`);
  const words = kind
    ? say(`cli.wrong.${kind}`, { what })
    : say('cli.error', { message: message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ') });
  return kind && hint !== undefined ? `${words}${say('cli.wrong.hint', { hint })}` : words;
}

const KINDS = [
  'unknownCommand',
  'unknownOption',
  'missingArgument',
  'excessArguments',
  'optionMissingArgument',
] as const;
