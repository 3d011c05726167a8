import { prefix, type Queryable } from './database.ts';
import { BadSelectionError } from './errors.ts';
import { derive, fillEmpty } from './statements/derive.ts';

export interface DeriveOptions {
  /** Postgres schema of the work tables. */
  schema: string;
  queue: string;
  /**
   * A SQL select, the whole truth about the queue. Columns: `subject` text (unique), `input` text (fingerprint of what
   * is read), `priority` integer (higher first); optional `engine` text (fingerprint of what reads it) and `paid`
   * boolean (a change of engine waits for an operator). Parameters are `$1…` of `values`.
   */
  select: string;
  values?: unknown[];
}

/** What a derivation did, in rows. All but `wanted` are 0 when nothing changed. */
export interface Derived {
  wanted: number;
  /** new subjects, now ready */
  added: number;
  /** other fingerprints or priority; ready again unless leased, or done before with these very fingerprints */
  changed: number;
  /** other paid engine: waits for `redrive` */
  stale: number;
  /** subjects the selection no longer names */
  removed: number;
}

/**
 * Makes the work rows of one queue agree with a selection: work is derived from the data, like the targets of a build
 * system, and never enqueued by hand. Running it again changes and writes nothing.
 *
 * A changed `input` makes a done row ready again, so does a changed free `engine`; a changed paid `engine` makes it
 * stale. Without an `engine` column a paid row goes stale on any change. Vanished subjects are removed, unless leased.
 *
 * @example
 * await deriveWork(pool, {
 *   schema: 'library', queue: 'metadata', values: [`${reader.name}/${reader.version}`],
 *   select: 'select id::text as subject, text_hash as input, 0 as priority, $1 as engine from library.page',
 * });
 * @throws BadSelectionError when a subject comes twice or a subject or input is null
 */
export async function deriveWork(db: Queryable, options: DeriveOptions): Promise<Derived> {
  const filled = await fill(db, options);
  if (filled > 0) return { wanted: filled, added: filled, changed: 0, stale: 0, removed: 0 };
  const values = options.values ?? [];
  const sql = derive(prefix(options.schema), options.select, values.length + 1);
  try {
    const { rows } = await db.query<Derived & Record<string, unknown>>(sql, [...values, options.queue]);
    return rows[0] ?? { wanted: 0, added: 0, changed: 0, stale: 0, removed: 0 };
  } catch (error) {
    throw explain(options.queue, error);
  }
}

/** How many rows were put into a queue that had none. 0: it has, or another process fills it in this moment. */
async function fill(db: Queryable, { schema, queue, select, values = [] }: DeriveOptions): Promise<number> {
  try {
    const { rowCount } = await db.query(fillEmpty(prefix(schema), select, values.length + 1), [...values, queue]);
    return rowCount ?? 0;
  } catch (error) {
    if (codeOf(error) === UNIQUE_VIOLATION) return 0; // the full derivation says whose fault it was
    throw explain(queue, error);
  }
}

// SQLSTATEs that a wrong selection causes in the upsert.
const TWICE = '21000'; // cardinality_violation: ON CONFLICT met a row for the second time
const NULL_VALUE = '23502'; // not_null_violation

const UNIQUE_VIOLATION = '23505';
const FAILED_TRANSACTION = '25P02'; // the caller's own, by the violation before

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

function explain(queue: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === TWICE) return new BadSelectionError(queue, 'names a subject twice; make `subject` unique.', error);
  if (code === FAILED_TRANSACTION)
    return new BadSelectionError(
      queue,
      'names a subject twice, or another process filled the queue in this moment; the transaction around it has failed. Derive outside of one.',
      error,
    );
  if (code === NULL_VALUE) return new BadSelectionError(queue, 'has a null subject or input; filter them out.', error);
  return error;
}
