import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AlreadyRunning, takeSeat } from './index.ts';

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-seat-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const refusal = (folder: string): AlreadyRunning => {
  try {
    takeSeat(folder).release();
  } catch (error) {
    if (error instanceof AlreadyRunning) return error;
  }
  throw new Error('the seat was free');
};

test('the second one is told where the first one is; after its release the seat is free', () => {
  const folder = dataFolder();
  const seat = takeSeat(folder);
  expect(refusal(folder).running).toBeNull();
  seat.tell({ pid: 123, url: 'http://127.0.0.1:8710/' });
  expect(refusal(folder).running).toEqual({ pid: 123, url: 'http://127.0.0.1:8710/' });
  expect(refusal(folder).message).toContain('http://127.0.0.1:8710/');
  seat.release();
  takeSeat(folder).release();
});

test('a killed process keeps no seat, and what it said is forgotten', async () => {
  const folder = dataFolder();
  const program = `
    import { takeSeat } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    takeSeat(${JSON.stringify(folder)}).tell({ pid: process.pid, url: null });
    console.log('taken'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(refusal(folder).running?.pid).toBe(holder.pid);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const seat = takeSeat(folder);
  expect(refusal(folder).running).toBeNull();
  seat.release();
});
