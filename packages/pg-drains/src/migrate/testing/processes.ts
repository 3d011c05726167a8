import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StartOrder, StartReport } from './start.ts';

const START = fileURLToPath(new URL('./start.ts', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  reports: StartReport[];
  stderr: string;
}

export interface Started {
  go(): void;
  kill(): void;
  /** Resolves with the first report that matches, past or future; rejects when the process ends without one. */
  report(matches: (report: StartReport) => boolean): Promise<StartReport>;
  ended: Promise<Ended>;
}

/** Starts a real process that migrates. */
export function startProcess(order: StartOrder): Started {
  const child = spawn(process.execPath, [START, JSON.stringify(order)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const reports: StartReport[] = [];
  const watchers = new Set<() => void>();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    reports.push(JSON.parse(line));
    for (const look of watchers) look();
  });
  const ended = Promise.all([once(child, 'close'), once(lines, 'close')]).then(([[code, signal]]) => ({
    code,
    signal,
    reports,
    stderr,
  }));
  return {
    ended,
    go: () => child.stdin.end('go\n'),
    kill: () => child.kill('SIGKILL'),
    report: (matches) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = reports.find(matches);
          if (found) resolve(found);
          if (found) watchers.delete(look);
        };
        watchers.add(look);
        look();
        ended.then((end) => reject(new Error(`ended without the report: ${JSON.stringify(end)}`)), reject);
      }),
  };
}

/** Starts `count` processes, lets them all go at the same instant, and waits until all have ended. */
export function startAtOnce(count: number, order: StartOrder): Promise<Ended[]> {
  return startAllAtOnce(Array.from({ length: count }, () => order));
}

/** The same, with an order for each. */
export async function startAllAtOnce(orders: readonly StartOrder[]): Promise<Ended[]> {
  const processes = orders.map((order) => startProcess({ ...order, gated: true }));
  await Promise.all(processes.map((one) => one.report((report) => report.kind === 'ready')));
  for (const one of processes) one.go();
  return Promise.all(processes.map((one) => one.ended));
}

/** The last word of a process: its result or its error. */
export function outcomeOf({ reports, stderr }: Ended): string {
  const last = reports.at(-1);
  if (last?.kind === 'result') return last.outcome;
  if (last?.kind === 'error') return `${last.name}: ${last.message}`;
  return `no outcome: ${JSON.stringify(last)} ${stderr}`;
}
