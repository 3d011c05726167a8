import type pg from 'pg';

/** Runs a statement under a name, so that the server plans it once a connection where that is safe. */
export type Prepared = <Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  name: string,
  text: string,
  values: unknown[],
) => Promise<pg.QueryResult<Row>>;

/**
 * Planning the long statements of the drains costs about as much as running them (measured on 1,853 decisions, catalogued
 * again: 39 s without, 26 s with), and a prepared statement is planned once a connection. Behind a pooler that hands
 * out other server connections each time, the name might not be known there, so nothing is prepared: there the process
 * id that the driver was told is not that of the server it speaks to.
 */
export async function preparedOn(pool: pg.Pool): Promise<Prepared> {
  const direct = await isDirect(pool);
  return (client, name, text, values) => client.query(direct ? { name, text, values } : { text, values });
}

async function isDirect(pool: pg.Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return 'processID' in client && client.processID === rows[0]?.pid;
  } finally {
    client.release();
  }
}
