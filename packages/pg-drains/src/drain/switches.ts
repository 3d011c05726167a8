import pg from 'pg';
import { describe } from './errors.ts';

export interface Hearing {
  close(): Promise<void>;
}

/**
 * Hears of thrown switches at once, on a direct connection of its own. Postgres tells a listener in the moment that
 * the change commits (about a millisecond on loopback), a heartbeat within a third of the lease.
 *
 * It is an ear and no more: when the connection cannot be had or ends, the heartbeat still brings the change.
 */
export function hearSwitches(options: {
  directUrl: string;
  schema: string;
  job: string;
  onHeard(): void;
  onWarning(line: string): void;
}): Hearing {
  const client = new pg.Client({ connectionString: options.directUrl, application_name: `${options.job} switches` });
  let closed = false;
  const deaf = (error: unknown) => {
    if (!closed) options.onWarning(`switches come with the heartbeat only: ${describe(error)}`);
  };
  client.on('error', deaf);
  client.on('notification', ({ payload }) => {
    if (payload === options.job) options.onHeard();
  });
  const listening = client
    .connect()
    .then(() => client.query(`listen ${pg.escapeIdentifier(`${options.schema}.job_control`)}`))
    // Whatever was thrown before the listening began was not heard.
    .then(options.onHeard, deaf);
  return {
    async close() {
      closed = true;
      await listening;
      await client.end().catch(deaf);
    },
  };
}
