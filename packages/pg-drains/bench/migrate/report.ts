import { cpus, loadavg, totalmem } from 'node:os';

/** A start on a current schema, in one process. */
export interface Current {
  readonly name: string;
  readonly extraTables: number;
  readonly queries: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Many processes at the same instant. */
export interface AtOnce {
  readonly name: string;
  readonly count: number;
  readonly state: 'empty' | 'current';
  readonly withIndex: boolean;
  readonly ok: number;
  readonly failed: number;
  readonly deadlocks: number;
  readonly median: number;
  readonly slowest: number;
  readonly wall: number;
  readonly errors: readonly string[];
}

const BARE = 'bare connect + select 1';
const OURS = 'pg-drains';

export function report(current: readonly Current[], many: readonly AtOnce[], rounds: number): string {
  const [cpu] = cpus();
  return `# What a start costs, and what many at once do

Written by \`npm run bench:migrate\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'},
${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, Postgres 18 on loopback without fsync, load average at the end
${loadavg()
  .map((load) => load.toFixed(1))
  .join(', ')}. All runners in one run on one server, taking turns, each as its own documentation says to use it; all
but the two that install a schema of their own have the same ten steps (a table and two indexes each). Times differ from
machine to machine; the ratios are what counts.

## A current schema, one start in a warm process

Milliseconds from connecting to closing, median (quartiles) of 40. “Added” is what the runner costs beyond the bare
connection of the same round; “× ours” is its added time beside that of pg-drains.

${[0, 400].map((tables) => currentTable(current, tables)).join('\n\n')}

## Many processes at once, on a current schema

${rounds} round(s), as below.

${manyTable(many, (row) => row.state === 'current')}

## Many processes at once, on an empty database

${rounds} round(s): successes and failures are of all of them, times of the middle one. “× bare” is the time from the common start until the last has ended, beside that of as many bare connections.

${manyTable(many, (row) => row.state === 'empty' && !row.withIndex)}

## Eight at once on an empty database, with an index built concurrently in the list

100,000 rows, then \`CREATE INDEX CONCURRENTLY\`. drizzle-orm cannot (one transaction); Kysely only with
\`disableTransactions\`. graphile-worker and pg-boss have no list of the user's.

${manyTable(many, (row) => row.withIndex)}
`;
}

function currentTable(all: readonly Current[], extraTables: number): string {
  const rows = all.filter((row) => row.extraTables === extraTables);
  const bare = rows.find(({ name }) => name === BARE)?.median ?? 0;
  const added = (row: Current) => row.median - bare;
  const ours = added(rows.find(({ name }) => name === OURS) ?? { ...NOTHING, name: OURS });
  return [
    `### ${extraTables === 0 ? 'Nothing else in the database' : `${extraTables} more tables of 15 columns in the database`}`,
    '',
    '| runner | queries | ms | added ms | × ours |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => {
      const times = `${row.median.toFixed(1)} (${row.low.toFixed(1)}–${row.high.toFixed(1)})`;
      const beside = row.name === BARE ? ['', ''] : [added(row).toFixed(2), (added(row) / ours).toFixed(1)];
      return `| ${row.name} | ${row.queries} | ${times} | ${beside.join(' | ')} |`;
    }),
  ].join('\n');
}

const NOTHING = { extraTables: 0, queries: 0, median: 0, low: 0, high: 0 };

function manyTable(all: readonly AtOnce[], belongs: (row: AtOnce) => boolean): string {
  const rows = all.filter(belongs);
  return [
    '| runner | processes | succeed | fail | deadlocks | median ms | slowest ms | until all ended, ms | × bare | errors |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows.map((row) => {
      const bare = rows.find(({ name, count }) => name === BARE && count === row.count)?.wall;
      const numbers = [
        row.count,
        row.ok,
        row.failed,
        row.deadlocks,
        ...[row.median, row.slowest, row.wall].map(Math.round),
      ];
      const ratio = bare === undefined ? '' : (row.wall / bare).toFixed(1);
      return `| ${row.name} | ${numbers.join(' | ')} | ${ratio} | ${row.errors.join('; ').replaceAll('|', '/')} |`;
    }),
  ].join('\n');
}
