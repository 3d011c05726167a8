import { MESSAGES, type MessageKey } from './catalogue.ts';

export type Language = 'he' | 'en';
export type { MessageKey };

/** Says one message of the catalogue. */
export type Say = (key: MessageKey, values?: Record<string, string | number>) => string;

/**
 * The user-facing words in one language. `{name}` in a message is replaced by `values.name`.
 *
 * @example
 * speaker('en')('cli.unknownJob', { job: 'x', known: 'digest' });
 */
export function speaker(language: Language): Say {
  return (key, values = {}) =>
    MESSAGES[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
