import { BACKUP_MESSAGES } from './backup.ts';
import { CLI_MESSAGES } from './cli.ts';
import { DEPLOY_MESSAGES } from './deploy.ts';
import { DOCS_MESSAGES } from './docs.ts';
import { DOCTOR_MESSAGES } from './doctor.ts';
import type { Message } from './message.ts';
import { MIGRATE_MESSAGES } from './migrate.ts';
import { PAGE_MESSAGES } from './page.ts';
import { START_MESSAGES } from './start.ts';
import { VOCABULARY } from './vocabulary.ts';

/** Every word a user reads, Hebrew first. A key without both languages does not compile. */
export const MESSAGES = {
  ...CLI_MESSAGES,
  ...BACKUP_MESSAGES,
  ...DEPLOY_MESSAGES,
  ...DOCS_MESSAGES,
  ...DOCTOR_MESSAGES,
  ...MIGRATE_MESSAGES,
  ...PAGE_MESSAGES,
  ...START_MESSAGES,
  ...VOCABULARY,
} satisfies Record<string, Message>;

export type MessageKey = keyof typeof MESSAGES;
