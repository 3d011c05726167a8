import { MESSAGES, type MessageKey } from './catalogue.ts';

export { codeOf, problemOf, wordsOf } from './problem.ts';

export type Language = 'he' | 'en';
export type { MessageKey };

/** Says one message of the catalogue. */
export type Say = (key: MessageKey, values?: Record<string, string | number>) => string;

/**
 * The user-facing words in one language. `{name}` in a message is replaced by `values.name`.
 *
 * @example
 * speaker('en')('run.unknownJob', { job: 'x', known: 'digest' }); // 'there is no job x; the jobs are: digest'
 */
export function speaker(language: Language): Say {
  return (key, values = {}) =>
    MESSAGES[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Stored values have their words under `family.value`. */
export type Family =
  | 'act'
  | 'alarm'
  | 'audit'
  | 'change'
  | 'citation'
  | 'field'
  | 'count'
  | 'failure'
  | 'fetch'
  | 'flag'
  | 'issue'
  | 'item'
  | 'job'
  | 'legend'
  | 'opinion'
  | 'origin'
  | 'outcome'
  | 'person'
  | 'queue'
  | 'refusal'
  | 'repair'
  | 'result'
  | 'role'
  | 'severity'
  | 'sign'
  | 'state'
  | 'warning'
  | 'typed'
  | 'work';

/** The word for a stored value; a value without words is shown as it is, never hidden. */
export function wordFor(say: Say, family: Family, value: string): string {
  const key = `${family}.${value}`;
  return isMessage(key) ? say(key) : value;
}

const isMessage = (key: string): key is MessageKey => Object.hasOwn(MESSAGES, key);
