import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Library } from './library.ts';
import { schema } from './library.ts';
import type { ReaderOptions } from './reader.ts';

export interface Reading {
  child: ChildProcess;
  lines: string[];
  /** Resolves with the first line, already said or still to come, that matches. */
  line(pattern: RegExp): Promise<string>;
  /** Resolves once so many lines were said, or the process ended. */
  said(count: number): Promise<void>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; summary: string }>;
}

/** Starts a real drain process on the library. */
export function read(lib: Library, options: Omit<ReaderOptions, 'url' | 'schema'>): Reading {
  const argument = JSON.stringify({ url: lib.url, schema, ...options });
  const child = spawn(process.execPath, [new URL('reader.ts', import.meta.url).pathname, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const watcher of watchers) watcher();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    tell();
  });
  let over = false;
  const ended: Reading['ended'] = new Promise((resolve) => {
    child.on('close', (code, signal) => {
      over = true;
      resolve({ code, signal, summary: lines.findLast((line) => line.startsWith('read-drain ')) ?? '' });
      tell();
    });
  });
  const until = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = look();
        if (found !== undefined) resolve(found);
        else if (over) reject(new Error(`the reader ended first, having said:\n${lines.join('\n')}`));
        else return;
        watchers.delete(check);
      };
      watchers.add(check);
      check();
    });
  return {
    child,
    lines,
    ended,
    line: (pattern) => until(() => lines.find((line) => pattern.test(line))),
    said: (count) => until(() => (over || lines.length >= count ? true : undefined)).then(() => {}),
  };
}
