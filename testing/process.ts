import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inject, onTestFinished } from 'vitest';

export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

/** Starts `ezer …` as a process of its own, with nothing of this process's environment but the way to programs. */
export function startEzer(
  args: string[],
  env: Record<string, string>,
): { child: ChildProcess; ended: Promise<Finished> } {
  const child = spawn(process.execPath, [inject('program'), ...args], {
    env: { PATH: process.env.PATH, TZ: process.env.TZ, EZER_LANGUAGE: 'en', EZER_SAMPLES: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<Finished>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
  return { child, ended };
}

/** Runs `ezer …` to its end. */
export const runEzer = (args: string[], env: Record<string, string>): Promise<Finished> => startEzer(args, env).ended;

/** A folder of the test's own, gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ezer-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Asks again and again until the answer is yes; for what no event announces. @throws when it never is */
export async function until(what: string, ask: () => Promise<boolean>, seconds = 120): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`after ${seconds} s still not: ${what}`);
    await setTimeout(5); // the machine has two cores, and whoever is waited for needs one
  }
}
