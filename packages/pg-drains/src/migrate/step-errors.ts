import { MigrateError } from './errors.ts';

/** A statement of a step failed; the step was rolled back, the steps before it stay. */
export class StepFailed extends MigrateError {
  readonly file: string;
  readonly line: number;
  readonly statement: string;
  readonly sqlState: string | undefined;
  constructor(detail: { file: string; line: number; statement: string; sqlState: string | undefined }, cause: Error) {
    super(
      `${detail.file}:${detail.line}: ${cause.message} (SQLSTATE ${detail.sqlState ?? 'unknown'}). ` +
        'The step was rolled back, nothing of it remains. Correct the file or the data, then start again.',
      { cause },
    );
    this.file = detail.file;
    this.line = detail.line;
    this.statement = detail.statement;
    this.sqlState = detail.sqlState;
  }
}

/** A unique index cannot be built: the table has rows that are the same in its columns. */
export class IndexDuplicates extends MigrateError {
  readonly file: string;
  readonly line: number;
  readonly index: string;
  readonly table: string;
  /** As Postgres names them; undefined when it does not. The values stay in `cause`: they may be personal. */
  readonly columns: string | undefined;
  constructor(
    detail: { file: string; line: number; index: string; table: string; columns: string | undefined },
    cause: Error,
  ) {
    const find = detail.columns
      ? `Find them: select ${detail.columns}, count(*) from ${detail.table} group by ${detail.columns} having count(*) > 1. `
      : '';
    super(
      `${detail.file}:${detail.line}: ${detail.table} has rows that are not unique${detail.columns ? ` in (${detail.columns})` : ''}, ` +
        `so the index ${detail.index} cannot be built. ${find}Nothing of it remains. Make the rows unique, then start again.`,
      { cause },
    );
    this.file = detail.file;
    this.line = detail.line;
    this.index = detail.index;
    this.table = detail.table;
    this.columns = detail.columns;
  }
}

/** Something is called as the new index is to be called, and no step says that it made it. */
export class IndexNameTaken extends MigrateError {
  readonly file: string;
  readonly index: string;
  constructor(detail: { file: string; index: string }) {
    super(
      `${detail.file}: there is something named ${detail.index} already, made by hand or by another program. ` +
        `Look whether it is in use; if it is such an index, drop it (drop index concurrently ${detail.index}), then start again.`,
    );
    this.file = detail.file;
    this.index = detail.index;
  }
}

/** The server reported success for an index that is not valid, or somebody dropped it meanwhile. */
export class IndexInvalid extends MigrateError {
  readonly file: string;
  readonly index: string;
  constructor(detail: { file: string; index: string }) {
    super(
      `${detail.file}: the index ${detail.index} was built and is not valid. Look whether another program works on ` +
        'the table, then start again: the unfinished index is dropped and built anew.',
    );
    this.file = detail.file;
    this.index = detail.index;
  }
}

/** A step gave way to other transactions until its deadline. */
export class StepStarved extends MigrateError {
  readonly file: string;
  readonly tries: number;
  readonly elapsedMs: number;
  readonly sqlState: string;
  constructor(detail: { file: string; tries: number; elapsedMs: number; sqlState: string }, cause: Error) {
    super(
      `${detail.file} did not get its table locks in ${detail.tries} tries over ${Math.round(detail.elapsedMs / 1000)} s ` +
        `(SQLSTATE ${detail.sqlState}). Nothing of it remains. Start again at a quieter time, or end the long transactions ` +
        "that select pid, xact_start, query from pg_stat_activity where state <> 'idle' order by xact_start shows first.",
      { cause },
    );
    this.file = detail.file;
    this.tries = detail.tries;
    this.elapsedMs = detail.elapsedMs;
    this.sqlState = detail.sqlState;
  }
}
