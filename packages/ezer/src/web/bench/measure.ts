import { type ChildProcess, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PAGES, type Things, thingsOf } from '../../../../../testing/browser/pages.ts';
import type { Filled } from '../../../../../testing/browser/sample-library.ts';
import { visitor } from '../../../../../testing/website.ts';
import { openAccounts } from '../accounts/index.ts';

/** Milliseconds to the first byte of one page. */
export interface PageTimes {
  name: string;
  path: string;
  status: number;
  bytes: number;
  ours: Times;
  /** of the bare route that sends as many bytes */
  bare: Times;
}

export interface Times {
  median: number;
  p95: number;
}

/**
 * The first byte of every page, one request at a time on one connection that stays open, signed in where the
 * page needs it. Our server and the bare one are processes of their own; each page is asked of both in turn, so that
 * what else the machine does meets both.
 */
export async function measure(library: Filled, rounds: number): Promise<PageTimes[]> {
  const { url, store, config } = library;
  const ours = await serve('ours.ts', { DATABASE_URL: url, EZER_DATA: config.values.EZER_DATA });
  const bare = await serve('bare.ts', {});
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const { cookie } = await visitor(store, 'administrator');
    const accounts = await openAccounts({ store, publicUrl: ours.url });
    const welcome = await accounts.invite({ purpose: 'account', role: 'reader' });
    const things: Things = { ...(await thingsOf(library)), welcome };
    const pages = [];
    for (const { name, route, path, as, status: expected = 200 } of PAGES) {
      const address = path(things);
      const ask = () => firstByte(new URL(address, ours.url), { agent, cookie: as === null ? '' : cookie });
      const { status, bytes } = await ask(); // also the first, which loads what is loaded once
      if (status !== expected) {
        console.error(`${name}: ${status}, left out`); // a library without digests has no page of one
        continue;
      }
      const askBare = () => firstByte(new URL(`/${bytes}`, bare.url), { agent, cookie: '' });
      pages.push({ name, route, status, bytes, ask, askBare, times: [] as number[], bareTimes: [] as number[] });
    }
    for (let round = 0; round < rounds; round += 1)
      for (const { ask, askBare, times, bareTimes } of pages) {
        times.push((await ask()).ms);
        bareTimes.push((await askBare()).ms);
      }
    return pages.map(({ name, route, status, bytes, times, bareTimes }) => {
      return { name, path: route, status, bytes, ours: timesOf(times), bare: timesOf(bareTimes) };
    });
  } finally {
    agent.destroy();
    ours.child.kill();
    bare.child.kill();
  }
}

async function serve(file: string, env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) return { child, url: line };
  throw new Error(`${file} did not start`);
}

function firstByte(
  url: URL,
  { agent, cookie }: { agent: Agent; cookie: string },
): Promise<{ ms: number; status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    request(url, { agent, headers: { cookie } }, (answer) => {
      const ms = performance.now() - begun;
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
      });
      answer.on('end', () => resolve({ ms, status: answer.statusCode ?? 0, bytes }));
    })
      .on('error', reject)
      .end();
  });
}

function timesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}
