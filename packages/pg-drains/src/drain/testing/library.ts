import pg from 'pg';
import { onTestFinished } from 'vitest';
import { testDatabase } from '../../../../../testing/database.ts';
import { type DeriveOptions, deriveWork } from '../derive.ts';
import { workSchema } from '../schema/work-schema.gen.ts';

/** A schema name that would break unquoted SQL, on purpose. */
export const schema = 'Ward 7';

export interface Library {
  url: string;
  pool: pg.Pool;
  /** Fills `page` with `count` pages p0001 … of text version 1 and derives their work. */
  stock(count: number): Promise<void>;
  derive(options?: { engine?: string; paid?: boolean }): ReturnType<typeof deriveWork>;
  /** state of each subject, `p0001 ready` */
  states(): Promise<string[]>;
  one<R extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<R>;
}

/** The pages as work of the queue `read`. */
export const pages = ({ engine = 'reader/1', paid = false } = {}): DeriveOptions => ({
  schema,
  queue: 'read',
  select: `select id as subject, version as input, 0 as priority, $1::text as engine, $2::boolean as paid from "${schema}".page`,
  values: [engine, paid],
});

/** A database with the work schema, a table of pages to read and a ledger that handlers write to. */
export async function library(): Promise<Library> {
  const url = await testDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 6 });
  // pool.end() resolves before the server has closed; the drop of the database then reaches a client nobody listens to.
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  await pool.query(`create schema "${schema}"`);
  const client = await pool.connect();
  await client.query(`set search_path to "${schema}"`);
  await client.query(workSchema);
  await client.query(`
    create table page (id text primary key, version text not null);
    create table ledger (subject text not null, input text not null, written_at timestamptz not null default now());
    reset search_path`);
  client.release();

  const derive: Library['derive'] = (reader) => deriveWork(pool, pages(reader));
  return {
    url,
    pool,
    derive,
    async stock(count) {
      await pool.query(
        `insert into "${schema}".page select 'p' || lpad(n::text, greatest(4, length(n::text)), '0'), 'v1' from generate_series(1, $1) n`,
        [count],
      );
      await derive();
    },
    async states() {
      const { rows } = await pool.query<{ line: string }>(
        `select subject || ' ' || state as line from "${schema}".work order by subject`,
      );
      return rows.map((row) => row.line);
    },
    async one<R extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      const { rows } = await pool.query<R>(sql.replaceAll('$S', `"${schema}"`), values);
      const [row] = rows;
      if (!row) throw new Error(`no row: ${sql}`);
      return row;
    },
  };
}

/** Ready rows that the line does not name. */
export const unlined = async ({ pool }: Library): Promise<string[]> =>
  (
    await pool.query<{ subject: string }>(`
      select subject, priority from "${schema}".work where state = 'ready' and deaths = 0
      except select unnest(subjects), priority from "${schema}".work_line`)
  ).rows.map((row) => row.subject);

/** How many slices the line has. */
export const slices = (lib: Library): Promise<{ n: number }> =>
  lib.one<{ n: number }>('select count(*)::int as n from $S.work_line');
