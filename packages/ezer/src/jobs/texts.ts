import type pg from 'pg';
import { PermanentError } from 'pg-drains';

/**
 * What both reading drains work on: every decision that was not removed, by its current text. The version is the
 * fingerprint of the input and `$1` that of the engine, so a new text or a new engine makes the row ready again.
 */
export const DECISIONS_TO_READ = `
  select id::text as subject,
         current_version_id::text as input,
         0 as priority,
         $1::text as engine
    from ezer.decision
   where status <> 'removed' and current_version_id is not null`;

/** The text of a version. @throws PermanentError when it is gone: the decision was removed meanwhile */
export async function textOf(pool: pg.Pool, versionId: string): Promise<string> {
  const { rows } = await pool.query<{ text: string }>('select text from ezer.decision_version where id = $1', [
    versionId,
  ]);
  const row = rows[0];
  if (!row) throw new PermanentError(`decision version ${versionId} is gone; nothing to do`);
  return row.text;
}
