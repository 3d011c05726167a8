import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ReadDocument } from '../document.ts';
import type { Limits } from '../limits.ts';
import { DocumentRefused, SandboxUnavailable } from '../refused.ts';
import type { Answer } from './protocol.ts';

interface Job {
  bytes: Uint8Array;
  limits: Limits;
  resolve(document: ReadDocument): void;
  reject(error: Error): void;
}

interface Reader {
  child: ChildProcess;
  memory: number;
  ready: boolean;
  served: number;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  /** Why this side killed the process; null when it died by itself. */
  killed: 'time' | 'closed' | null;
  complaint: string;
}

/** Two, because a machine with two cores has a parser and a database at work. */
const MOST = Math.min(2, availableParallelism());
/** Parsers leak a little; a fresh process costs about 0.1 s. */
const DOCUMENTS_PER_READER = 500;
const START_LIMIT = 30_000;

const waiting: Job[] = [];
const readers = new Set<Reader>();

/**
 * Reads a document in a worker process that is killed when it passes its time or memory.
 * Workers are started when needed, used again, and never keep the calling process alive.
 */
export function readInSandbox(bytes: Uint8Array, limits: Limits): Promise<ReadDocument> {
  return new Promise((resolve, reject) => {
    waiting.push({ bytes, limits, resolve, reject });
    dispatch();
  });
}

/** Ends the workers. Reading again starts new ones. */
export async function closeSandbox(): Promise<void> {
  const ends = [...readers].map((reader) => new Promise((done) => reader.child.once('exit', done)));
  for (const reader of readers) {
    // An idle worker does not keep this process alive, so nothing would be left to wait for its end: Node ended with 13.
    reader.child.ref();
    kill(reader, 'closed');
  }
  await Promise.all(ends);
}

function dispatch(): void {
  const next = waiting[0];
  if (next === undefined) return;
  const idle = [...readers].find((reader) => reader.job === null && reader.killed === null);
  if (idle !== undefined && idle.memory === next.limits.memory) {
    waiting.shift();
    give(idle, next);
  } else if (idle !== undefined) {
    // Memory is a property of the process: a document with another limit gets another process.
    kill(idle, 'closed');
    dispatch();
    return;
  } else if (readers.size < MOST) {
    waiting.shift();
    give(start(next.limits.memory), next);
  } else return;
  dispatch();
}

function give(reader: Reader, job: Job): void {
  reader.job = job;
  reader.served++;
  reader.child.ref();
  reader.child.channel?.ref();
  if (reader.ready) send(reader, job);
  else reader.timer = setTimeout(() => kill(reader, 'time'), START_LIMIT);
}

function send(reader: Reader, { bytes, limits }: Job): void {
  if (reader.timer !== null) clearTimeout(reader.timer);
  reader.timer = setTimeout(() => kill(reader, 'time'), limits.milliseconds);
  reader.child.send({ id: reader.served, bytes, limits });
}

function start(memory: number): Reader {
  const child = fork(workerFile(), [String(memory)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // No secrets of the parent, no writing, no child processes, no native code, no eval.
    env: {},
    execArgv: [
      '--permission',
      '--allow-fs-read=*',
      '--allow-worker',
      '--disallow-code-generation-from-strings',
      '--no-warnings',
      `--max-old-space-size=${Math.ceil(memory * 0.75)}`,
    ],
  });
  const reader: Reader = {
    child,
    memory,
    ready: false,
    served: 0,
    job: null,
    timer: null,
    killed: null,
    complaint: '',
  };
  readers.add(reader);
  child.stderr?.on('data', (chunk: Buffer) => {
    reader.complaint = (reader.complaint + chunk.toString()).slice(-2_000);
  });
  if (child.stderr !== null && 'unref' in child.stderr && typeof child.stderr.unref === 'function')
    child.stderr.unref();
  child.on('message', (message: Answer) => heard(reader, message));
  child.on('error', (cause) => ended(reader, null, null, cause));
  child.on('exit', (code, signal) => ended(reader, code, signal));
  return reader;
}

/**
 * The worker lies beside this file, in the source and in a bundle: see the README. Its ending is this file's own.
 */
function workerFile(): string {
  const ending = /\.[cm]?[jt]s$/.exec(new URL(import.meta.url).pathname)?.[0] ?? '.js';
  return fileURLToPath(new URL(`./hebrew-documents-worker${ending}`, import.meta.url));
}

function heard(reader: Reader, message: Answer): void {
  if ('ready' in message) {
    reader.ready = true;
    if (reader.job !== null) send(reader, reader.job);
    return;
  }
  const job = release(reader);
  if (job === null) return;
  if (reader.served >= DOCUMENTS_PER_READER) kill(reader, 'closed');
  if ('document' in message) job.resolve(message.document);
  else if ('refused' in message) job.reject(new DocumentRefused(message.refused.reason, message.refused.detail));
  else {
    // A parser that threw what it should not may be in any state.
    kill(reader, 'closed');
    job.reject(new DocumentRefused('reader-failed', null, { cause: new Error(message.failed) }));
  }
  dispatch();
}

function release(reader: Reader): Job | null {
  const job = reader.job;
  reader.job = null;
  if (reader.timer !== null) clearTimeout(reader.timer);
  reader.timer = null;
  reader.child.unref();
  reader.child.channel?.unref();
  return job;
}

function kill(reader: Reader, why: 'time' | 'closed'): void {
  reader.killed = why;
  if (why === 'closed') readers.delete(reader);
  reader.child.kill('SIGKILL');
}

function ended(reader: Reader, code: number | null, signal: NodeJS.Signals | null, cause?: Error): void {
  readers.delete(reader);
  const job = release(reader);
  job?.reject(causeOfDeath(reader, job, code, signal, cause));
  dispatch();
}

function causeOfDeath(reader: Reader, job: Job, code: number | null, signal: string | null, cause?: Error): Error {
  const complaint = reader.complaint.trim();
  const last = { cause: cause ?? (complaint === '' ? undefined : new Error(complaint)) };
  if (reader.killed === 'closed') return new DocumentRefused('reader-failed', 'The reader was closed.', last);
  if (reader.killed === 'time' && reader.ready) {
    return new DocumentRefused('time-limit', `The limit is ${job.limits.milliseconds} ms.`, last);
  }
  if (!reader.ready) return new SandboxUnavailable(`The worker ended with ${signal ?? code ?? 'no code'}.`, last);
  // SIGKILL that is not ours is the watchdog or the kernel; SIGABRT and 134 are V8 out of memory.
  if (signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134) {
    return new DocumentRefused('memory-limit', `The limit is ${job.limits.memory} MiB.`, last);
  }
  return new DocumentRefused('reader-failed', `The reader ended with ${signal ?? code}.`, last);
}
