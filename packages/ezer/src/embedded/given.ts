import type { Settings } from '../config/index.ts';

/** The part of a `Config` that says which database. */
export interface DatabaseConfig {
  values: Pick<Settings, 'EZER_DATA'> &
    Partial<Pick<Settings, 'DATABASE_URL' | 'DATABASE_MIGRATION_URL' | 'EZER_POSTGRES_PORT'>>;
}

export interface DatabaseHandle {
  url: string;
  /** For schema changes: a direct connection where `url` goes through a pooler. */
  migrationUrl: string;
  embedded: boolean;
  /**
   * Says that this process needs the database no more. The last process of the installation to say so ends the
   * embedded server in order; a process that dies without saying so leaves it running for the next to take over.
   */
  release(): Promise<void>;
}

/**
 * The database that the settings name, null where they name none and the embedded one is meant. Nothing is connected.
 * Apart from `openDatabase`, so that a job with a given database does not load what starts and stops a server.
 */
export function givenDatabase({ values }: DatabaseConfig): DatabaseHandle | null {
  const { DATABASE_URL: url, DATABASE_MIGRATION_URL: migrationUrl } = values;
  if (!url) return null;
  return { url, migrationUrl: migrationUrl ?? url, embedded: false, release: async () => undefined };
}
