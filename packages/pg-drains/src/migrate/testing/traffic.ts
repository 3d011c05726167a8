/**
 * Drains at work: so many connections, each in one transaction after another, in each of which it writes to `loan` and
 * then to `book`, its own rows, so that they cannot deadlock among themselves. Prints a line when all are at work, and
 * when it is told to stop, how many transactions were committed and which errors they met.
 */
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const [url = '', connections = '1', pauseMs = '0'] = process.argv.slice(2);
const errors: string[] = [];
let committed = 0;
let isStopped = false;
createInterface({ input: process.stdin }).once('line', () => {
  isStopped = true;
  process.stdin.destroy();
});

async function drain(reader: number): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'drain' });
  await client.connect();
  while (!isStopped) {
    try {
      await client.query('begin');
      await client.query(`update library.loan set reader = reader where book = ${reader}`);
      await client.query('select pg_sleep(0.002)');
      await client.query(`update library.book set title = title where id = ${reader}`);
      await client.query('commit');
      committed += 1;
    } catch (error) {
      errors.push(error instanceof pg.DatabaseError ? (error.code ?? error.message) : String(error));
      await client.query('rollback');
    }
    if (committed === Number(connections)) console.log(JSON.stringify({ atWork: true }));
    if (Number(pauseMs) > 0) await pause(Number(pauseMs) * Math.random());
  }
  await client.end();
}

await Promise.all(Array.from({ length: Number(connections) }, (_, index) => drain(index + 1)));
console.log(JSON.stringify({ committed, errors }));
