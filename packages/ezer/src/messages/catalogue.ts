import { BACKUP_MESSAGES } from './backup.ts';
import { CLI_MESSAGES } from './cli.ts';
import { DEPLOY_MESSAGES } from './deploy.ts';
import { DOCS_MESSAGES } from './docs.ts';
import { DOCTOR_MESSAGES } from './doctor.ts';
import type { Message } from './message.ts';
import { MIGRATE_MESSAGES } from './migrate.ts';
import { PAGE_MESSAGES } from './page.ts';
import { ACCOUNTS_MESSAGES } from './pages/accounts.ts';
import { DECISION_MESSAGES } from './pages/decision.ts';
import { DESIGN_MESSAGES } from './pages/design.ts';
import { HELP_MESSAGES } from './pages/help.ts';
import { HOME_MESSAGES } from './pages/home.ts';
import { OPERATIONS_MESSAGES } from './pages/operations.ts';
import { RESULTS_MESSAGES } from './pages/results.ts';
import { REVIEW_MESSAGES } from './pages/review.ts';
import { UPLOAD_MESSAGES } from './pages/upload.ts';
import { REFUSAL_MESSAGES } from './refusals.ts';
import { START_MESSAGES } from './start.ts';
import { VOCABULARY } from './vocabulary.ts';
import { WEB_MESSAGES } from './web.ts';
import { WORK_MESSAGES } from './work.ts';

/** Every word a user reads, Hebrew first. A key without both languages does not compile. */
export const MESSAGES = {
  ...CLI_MESSAGES,
  ...BACKUP_MESSAGES,
  ...DEPLOY_MESSAGES,
  ...DOCS_MESSAGES,
  ...DOCTOR_MESSAGES,
  ...MIGRATE_MESSAGES,
  ...PAGE_MESSAGES,
  ...REFUSAL_MESSAGES,
  ...START_MESSAGES,
  ...VOCABULARY,
  ...WEB_MESSAGES,
  ...WORK_MESSAGES,
  ...ACCOUNTS_MESSAGES,
  ...DECISION_MESSAGES,
  ...DESIGN_MESSAGES,
  ...HELP_MESSAGES,
  ...HOME_MESSAGES,
  ...OPERATIONS_MESSAGES,
  ...RESULTS_MESSAGES,
  ...REVIEW_MESSAGES,
  ...UPLOAD_MESSAGES,
} satisfies Record<string, Message>;

export type MessageKey = keyof typeof MESSAGES;
