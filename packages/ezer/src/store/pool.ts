import pg from 'pg';

/** The Postgres schema that holds everything of this product. */
export const SCHEMA = 'ezer';

// A `date` is a day in Jerusalem, not a moment: the driver's default turns it into one, in the zone of the machine.
const DATE_OID = 1082;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === DATE_OID ? (value: string) => value : pg.types.getTypeParser(oid, format as 'text'),
};

/**
 * Opens a small pool on the library's database; nothing is connected until the first query.
 *
 * Apart from the typed queries (`storeOn`), because a job that finds nothing to do needs none: the query builder is two
 * thirds of what such a start would load.
 *
 * @param applicationName  what `pg_stat_activity` shows, e.g. `ezer metadata-drain`
 * @param max  connections; a job needs few, and many jobs share one server
 */
export function openPool(url: string, { applicationName = 'ezer', max = 4 } = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, application_name: applicationName, max, types });
  // A server that goes away while a connection is idle must not end the process; the next query reports it.
  pool.on('error', () => undefined);
  return pool;
}
