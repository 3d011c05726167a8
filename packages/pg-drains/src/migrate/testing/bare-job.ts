/**
 * A job as the system before had them: at its start it applies its own list of DDL in one transaction, whoever else does
 * so too. Takes URL and statements; after the first it waits for a line, so that a test can let several jobs stand where
 * they stood in the same minute of the same night.
 */
import { createInterface } from 'node:readline';
import pg from 'pg';

const [url = '', ...statements] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query('begin');
try {
  for (const [index, statement] of statements.entries()) {
    await client.query(statement);
    if (index > 0) continue;
    console.log(JSON.stringify({ did: 'first' }));
    await lines.next();
  }
  await client.query('commit');
  console.log(JSON.stringify({ did: 'all' }));
} catch (error) {
  console.log(JSON.stringify({ sqlState: error instanceof pg.DatabaseError ? error.code : String(error) }));
}
await client.end();
process.stdin.destroy();
