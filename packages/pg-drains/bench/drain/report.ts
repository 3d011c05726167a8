import { cpus, loadavg, totalmem } from 'node:os';
import type { ClaimTime } from './flatness.ts';
import type { Start } from './starts.ts';
import { BOSS, GRAPHILE, GRAPHILE_LARGE, OURS, OURS_LARGE } from './systems.ts';
import type { Throughput } from './throughput.ts';

export interface Measured {
  /** one for each length of the queue */
  worked: { items: number; rounds: number; rows: Throughput[] }[];
  starts: Start[];
  depth: ClaimTime[];
  held: ClaimTime[];
}

export function report({ worked, starts, depth, held }: Measured): string {
  const [cpu] = cpus();
  return `# Drains beside other queues

Written by \`npm run bench:drain\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'},
${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, Postgres 18 on loopback with durable commits (fsync and synchronous_commit
on), load average at the end ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}. All systems in one run on one server, taking turns; between
two of them the database is dropped and a checkpoint written. Times differ from machine to machine
and with what else runs; the ratios are what counts. A ratio is that of the medians.

## Items that do nothing

Items a second, median (lowest–highest). pg-drains completes under a fence, which the others do not,
and keeps the plans of its statements on the server (\`preparedStatements\`), as graphile-worker does.
The bare loop is two statements in a circle on one connection: a yardstick, no queue. The longer queue says what is kept up;
of 20,000 items, getting under way and ending takes pg-drains a quarter of the time.

${worked.map(queueTables).join('\n\n')}

## Start to exit on an empty queue

Milliseconds of the whole process, median (lowest–highest).

| process | ms | × bare |
| --- | ---: | ---: |
${starts.map((row) => `| ${row.name} | ${spread(row.times, 0)} | ${(median(row.times) / median(starts[0]?.times ?? [])).toFixed(2)} |`).join('\n')}

## Claims by depth

Milliseconds of one claim, median; the ratio is to the first row.

${claimTable(depth)}

## Claims under an open transaction

An old transaction keeps vacuum from removing what has passed.

${claimTable(held)}
`;
}

function queueTables({ items, rounds, rows }: Measured['worked'][number]): string {
  const head = `### ${items.toLocaleString('en')} items, ${rounds} rounds`;
  return [head, ...[1, 2].map((processes) => throughputTable(rows.filter((row) => row.processes === processes)))].join(
    '\n\n',
  );
}

function throughputTable(rows: readonly Throughput[]): string {
  const of = (name: string) => rows.find((row) => row.name === name);
  const ratio = (name: string, key: 'worked' | 'filled', our = OURS) => {
    const ours = of(our);
    const other = of(name);
    return ours && other ? (median(ours[key]) / median(other[key])).toFixed(2) : '?';
  };
  return [
    `#### ${rows[0]?.processes === 1 ? 'One process' : `${rows[0]?.processes} processes`}`,
    '',
    '| system | worked | filled |',
    '| --- | ---: | ---: |',
    ...rows.map((row) => `| ${row.name} | ${spread(row.worked, 0)} | ${spread(row.filled, 0)} |`),
    '',
    `With 500 at once pg-drains works ${ratio(GRAPHILE, 'worked')} × graphile-worker, with 2,000 ${ratio(GRAPHILE_LARGE, 'worked', OURS_LARGE)} ×;`,
    `beside pg-boss ${ratio(BOSS, 'worked')} × and ${ratio(BOSS, 'worked', OURS_LARGE)} ×. With 500 it fills`,
    `${ratio(GRAPHILE, 'filled')} × as fast as graphile-worker and ${ratio(BOSS, 'filled')} × as fast as pg-boss.`,
  ].join('\n');
}

function claimTable(rows: readonly ClaimTime[]): string {
  const [first] = rows;
  const beside = (value: number, base: number | undefined) =>
    `${value.toFixed(2)} (${(value / (base ?? value)).toFixed(1)} ×)`;
  return [
    '| queue | claim of 1 | claim of 100 |',
    '| --- | ---: | ---: |',
    ...rows.map((row) => `| ${row.what} | ${beside(row.single, first?.single)} | ${beside(row.batch, first?.batch)} |`),
  ].join('\n');
}

function spread(values: readonly number[], digits: number): string {
  const show = (value: number) => value.toLocaleString('en', { maximumFractionDigits: digits });
  return `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
