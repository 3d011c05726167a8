import { cpus, loadavg, totalmem } from 'node:os';
import type { PatternTime } from './patterns.ts';

export interface Speed {
  name: string;
  ms: number;
  bytes: number;
  peer: boolean;
}

export interface Growth {
  bytes: number;
  /** milliseconds by step */
  times: Readonly<Record<string, number>>;
}

export interface Hostile {
  name: string;
  rows: readonly { flood: string; ms: number; slowest?: PatternTime | undefined }[];
}

export interface Measured {
  speeds: readonly Speed[];
  corpus: readonly Speed[];
  corpusBytes: number;
  decisions: number;
  growth: readonly Growth[];
  memory: readonly { bytes: number; peak: number }[];
  hostile: readonly Hostile[];
  rounds: number;
}

const LIMIT = 200;

/** The page docs/benchmarks/law.md. */
export function report(measured: Measured): string {
  const { corpus, corpusBytes, decisions, growth, memory, hostile, rounds } = measured;
  const everything = corpus.filter(({ name }) => name === 'readDecision' || name === 'tokenize');
  const seconds = everything.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return `# What reading Hebrew law costs

Written by \`npm run bench:law\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'},
${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load average at the end ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}. Times are processor time of
the process (the collector's threads with it), the least of ${rounds}; MB are millions of bytes of UTF-8, of which a Hebrew letter
takes two. Figures differ from machine to machine and from hour to hour; the ratios of one run are what counts.

## Steps, on invented decisions of 20 kB

“× words” is the time beside that of the word segmenter of the JavaScript engine (Intl.Segmenter) on the same text in the same run.
A step starts from the bare text: each normalises it again. \`readDecision\` does all but the tokens.

${speedTable(measured.speeds)}
${
  corpus.length > 0
    ? `## ${decisions.toLocaleString('en')} real decisions, ${(corpusBytes / 1e6).toFixed(1)} MB

Everything (\`readDecision\` and \`tokenize\`) takes **${seconds.toFixed(1)} s** of one core; the issue asks for less than 10 s.

${speedTable(corpus)}
`
    : ''
}
## Growth, one decision from 1 kB to 10 MB

Milliseconds, and in the last column how much longer the last size takes a byte than 100 kB does (1.0 is linear).

${growthTable(growth)}
## Memory

Peak of a process that reads one decision, and of one that reads none.

| decision | peak MB |
| ---: | ---: |
${memory.map(({ bytes, peak }) => `| ${bytes === 0 ? 'none' : size(bytes)} | ${(peak / 1e6).toFixed(0)} |`).join('\n')}

## Hostile text, 1 MB of each

${hostile[0]?.rows.length ?? 0} floods of half-matches and matches (\`packages/hebrew-law/bench/floods.ts\`), each step in a
process of its own. The issue allows a pattern ${LIMIT} ms on a megabyte. The slowest of all, every call of it in a step together:

| pattern | step, flood | ms |
| --- | --- | ---: |
${slowestTable(hostile)}

A step is some dozens of patterns and what is made of their matches. Where it takes longer than that, it finds something at
every few letters of the flood: the time is that of making a hundred thousand results, and grows with their number
(\`src/linear.test.ts\`).

| step | floods within ${LIMIT} ms | the three slowest, ms |
| --- | ---: | --- |
${hostile
  .map(({ name, rows }) => {
    const within = rows.filter(({ ms }) => ms <= LIMIT).length;
    const slowest = rows.toSorted((a, b) => b.ms - a.ms).slice(0, 3);
    return `| ${name} | ${within} of ${rows.length} | ${slowest.map(({ flood, ms }) => `${flood} ${ms.toFixed(0)}`).join('; ')} |`;
  })
  .join('\n')}
`;
}

function slowestTable(hostile: readonly Hostile[]): string {
  const all = hostile.flatMap(({ name, rows }) =>
    rows.flatMap(({ flood, slowest }) => (slowest ? [{ ...slowest, where: `${name}, ${flood}` }] : [])),
  );
  const bySource = Map.groupBy(
    all.sort((a, b) => b.ms - a.ms),
    ({ pattern }) => pattern,
  );
  return [...bySource.values()]
    .slice(0, 8)
    .map(([first]) => `| \`${first?.pattern.replaceAll('|', '\\|')}\` | ${first?.where} | ${first?.ms.toFixed(0)} |`)
    .join('\n');
}

function speedTable(speeds: readonly Speed[]): string {
  const words = speeds.find(({ name }) => name.startsWith('Intl.Segmenter'))?.ms ?? Number.NaN;
  const rows = speeds.map(({ name, ms, bytes, peer }) => {
    const shown = peer ? `*${name}*` : name;
    return `| ${shown} | ${ms.toFixed(0)} | ${(bytes / 1e3 / ms).toFixed(1)} | ${(ms / words).toFixed(2)} |`;
  });
  return `| step | ms | MB/s | × words |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}\n`;
}

function growthTable(growth: readonly Growth[]): string {
  const names = Object.keys(growth[0]?.times ?? {});
  const per = (row: Growth | undefined, name: string): number => (row?.times[name] ?? Number.NaN) / (row?.bytes ?? 1);
  const rows = names.map((name) => {
    const times = growth.map(({ times }) => (times[name] ?? 0).toFixed(2));
    return `| ${name} | ${times.join(' | ')} | ${(per(growth.at(-1), name) / per(growth[2], name)).toFixed(1)} |`;
  });
  const head = growth.map(({ bytes }) => size(bytes));
  return `| step | ${head.join(' | ')} | growth |\n| --- | ${head.map(() => '---:').join(' | ')} | ---: |\n${rows.join('\n')}\n`;
}

function size(bytes: number): string {
  return bytes >= 950_000 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e3)} kB`;
}
