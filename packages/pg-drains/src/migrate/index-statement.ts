import { BadMigrations } from './bad-migrations.ts';
import { fileName, type Migration } from './migration.ts';
import { splitStatements } from './statements.ts';
import { readToken } from './tokens.ts';

/** The one statement of a step of kind `concurrent-index`, taken apart. */
export interface IndexStatement {
  readonly name: string;
  /** What the index is called until it is finished. */
  readonly building: string;
  /** As the statement has it. */
  readonly table: string;
  readonly buildSql: string;
  readonly line: number;
}

/**
 * @throws {BadMigrations} when the file is anything but one `CREATE [UNIQUE] INDEX CONCURRENTLY name ON …`: without a
 *   name it could not be found again, and `IF NOT EXISTS` would take an unfinished one for done
 */
export function readIndexStatement(migration: Migration): IndexStatement {
  const [statement, more] = splitStatements(migration.sql);
  const refuse = (line: number | undefined) =>
    new BadMigrations({ reason: 'bad-index', file: fileName(migration), ...(line === undefined ? {} : { line }) });
  if (!statement || more) throw refuse(more?.line);
  const { text, line } = statement;
  const words = tokensOf(text);
  const expected =
    words[1]?.text === 'unique' ? ['create', 'unique', 'index', 'concurrently'] : ['create', 'index', 'concurrently'];
  const name = words[expected.length];
  const on = words[expected.length + 1];
  const starts = expected.every((word, i) => words[i]?.text === word);
  if (!starts || !name || on?.text !== 'on' || !/^[\p{L}_"]/u.test(name.text)) throw refuse(line);

  const plain = name.text.startsWith('"') ? name.text.slice(1, -1).replaceAll('""', '"') : name.text;
  const building = `${plain}${SUFFIX}`;
  if (Buffer.byteLength(building) > LONGEST_NAME) throw refuse(line);
  const quotedBuilding = `"${building.replaceAll('"', '""')}"`;
  return {
    name: plain,
    building,
    table: tableAfter(words, expected.length + 2),
    buildSql: text.slice(0, name.start) + quotedBuilding + text.slice(name.end),
    line,
  };
}

const SUFFIX = '__building';
/** NAMEDATALEN - 1: Postgres cuts longer names, and two of them might then be one. */
const LONGEST_NAME = 63;

interface PlacedToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function tokensOf(sql: string): PlacedToken[] {
  const tokens: PlacedToken[] = [];
  for (let at = 0; at < sql.length; ) {
    const { kind, length } = readToken(sql, at);
    const text = sql.slice(at, at + length);
    if (kind !== 'blank')
      tokens.push({ text: kind === 'word' ? text.toLowerCase() : text, start: at, end: at + length });
    at += length;
  }
  return tokens;
}

function tableAfter(tokens: readonly PlacedToken[], index: number): string {
  const at = tokens[index]?.text === 'only' ? index + 1 : index;
  const isQualified = tokens[at + 1]?.text === '.';
  return tokens
    .slice(at, at + (isQualified ? 3 : 1))
    .map(({ text }) => text)
    .join('');
}
