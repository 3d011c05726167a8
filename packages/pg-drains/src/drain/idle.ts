import { prefix } from './database.ts';
import type { DeriveOptions } from './derive.ts';
import type { Idle, JobResult } from './job.ts';
import { nothingToDo as nothingToDoSql } from './statements/idle.ts';

/**
 * The question whether a queue has nothing to do: nothing to claim now, and nothing that `deriveWork` of the same
 * selection would change. `runJob` asks it in the statement that begins the run, so such a start is one statement.
 *
 * @param result what such a run reports
 * @param unless further SQL that must be false, e.g. work that is owed beside the queue
 * @example
 * const pages = { schema: 'library', queue: 'read', select: 'select id as subject, version as input, 0 as priority from library.page' };
 * const idle = nothingToDo(pages, { outcome: 'nothing-to-do' });
 * await runJob({ name: 'read-drain', pool, schema: 'library', idle, work });
 */
export function nothingToDo<R extends JobResult>(selection: DeriveOptions, result: R, unless = 'false'): Idle<R> {
  const { schema, queue, select, values = [] } = selection;
  const sql = nothingToDoSql(prefix(schema), select, values.length + 1);
  return { sql: `${sql} and not (${unless})`, values: [...values, queue], result };
}
