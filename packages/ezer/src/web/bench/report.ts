import { cpus, loadavg, totalmem } from 'node:os';
import type { PageTimes } from './measure.ts';

export interface Measured {
  name: string;
  decisions: number;
  pages: PageTimes[];
}

export function report(libraries: readonly Measured[], rounds: number): string {
  const [cpu] = cpus();
  return `# How soon a page comes

Written by \`npm run bench:web\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'},
${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, Postgres 18 on loopback without fsync, load average at the end
${loadavg()
  .map((load) => load.toFixed(1))
  .join(
    ', ',
  )}. Milliseconds from sending a request to the first byte of its answer, signed in where the page needs it, one request
at a time on one open connection, ${rounds} rounds over all pages. “Bare” is a Hono route that sends as many bytes and does nothing
else, asked in turn with ours: what Node, Hono and the machine cost by themselves.

${libraries.map(section).join('\n\n')}
`;
}

function section({ name, decisions, pages }: Measured): string {
  const slowest = pages.toSorted((a, b) => b.ours.median - a.ours.median)[0];
  return [
    `## ${name[0]?.toUpperCase()}${name.slice(1)}: ${decisions.toLocaleString('en')} decisions`,
    '',
    `Slowest at the median: ${slowest?.name ?? 'none'}, ${slowest?.ours.median.toFixed(1) ?? 0} ms.`,
    '',
    '| page | address | status | kB | median ms | p95 ms | bare median | bare p95 |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...pages.map(({ name: page, path, status, bytes, ours, bare }) => {
      const numbers = [ours.median, ours.p95, bare.median, bare.p95].map((ms) => ms.toFixed(1));
      return `| ${page} | \`${path}\` | ${status} | ${(bytes / 1024).toFixed(0)} | ${numbers.join(' | ')} |`;
    }),
  ].join('\n');
}
