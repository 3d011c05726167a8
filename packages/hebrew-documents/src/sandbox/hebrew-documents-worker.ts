import { Worker } from 'node:worker_threads';
import { readHere } from '../read/index.ts';
import { DocumentRefused } from '../refused.ts';
import type { Answer, Task } from './protocol.ts';

/**
 * The worker process: reads one document after another until its parent is gone. It is its own entry, because a
 * process starts from a file; the name is long so that it can lie beside a bundle without clashing.
 */
const memory = Number(process.argv[2] ?? 1_024);

/** Watches from a second thread, because a parser in a loop never comes back to this one. */
const WATCH = `
  const parent = process.ppid;
  const limit = ${memory} * 1048576;
  setInterval(() => {
    if (process.ppid !== parent || process.memoryUsage.rss() > limit) process.kill(process.pid, 'SIGKILL');
  }, 50);
`;

function answer(message: Answer): void {
  process.send?.(message);
}

async function work({ id, bytes, limits }: Task): Promise<void> {
  try {
    answer({ id, document: await readHere(bytes, limits) });
  } catch (cause) {
    if (cause instanceof DocumentRefused) answer({ id, refused: { reason: cause.reason, detail: cause.detail } });
    else answer({ id, failed: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
  }
}

if (process.send !== undefined) {
  new Worker(WATCH, { eval: true, stdout: true, stderr: true }).unref();
  // Ctrl-C reaches the whole process group; the parent may want to finish its document first.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit(0));
  process.on('message', (task: Task) => void work(task));
  answer({ ready: true });
}
