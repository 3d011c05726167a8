import { cpus, loadavg, totalmem } from 'node:os';

/** A start on a current schema, in one process. */
export interface Current {
  readonly name: string;
  readonly extraTables: number;
  readonly queries: number;
  /** Median of the differences to the bare connection of the same round. */
  readonly added: number;
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
  /** Wall time beside that of as many bare connections; null where there is no such measure. */
  readonly timesBare: number | null;
  readonly errors: readonly string[];
}

/** Milliseconds from the SIGKILL of the holder until the next process has the lock, sorted. */
export interface Death {
  readonly where: string;
  readonly times: readonly number[];
}

export interface Measured {
  readonly current: readonly Current[];
  readonly repeats: number;
  readonly many: readonly AtOnce[];
  readonly rounds: number;
  readonly deaths: readonly Death[];
}

const BARE = 'bare connect + select 1';
const OURS = 'pg-drains';

export function report({ current, repeats, many, rounds, deaths }: Measured): string {
  const [cpu] = cpus();
  return `# What a start costs, and what many at once do

Written by \`npm run bench:migrate\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'},
${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, Postgres 18 on loopback without fsync, load average at the end
${loadavg()
  .map((load) => load.toFixed(1))
  .join(', ')}. All runners in one run on one server, taking turns, each as its own documentation says to use it; all
but the two that install a schema of their own have the same ten steps (a table and two indexes each). Times differ from
machine to machine; the ratios are what counts. Closing is not in the times: the server takes longer to close a session
than to answer, and some pools wait for that and others do not.

## What it should reach

${targetTable(current, many, deaths)}

## A current schema, one start in a warm process

Milliseconds from connecting to the answer, median (quartiles) of ${repeats}. “Added” is the
median of what the runner costs beyond the bare connection of the same round; “× ours” is its added time beside that of pg-drains. “Own connection” is a caller that
hands over a connection it has anyway, as the jobs of this product do.

${[0, 400].map((tables) => currentTable(current, tables)).join('\n\n')}

## Many processes at once, on a current schema

${rounds} round(s), as below.

${manyTable(many, (row) => row.state === 'current')}

## Many processes at once, on an empty database

${rounds} round(s): successes and failures are of all of them, times of the middle one. “× bare” is the time from the common start until the last has ended, beside that of as many bare connections in the same round: the median of the rounds.

${manyTable(many, (row) => row.state === 'empty' && !row.withIndex)}

## Eight at once on an empty database, with an index built concurrently in the list

100,000 rows, then \`CREATE INDEX CONCURRENTLY\`. drizzle-orm cannot (one transaction); Kysely only with
\`disableTransactions\`. graphile-worker and pg-boss have no list of the user's.

${manyTable(many, (row) => row.withIndex)}

## The holder is killed

Milliseconds from the SIGKILL until the process that waits has the migration lock, ${deaths[0]?.times.length ?? 0} times each.

| the holder was | median | slowest |
| --- | ---: | ---: |
${deaths.map(({ where, times }) => `| ${where} | ${Math.round(median(times))} | ${Math.round(times.at(-1) ?? 0)} |`).join('\n')}
`;
}

/** The figures that the product promises itself, each beside what this run measured. */
function targetTable(current: readonly Current[], many: readonly AtOnce[], deaths: readonly Death[]): string {
  const rows = [...addedTargets(current), ...manyTargets(many), ...deathTargets(deaths)];
  return [
    '| what | at most | this run |',
    '| --- | ---: | ---: |',
    ...rows.map(([what, most, found]) => `| ${what} | ${most} | ${found.toFixed(2)} |`),
  ].join('\n');
}

type Target = readonly [what: string, most: string, found: number];

function addedTargets(current: readonly Current[]): Target[] {
  return [0, 400].flatMap((tables): Target[] => {
    const rows = current.filter((row) => row.extraTables === tables);
    const ours = rows.find(({ name }) => name === OURS);
    if (!ours) return [];
    const where = tables === 0 ? 'current schema' : `current schema, ${tables} more tables`;
    return [
      [`${where}: statements`, '1', ours.queries],
      [`${where}: ms added to a bare connection`, '1', ours.added],
      ...rows
        .filter(({ name }) => !name.startsWith(OURS) && name !== BARE)
        .map((peer): Target => [`${where}: added, × what ${peer.name} adds`, '0.2', ours.added / peer.added]),
    ];
  });
}

function manyTargets(many: readonly AtOnce[]): Target[] {
  const row = (name: string, state: AtOnce['state'], count: number) =>
    many.find((one) => one.name === name && one.state === state && one.count === count && !one.withIndex);
  const counts = [...new Set(many.filter(({ count, withIndex }) => count > 1 && !withIndex).map(({ count }) => count))];
  const one = row(OURS, 'empty', 1)?.wall;
  return counts.flatMap((count): Target[] => {
    const current = row(OURS, 'current', count)?.timesBare;
    const empty = row(OURS, 'empty', count)?.timesBare;
    const bare = row(BARE, 'empty', count)?.wall;
    return [
      ...(current ? [[`current schema, ${count} processes: × as many bare connections`, '1.1', current] as const] : []),
      ...(bare && empty && one
        ? [
            [
              `empty database, ${count} processes, less one process's migration: × as many bare connections`,
              '1.3',
              empty - one / bare,
            ] as const,
          ]
        : []),
    ];
  });
}

const deathTargets = (deaths: readonly Death[]): Target[] =>
  deaths.map(({ where, times }, index) => [
    `holder killed ${where}: s until the next has the lock, slowest`,
    index === 0 ? '1' : '2',
    (times.at(-1) ?? 0) / 1000,
  ]);

const median = (sorted: readonly number[]) => sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;

function currentTable(all: readonly Current[], extraTables: number): string {
  const rows = all.filter((row) => row.extraTables === extraTables);
  const ours = rows.find(({ name }) => name === OURS)?.added ?? 0;
  return [
    `### ${extraTables === 0 ? 'Nothing else in the database' : `${extraTables} more tables of 15 columns in the database`}`,
    '',
    '| runner | queries | ms | added ms | × ours |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => {
      const times = `${row.median.toFixed(1)} (${row.low.toFixed(1)}–${row.high.toFixed(1)})`;
      const beside = row.name === BARE ? ['', ''] : [row.added.toFixed(2), (row.added / ours).toFixed(1)];
      return `| ${row.name} | ${row.queries} | ${times} | ${beside.join(' | ')} |`;
    }),
  ].join('\n');
}

function manyTable(all: readonly AtOnce[], belongs: (row: AtOnce) => boolean): string {
  const rows = all.filter(belongs);
  return [
    '| runner | processes | succeed | fail | deadlocks | median ms | slowest ms | until all ended, ms | × bare | errors |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows.map((row) => {
      const numbers = [
        row.count,
        row.ok,
        row.failed,
        row.deadlocks,
        ...[row.median, row.slowest, row.wall].map(Math.round),
      ];
      const ratio = row.timesBare === null ? '' : row.timesBare.toFixed(2);
      return `| ${row.name} | ${numbers.join(' | ')} | ${ratio} | ${row.errors.join('; ').replaceAll('|', '/')} |`;
    }),
  ].join('\n');
}
