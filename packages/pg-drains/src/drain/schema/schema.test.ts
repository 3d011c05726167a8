import { readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../../testing/database.ts';
import { workSchema } from './work-schema.gen.ts';

test('the embedded schema is the files', () => {
  const files = ['0001_work.sql', '0002_line.sql', '0003_slices.sql', '0004_bytes.sql'].map((name) =>
    readFileSync(new URL(name, import.meta.url), 'utf8'),
  );
  expect(workSchema, 'run: node packages/pg-drains/src/drain/schema/embed.ts').toBe(files.join('\n'));
});

test('a control row with nonsense is refused when it is written, not when a drain reads it', async () => {
  const client = new pg.Client({ connectionString: await testDatabase() });
  await client.connect();
  await client.query(workSchema);
  const insert = `insert into job_control (job, changed_by, window_start, window_end, window_zone) values ('a', 'dana', $1, $2, $3)`;
  await expect(client.query(insert, ['23:00', '05:00', 'Asia/Atlantis'])).rejects.toThrow(/not recognized/);
  await expect(client.query(insert, ['23:00', null, 'Asia/Jerusalem'])).rejects.toThrow(/job_control_whole_window/);
  await expect(client.query(insert, ['23:00', '23:00', 'Asia/Jerusalem'])).rejects.toThrow(/job_control_whole_window/);
  await client.query(insert, ['23:00', '05:00', 'Asia/Jerusalem']);
  await client.query(insert.replace("'a'", "'b'"), [null, null, null]);
  await client.end();
});

test('names of queues and subjects are compared byte by byte, in any database', async () => {
  const client = new pg.Client({ connectionString: await testDatabase() });
  await client.connect();
  await client.query(workSchema);
  const { rows } = await client.query(
    `select attrelid::regclass::text || '.' || attname as name, collname from pg_attribute join pg_collation c on c.oid = attcollation
     where attrelid::regclass::text in ('work', 'work_part', 'work_line', 'work_claim')
       and attname in ('queue', 'subject', 'subjects') order by 1`,
  );
  expect(rows.map(({ name, collname }) => [name, collname])).toEqual(
    ['work.queue', 'work.subject', 'work_claim.queue', 'work_claim.subjects']
      .concat(['work_line.queue', 'work_line.subjects', 'work_part.queue', 'work_part.subject'])
      .map((name) => [name, 'C']),
  );
  await client.end();
});
