import pg from 'pg';
import { describe } from './errors.ts';

export interface Hearing {
  close(): Promise<void>;
}

/**
 * Hears of thrown switches at once, on a direct connection of its own. Postgres tells a listener in the moment that
 * the change commits (about a millisecond on loopback), a heartbeat within a third of the lease.
 *
 * It is an ear and no more: when the connection cannot be had or ends, the heartbeat still brings the change. Through a
 * pooler it is not tried: there the backend that listens is another one at the next statement, so nothing is heard, and
 * the LISTEN stays behind on a connection that others are given.
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
    .then(() => listen(client, `${options.schema}.job_control`))
    .then(async (isHeard) => {
      // Whatever was thrown before the listening began was not heard.
      if (isHeard) return options.onHeard();
      options.onWarning('switches come with the heartbeat only: the direct URL leads through a pooler');
      await client.end();
    })
    .catch(deaf);
  return {
    async close() {
      closed = true;
      await listening;
      await client.end().catch(deaf);
    },
  };
}

/**
 * @returns false through a pooler: it announces a backend of its own making, Postgres the one that answers (as the
 *   migrations tell the two apart, see `examineSession`)
 */
async function listen(client: pg.Client, channel: string): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  if (!('processID' in client) || client.processID !== rows[0]?.pid) return false;
  await client.query(`listen ${pg.escapeIdentifier(channel)}`);
  return true;
}
