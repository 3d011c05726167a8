import { codeOf, type Language, speaker, wordsOf } from '../messages/index.ts';

/** What a command that failed prints: one line that says what to do, and the whole story only when it is asked for. */
export function reportFailure(error: unknown, language: Language): void {
  const say = speaker(language);
  const message = NO_DATABASE.has(codeOf(error))
    ? say('cli.noDatabase', { problem: wordsOf(error) })
    : say('cli.error', { message: wordsOf(error) });
  process.stderr.write(`${message}\n`);
  if (process.env.EZER_LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

/** Nothing but the database is connected to by a command. */
const NO_DATABASE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '28P01', // invalid_password
  '28000', // invalid_authorization_specification
  '3D000', // invalid_catalog_name: no such database
  '53300', // too_many_connections
  '57P03', // cannot_connect_now: starting or stopping
]);
