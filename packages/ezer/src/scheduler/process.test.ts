import { expect, test } from 'vitest';
import { startJobProcess } from './process.ts';

function started(script: string) {
  const lines: string[] = [];
  const command = [process.execPath, '-e', script];
  return { lines, job: startJobProcess('digest', { command, env: {}, onLine: (line) => lines.push(line) }) };
}

test('what a job has started and left behind does not keep it from being over', async () => {
  const { lines, job } = started(`
    const left = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      stdio: ['ignore', 'inherit', 'ignore'],
      detached: true,
    });
    console.log(left.pid);
    process.exit(0);
  `);
  expect(await job.ended).toMatchObject({ code: 0 });
  const left = Number(lines[0]);
  expect(process.kill(left, 'SIGKILL')).toBe(true);
});

test('a program that cannot be started is an end with its reason', async () => {
  const job = startJobProcess('digest', { command: ['./is-not-there'], env: {}, onLine: () => undefined });
  expect(await job.ended).toMatchObject({ code: null, signal: null, problem: expect.stringContaining('ENOENT') });
});
