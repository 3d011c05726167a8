/**
 * One process that migrates, as a job does at its start. Reads its order as JSON from the first argument, prints one
 * JSON line for everything that happens, and exits 0 or 1. With `gated` it says `ready` and waits for a line on stdin,
 * so that a test can let many start at the same instant. With `dieAt` it kills itself at that progress event.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type MigrateProgress, type Migration, migrate } from '../index.ts';

export interface StartOrder {
  url: string;
  schema: string;
  ledger?: string;
  migrations: Migration[];
  lockKey?: number;
  waitMs?: number;
  stepMs?: number;
  applicationName?: string;
  assumeSessionPooling?: boolean;
  gated?: boolean;
  dieAt?: number;
}

export type StartReport =
  | MigrateProgress
  | { kind: 'ready' }
  | { kind: 'result'; outcome: string; applied: { number: number; tries: number }[]; waitedMs: number; ms: number }
  | { kind: 'error'; name: string; message: string; detail: Record<string, unknown> };

const order: StartOrder = JSON.parse(process.argv[2] ?? '{}');
let events = 0;

if (order.gated) {
  report({ kind: 'ready' });
  await new Promise<void>((resolve) => createInterface({ input: process.stdin }).once('line', () => resolve()));
  process.stdin.destroy();
}

const start = performance.now();
try {
  const result = await migrate(order.url, { ...order, onProgress });
  report({ kind: 'result', ...result, applied: [...result.applied], ms: performance.now() - start });
} catch (error) {
  process.exitCode = 1;
  if (!(error instanceof Error)) throw error;
  report({ kind: 'error', name: error.name, message: error.message, detail: { ...error } });
}

function onProgress(event: MigrateProgress): void {
  report(event);
  if (events === order.dieAt) process.kill(process.pid, 'SIGKILL');
  events += 1;
}

/** Synchronous, so that a line is out before the process dies of what comes next. */
function report(event: StartReport): void {
  writeSync(1, `${JSON.stringify(event)}\n`);
}
