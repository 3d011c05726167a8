import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runEzer, temporaryFolder } from '../../../../../testing/process.ts';
import { TIMETABLE } from '../../jobs/timetable.ts';

test('the committed files are what the timetable says', async () => {
  const { code, output } = await runEzer(['deploy', '--check'], {});
  expect({ code, output }).toEqual({
    code: 0,
    output: expect.stringMatching(/^(deploy\/\w+: \d+ files, current\n)+$/),
  });
});

test('a written folder is current, one that was changed by hand is stale with exit code 1, and it is put right', async () => {
  const out = await temporaryFolder();
  expect((await runEzer(['deploy', 'kubernetes', '--out', out], {})).code).toBe(0);
  expect((await runEzer(['deploy', 'kubernetes', '--out', out, '--check'], {})).code).toBe(0);
  appendFileSync(join(out, 'jobs.yaml'), '# by hand\n');
  const stale = await runEzer(['deploy', 'kubernetes', '--out', out, '--check', '--json'], {});
  expect(stale.code).toBe(1);
  expect(JSON.parse(stale.output)).toMatchObject({ targets: [{ stale: true, changed: ['jobs.yaml'], missing: [] }] });
  await runEzer(['deploy', 'kubernetes', '--out', out], {});
  expect(readFileSync(join(out, 'jobs.yaml'), 'utf8')).not.toContain('by hand');
});

test('all targets get a folder each, and an unknown one is one clear line', async () => {
  const out = await temporaryFolder();
  expect((await runEzer(['deploy', '--out', out], {})).code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(['docker', 'kubernetes', 'pm2', 'systemd']);
  const { code, output } = await runEzer(['deploy', 'nomad'], {});
  expect({ code, lines: output.trim().split('\n') }).toEqual({ code: 2, lines: [expect.stringContaining('nomad')] });
});

test('the timetable is told as a table, as JSON and as a picture', async () => {
  const svg = join(await temporaryFolder(), 'hour.svg');
  const told = await runEzer(['timetable'], {});
  for (const { job, minutes, processName } of TIMETABLE)
    expect(told.output).toMatch(new RegExp(`${job} +${minutes.join(', ')} .*${processName}\n`));
  const { jobs } = JSON.parse((await runEzer(['timetable', '--json'], {})).output) as {
    jobs: { job: string; minutes: number[]; nextStart: string }[];
  };
  expect(jobs.map(({ job }) => job)).toEqual(TIMETABLE.map(({ job }) => job));
  for (const { minutes, nextStart } of jobs) expect(minutes).toContain(new Date(nextStart).getUTCMinutes());
  expect((await runEzer(['timetable', '--svg', svg, '--lang', 'he'], {})).code).toBe(0);
  expect(readFileSync(svg, 'utf8')).toContain('השגחה: 05, 20, 35, 50');
});
