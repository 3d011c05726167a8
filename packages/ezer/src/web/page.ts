import type { Context } from 'hono';
import type { Timetable } from 'pg-drains';
import type { Language, Say } from '../messages/index.ts';
import type { ContentStore } from '../store/content.ts';
import type { Store } from '../store/database.ts';
import type { Accounts, SignedIn } from './accounts/index.ts';
import type { Clock } from './clock.ts';

/** What every page is made from: the library behind the web. */
export interface WebOptions {
  store: Store;
  content: ContentStore;
  timetable: Timetable;
  /** how browsers elsewhere reach this library, e.g. `https://law.example`; null: this machine only */
  publicUrl: string | null;
  /** language of a page whose reader has named none */
  language: Language;
  /** opens `/metrics` to other machines */
  metricsToken?: string;
  accounts: Accounts;
  /** largest file that may be uploaded, in megabytes; default 50 */
  uploadMegabytes?: number;
  /** told of every page that failed */
  onError?: (error: Error) => void;
}

/** The request as pages see it: who reads, in which language, at what time. */
export interface Page {
  language: Language;
  say: Say;
  time: Clock;
  /** null: nobody is signed in */
  reader: SignedIn | null;
  /** what every form of this reader carries; null: nobody is signed in, so there are no forms */
  formToken: string | null;
  /** path and query as asked for, without `lang` */
  address: string;
}

export interface WebEnv {
  Variables: { page: Page };
}

export type WebContext = Context<WebEnv>;

export type Role = SignedIn['role'];

const RANK: Record<Role, number> = { reader: 0, reviewer: 1, administrator: 2 };

/** May this reader do what needs `role`? An administrator may do what a reviewer may. */
export function may(reader: SignedIn | null, role: Role): reader is SignedIn {
  return reader !== null && RANK[reader.role] >= RANK[role];
}
