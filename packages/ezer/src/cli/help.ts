import type { Say } from '../messages/index.ts';

/** The example that stands under every command's help. */
export const example = (say: Say, ...lines: string[]): string =>
  `\n${say('cli.example')}\n${lines.map((line) => `  ${line}`).join('\n')}`;

/** A whole number above zero, as an option's value. */
export function wholeNumber(say: Say): (value: string) => number {
  return (value) => {
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new WrongOption(say('cli.notANumber', { value }));
    return Number(value);
  };
}

/** The command line itself is wrong: one line, exit code 2. */
export class WrongOption extends Error {
  override readonly name = 'WrongOption';
}
