import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** How a job's process ended. */
export interface JobEnd {
  job: string;
  /** null when a signal ended it or it could not be started */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** why it could not be started */
  problem: string | null;
}

export interface JobProcess {
  job: string;
  pid: number | undefined;
  ended: Promise<JobEnd>;
  kill(signal: NodeJS.Signals): void;
}

export interface JobProcessOptions {
  /** program and arguments that are this job */
  command: readonly string[];
  env: NodeJS.ProcessEnv;
  onLine(line: string, stream: 'out' | 'error'): void;
}

/**
 * Starts one job. In a process group of its own: Ctrl-C at a terminal goes to everybody in the group of `ezer start`,
 * and a job that gets it twice (from the terminal and from us) would end at once instead of in order.
 */
export function startJobProcess(job: string, { command, env, onLine }: JobProcessOptions): JobProcess {
  const [program = process.execPath, ...args] = command;
  const child = spawn(program, args, { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const read = Promise.all([lines(child.stdout, 'out'), lines(child.stderr, 'error')]);
  return {
    job,
    pid: child.pid,
    ended: end(job, child).then(async (ended) => {
      // Its last lines come first; but whatever a job may have started keeps the pipe open, and is not waited for.
      await Promise.race([read, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
      return ended;
    }),
    kill: (signal) => void child.kill(signal),
  };

  function lines(stream: Readable, name: 'out' | 'error'): Promise<void> {
    return new Promise((resolve) => {
      createInterface({ input: stream })
        .on('line', (line) => onLine(line, name))
        .on('close', resolve);
    });
  }
}

function end(job: string, child: ChildProcess): Promise<JobEnd> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ job, code, signal, problem: null }));
    child.once('error', (error) => resolve({ job, code: null, signal: null, problem: error.message }));
  });
}

/** `ezer run <job>` as a process, on this very Node: the sources beside this file, or the program beside this chunk. */
export function commandOf(job: string): string[] {
  const here = import.meta.url;
  const entry = fileURLToPath(new URL(here.endsWith('.ts') ? '../cli/bin.ts' : './ezer.mjs', here));
  return [process.execPath, entry, 'run', job];
}
