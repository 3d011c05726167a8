import { once } from 'node:events';
import pg from 'pg';
import { AuthenticationFailed, DatabaseUnreachable, PoolerRefused, ReadOnlyDatabase } from './errors.ts';

/** What a query needs: a `pg` client, pooled client or pool. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>;
}

/** A Postgres URL or `pg`'s connection settings. */
export type Target = string | pg.ClientConfig;

/** A connection of migrate's own: not from a pool, ended afterwards, so that whatever it holds goes with it. */
export interface Session extends Queryable {
  /** Backend pid announced in the protocol's BackendKeyData. */
  readonly announcedPid: number | null;
  readonly role: string;
  /** What `COPY … TO STDOUT` sends. */
  copy(sql: string): Promise<string>;
  /** Waits, outside SQL, for a word on a channel that the session listens on, or until the time is up. */
  heard(withinMs: number): Promise<void>;
  /** Tolerates a session that is already broken. */
  end(): Promise<void>;
}

/**
 * @throws {DatabaseUnreachable} {AuthenticationFailed}
 */
export async function openSession(target: Target, applicationName: string): Promise<Session> {
  const given = typeof target === 'string' ? { connectionString: target } : target;
  const client = new pg.Client({
    connectionTimeoutMillis: 30_000, // 64 processes at once on a busy 2-core machine needed up to 6 s
    keepAlive: true,
    ...given,
    application_name: applicationName,
  });
  // A broken connection also rejects the query that runs on it or comes next; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    // `pg` leaves the socket open when it gives up by itself (no password): it would keep this process alive, and the
    // server's half-authenticated backend for a minute, which DROP DATABASE waits for.
    client.connection.stream.destroy();
    throw connectionError(client, error);
  }
  const ear = listenTo(client);
  return {
    announcedPid: 'processID' in client && typeof client.processID === 'number' ? client.processID : null,
    role: client.user ?? '',
    query: (text, values) => client.query(text, values),
    async copy(sql) {
      const out = client.query(new CopyOut(sql));
      await once(out, 'end');
      return out.copied;
    },
    heard: ear,
    end: () => client.end().catch(() => undefined),
  };
}

/** The driver reads past what a COPY sends; this keeps it. */
class CopyOut extends pg.Query {
  // Not `rows`: the driver reads that name as the size of a portal, and would send a Sync more.
  copied = '';

  /** Called by the driver with one row at a time. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.copied += chunk.toString();
  }
}

/** A word that comes while nobody waits for it counts for the next who does. */
function listenTo(client: pg.Client): Session['heard'] {
  let isHeard = false;
  let wake = () => {};
  client.on('notification', () => {
    isHeard = true;
    wake();
  });
  return async (withinMs) => {
    if (!isHeard) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    isHeard = false;
  };
}

function connectionError(client: pg.Client, cause: unknown): Error {
  if (!(cause instanceof Error)) return new Error(String(cause));
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const { host, port, database, user: role } = client;
  // 28xxx: the server's refusal; SASL: `pg` itself, when no password or not a text was given
  return code?.startsWith('28') || cause.message.startsWith('SASL')
    ? new AuthenticationFailed({ host, role }, cause)
    : new DatabaseUnreachable({ host, port, database, code }, cause);
}

/** What the server said about the session, as far as migrating needs it. */
export interface SessionFacts {
  /** How long the server lets two transactions wait for each other before it kills one. */
  readonly deadlockTimeoutMs: number;
  /** The migration lock was free, and this session has it now. */
  readonly hasLock: boolean;
}

/**
 * Asks for the migration lock, in a session that can hold it; refuses one that could not.
 *
 * On a direct connection the pid in BackendKeyData is the pid that answers (20 of 20 tries); through PgBouncer in
 * transaction mode it never is (0 of 20), and there two clients can both hold one session lock, and an orphan of it
 * outlives them. So the lock is asked for in the statement that looks, and only where it may be.
 *
 * @throws {PoolerRefused} {ReadOnlyDatabase}
 */
export async function enterSession(
  session: Session,
  { key }: { readonly key: string },
  assumeSessionPooling: boolean,
): Promise<SessionFacts> {
  const { rows } = await session.query<{
    pid: number;
    standby: boolean;
    readOnly: boolean;
    deadlockMs: number;
    taken: boolean;
  }>(EXAMINE_AND_TRY, [assumeSessionPooling, session.announcedPid, key]);
  const facts = rows[0];
  if (!facts) throw new Error('the server did not answer the question about the session');
  if (!assumeSessionPooling && facts.pid !== session.announcedPid) {
    throw new PoolerRefused(session.announcedPid, facts.pid);
  }
  if (facts.readOnly) throw new ReadOnlyDatabase(facts.standby);
  return { deadlockTimeoutMs: facts.deadlockMs, hasLock: facts.taken };
}

/** Makes the session that holds the lock fit for the work. */
export async function prepareSession(session: Session): Promise<void> {
  await session.query(SESSION_SETTINGS);
  await session.query(NOTICE_DEATH).catch(ignoreUnsupported);
}

/** The server's `deadlock_timeout`, in milliseconds. */
export async function readDeadlockTimeout(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ ms: number }>(`select ${DEADLOCK_MS} as ms`);
  return rows[0]?.ms ?? 1000;
}

const DEADLOCK_MS = `(extract(epoch from current_setting('deadlock_timeout')::interval) * 1000)::integer`;

/** CASE asks for the lock only where both conditions hold: nothing that it names is a constant to be computed before. */
const EXAMINE_AND_TRY = `
  select pid, standby, "readOnly", ${DEADLOCK_MS} as "deadlockMs",
    case when ($1::boolean or pid = $2::integer) and not "readOnly" then pg_try_advisory_lock($3::bigint) else false end
      as taken
  from (select pg_backend_pid() as pid, pg_is_in_recovery() as standby,
    current_setting('transaction_read_only')::boolean as "readOnly") as session`;

/** Limits that an operator set for ordinary sessions would end the holder while it waits or works. */
const SESSION_SETTINGS = `
  set statement_timeout = 0;
  set lock_timeout = 0;
  set idle_in_transaction_session_timeout = 0`;

/**
 * A server process notices that its client is dead only when its statement ends: after a SIGKILL in a 12 s statement
 * the lock stayed 11.6 s; with this setting 0.6 s.
 */
const NOTICE_DEATH = `set client_connection_check_interval = '1s'`;

/** 22023, invalid_parameter_value: the server's platform cannot watch a socket. Death then costs the statement's rest. */
function ignoreUnsupported(error: unknown): void {
  if (!(error instanceof pg.DatabaseError && error.code === '22023')) throw error;
}

/** True when the session is gone, so that another one may go on; false for an error that would only come again. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof pg.DatabaseError)
    return SESSION_ENDED.has(error.code ?? '') || error.code?.startsWith('08') === true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return (typeof code === 'string' && SOCKET_BROKEN.has(code)) || PG_CLIENT_CLOSED.test(error.message);
}

const SESSION_ENDED = new Set([
  '57P01', // admin_shutdown: pg_terminate_backend, or the server stops
  '57P02', // crash_shutdown: another backend crashed
  '57P03', // cannot_connect_now: starting again
  '57P05', // idle_session_timeout
]);
const SOCKET_BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH']);
/** `pg` raises these as plain errors without a code. */
const PG_CLIENT_CLOSED = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;
