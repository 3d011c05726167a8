/** A drain as its own process, for tests: `node reader.ts '{"url": …}'`. Says on stdout what it does, line by line. */
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { runDrain } from '../drain.ts';
import { SchemaBehindError } from '../errors.ts';
import { runJob } from '../job.ts';
import type { Handle } from '../types.ts';

export interface ReaderOptions {
  url: string;
  schema: string;
  /** keep: write to the ledger; poison: the same, but p0007 kills the process; finish: wait for the stop, then write;
   * hang: never settle */
  mode: 'keep' | 'poison' | 'finish' | 'hang';
  lease?: number;
  batch?: number;
  maxAttempts?: number;
  grace?: number;
  concurrency?: number;
  schemaBehind?: boolean;
  /** the clock of this process jumps by hours, both ways */
  wildClock?: boolean;
  /** hear switches on a direct connection */
  direct?: boolean;
}

const options = JSON.parse(process.argv[2] ?? '{}') as ReaderOptions; // the tests' own words, typed there
const { schema, mode, lease = 1 } = options;
const pool = new pg.Pool({ connectionString: options.url, max: 5 });
if (options.wildClock) setWildClock();
const say = (line: string) => writeSync(1, `${line}\n`);

const handle: Handle = async (item, { stopping }) => {
  say(`begun ${item.subject}`);
  if (mode === 'poison' && item.subject === 'p0007') process.kill(process.pid, 'SIGKILL');
  stopping.addEventListener('abort', () => say('stopping'), { once: true });
  if (mode === 'hang') await new Promise(() => {});
  if (mode === 'finish') await new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
  await wait(Math.random() * 2); // work of uneven length, so that kills and claims meet it anywhere
  return {
    async write(tx) {
      await tx.query(`insert into "${schema}".ledger (subject, input) values ($1, $2)`, [item.subject, item.input]);
      say(`written ${item.subject}`);
    },
  };
};

const { exitCode } = await runJob({
  name: 'read-drain',
  pool,
  schema,
  concurrency: options.concurrency,
  leaseSeconds: lease,
  prepare: async () => {
    if (options.schemaBehind) throw new SchemaBehindError('migrate first');
  },
  work: ({ signal }) =>
    runDrain({
      pool,
      schema,
      queue: 'read',
      job: 'read-drain',
      handle,
      signal,
      leaseSeconds: lease,
      directUrl: options.direct ? options.url : undefined,
      batch: options.batch ?? 20,
      parallel: 3,
      maxAttempts: options.maxAttempts ?? 50,
      graceSeconds: options.grace ?? 10,
      onProgress: () => say('committed'),
    }),
});
process.exit(exitCode);

/** Leases and retries live by the clock of the database alone; this would show if they did not. */
function setWildClock(): void {
  const now = Date.now.bind(Date);
  let offset = 0;
  setInterval(() => {
    offset = (Math.random() - 0.5) * 8 * 3_600_000;
  }, 100).unref();
  Date.now = () => now() + offset;
}
