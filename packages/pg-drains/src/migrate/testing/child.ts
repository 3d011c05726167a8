import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  /** The next line it prints, as JSON. */
  next(): Promise<Record<string, unknown>>;
  /** Sends one line. */
  say(line: string): void;
  ended: Promise<unknown>;
}

/** A script as a process, which talks in lines. */
export function startChild(script: URL, ...args: string[]): Child {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script.pathname} ended without another word`);
      return JSON.parse(value);
    },
    say: (line) => child.stdin.write(`${line}\n`),
    ended: once(child, 'close'),
  };
}
