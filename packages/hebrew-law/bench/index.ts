/**
 * `npm run bench:law`: what each step costs, in MB/s, on plain and on hostile text, how it grows from 1 kB to 10 MB, and
 * how much memory it takes. Prints the tables and writes them to docs/benchmarks/law.md; asserts nothing.
 * `-- --corpus FILE` names a file of decisions, one JSON object with `texts` a line; only figures of it are printed.
 * `-- --rounds N` takes the least of N measurements (3).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readDecision } from '../src/index.ts';
import { FLOODS, type Flood } from './floods.ts';
import { slowestPattern } from './patterns.ts';
import { type Growth, type Hostile, report, type Speed } from './report.ts';
import { ALL, PEERS, processorTime, QUERY, STEPS } from './steps.ts';
import { decisionOf } from './text.ts';

const ROOT = join(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(ROOT, '../shared/corpus/noambassat-sc-criminal-leave/decisions.jsonl') },
    rounds: { type: 'string', default: '3' },
    // starts this file again as the process whose memory is measured
    memory: { type: 'string' },
    // or as the process that measures one step on the floods: what came before changes how the engine compiles it
    hostile: { type: 'string' },
  },
});
const ROUNDS = Number(values.rounds);
const MEGABYTE = 1_000_000;
if (values.memory !== undefined) {
  const bytes = Number(values.memory);
  if (bytes > 0) readDecision(decisionOf(bytes));
  console.log(process.resourceUsage().maxRSS * 1024);
  process.exit();
}
if (values.hostile !== undefined) {
  console.log(JSON.stringify(floodsOf(values.hostile)));
  process.exit();
}

const plain = Array.from({ length: 50 }, (_, variant) => decisionOf(MEGABYTE / 50, variant));
const speeds = speedOn(plain, ROUNDS);
const corpus = corpusTexts(resolve(values.corpus));
const corpusSpeeds = corpus.length > 0 ? speedOn(corpus, 1) : [];
const text = report({
  speeds,
  corpus: corpusSpeeds,
  corpusBytes: bytesOf(corpus),
  decisions: corpus.length,
  growth: growth(),
  memory: [0, 1_000_000, 10_000_000].map((bytes) => ({ bytes, peak: peakMemory(bytes) })),
  hostile: hostile(),
  rounds: ROUNDS,
});
const page = join(ROOT, 'docs/benchmarks/law.md');
mkdirSync(dirname(page), { recursive: true });
writeFileSync(page, text);
console.log(text);

function speedOn(texts: readonly string[], rounds: number): Speed[] {
  const bytes = bytesOf(texts);
  const rows = Object.entries({ ...PEERS, ...STEPS, ...ALL });
  return rows.map(([name, step]) => {
    const ms = processorTime(() => {
      for (const one of texts) step(one);
    }, rounds);
    console.error(`${name}: ${ms.toFixed(0)} ms`);
    return { name, ms, bytes, peer: name in PEERS };
  });
}

function growth(): Growth[] {
  return [1e3, 1e4, 1e5, 1e6, 1e7].map((bytes) => {
    // small texts many times over, so that a measurement is never shorter than the clock's grain; no two are alike
    const texts = Array.from({ length: Math.max(1, Math.round(2e5 / bytes)) }, (_, variant) =>
      decisionOf(bytes, variant),
    );
    const rounds = bytes > MEGABYTE ? 1 : ROUNDS;
    const times = Object.fromEntries(
      Object.entries({ ...STEPS, ...ALL }).map(([name, step]) => {
        const ms = processorTime(() => {
          for (const one of texts) step(one);
        }, rounds);
        return [name, ms / texts.length];
      }),
    );
    console.error(`growth: ${bytes} bytes`);
    return { bytes: bytesOf(texts) / texts.length, times };
  });
}

function hostile(): Hostile[] {
  return Object.keys({ ...STEPS, ...QUERY }).map((name) => {
    const rows: Hostile['rows'] = JSON.parse(inProcess('--hostile', name, '--rounds', String(ROUNDS)));
    console.error(`hostile: ${name}`);
    return { name, rows };
  });
}

function floodsOf(name: string): Hostile['rows'] {
  const step = { ...STEPS, ...QUERY }[name];
  if (!step) throw new Error(`no step ${name}`);
  const on = (flood: Flood) => {
    const text = flood.text(MEGABYTE);
    return () => step(text);
  };
  const times = FLOODS.map((flood) => processorTime(on(flood), ROUNDS));
  // Last, because matching is slower in a process whose patterns have once been watched.
  const slowest = FLOODS.map((flood) => slowestPattern(on(flood), ROUNDS));
  return FLOODS.map(({ name: flood }, nth) => ({ flood, ms: times[nth] ?? 0, slowest: slowest[nth] }));
}

/** Peak memory, in bytes, of a process that reads one decision of so many bytes. */
function peakMemory(bytes: number): number {
  return Number(inProcess('--memory', String(bytes)));
}

function inProcess(...options: string[]): string {
  const command = [...process.execArgv, import.meta.filename, ...options];
  return execFileSync(process.execPath, command, { encoding: 'utf8' });
}

function corpusTexts(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    const row: { texts?: unknown } = JSON.parse(line);
    const texts = Array.isArray(row.texts) ? row.texts : [];
    return texts.filter((one): one is string => typeof one === 'string');
  });
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
}
