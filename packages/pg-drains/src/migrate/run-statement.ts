import pg from 'pg';
import { PermissionMissing } from './errors.ts';
import { PERMISSION_DENIED } from './permission.ts';
import { isConnectionLoss, type Session } from './session.ts';
import { lineAt, type Statement } from './statements.ts';
import { StepFailed } from './step-errors.ts';

/**
 * Sends one statement of a step, and turns what the server says against it into an error with file and line.
 *
 * @throws {StepFailed} {PermissionMissing}
 */
export async function runStatement(
  session: Session,
  step: { readonly file: string },
  statement: Pick<Statement, 'text' | 'line'>,
): Promise<void> {
  try {
    await session.query(statement.text);
  } catch (error) {
    if (isConnectionLoss(error) || !(error instanceof Error)) throw error;
    const line = errorLine(statement, error);
    const sqlState = sqlStateOf(error);
    if (sqlState === PERMISSION_DENIED) {
      throw new PermissionMissing({ role: session.role, doing: `${step.file}:${line}`, remedy: OWN_THE_SCHEMA }, error);
    }
    throw new StepFailed({ file: step.file, line, statement: statement.text, sqlState }, error);
  }
}

export const OWN_THE_SCHEMA =
  'Run migrations as the owner of the schema, or have the owner grant the right, then start again.';

export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Postgres names a position (in characters, from 1) for errors of parsing and naming, none for errors at run time. */
function errorLine(statement: Pick<Statement, 'text' | 'line'>, error: Error): number {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  if (!Number.isInteger(position)) return statement.line;
  const before = Array.from(statement.text)
    .slice(0, position - 1)
    .join('');
  return statement.line + lineAt(statement.text, before.length) - 1;
}
