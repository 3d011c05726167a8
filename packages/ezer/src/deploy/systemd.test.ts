import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../testing/process.ts';
import { loadConfig } from '../config/index.ts';
import { deadlinesOf } from './deadlines.ts';
import { deploymentFiles, writeDeployment } from './deployment.ts';
import { FROM, installation, root, startsOf, textOf, timetable } from './testing/written.ts';

const value = (text: string, key: string): string => {
  const [only, ...more] = [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, found]) => found);
  if (only === undefined || more.length > 0) throw new Error(`${key} stands there ${more.length + 1} times or never`);
  return only;
};

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test.each(timetable)('$job has a timer at its minutes, and a service that ends before its next start', (entry) => {
  const timer = textOf('systemd', `${entry.processName}.timer`);
  const [, hours = '', minutes = ''] =
    value(timer, 'OnCalendar').match(/^\*-\*-\* ([*\d,]+):([\d,]+):00 Asia\/Jerusalem$/) ?? [];
  expect(minutes.split(',').map(Number)).toEqual(entry.minutes);
  expect(hours).toBe(entry.hours?.map((hour) => String(hour).padStart(2, '0')).join(',') ?? '*');
  expect(value(timer, 'AccuracySec')).toBe('1us');
  expect(value(timer, 'Persistent')).toBe('false');
  const service = textOf('systemd', `${entry.processName}.service`);
  expect(value(service, 'Type')).toBe('oneshot');
  expect(value(service, 'ExecStart')).toMatch(new RegExp(` run ${entry.job}$`));
  const run = Number(value(service, 'Environment=EZER_JOB_SECONDS'));
  const end = Number(value(service, 'TimeoutStartSec'));
  expect(run).toBeLessThan(end);
  expect(end + Number(value(service, 'TimeoutStopSec'))).toBeLessThan(deadlinesOf(entry).period);
  expect(value(textOf('systemd', 'ezer-jobs.target'), 'Wants').split(' ')).toContain(`${entry.processName}.timer`);
});

test('the two ways to run the timetable exclude each other', () => {
  expect(value(textOf('systemd', 'ezer.service'), 'Conflicts')).toBe('ezer-jobs.target');
  expect(value(textOf('systemd', 'ezer-jobs.target'), 'Conflicts')).toBe('ezer.service');
});

test('every line of the settings example is a setting that the program takes', async () => {
  const file = join(await temporaryFolder(), 'config.env');
  const example = textOf('systemd', 'ezer.env.example').replace(/^#(?=[A-Z_]+=)/gm, '');
  writeFileSync(file, example);
  expect(loadConfig({}, { file }).sources.EZER_PORT).toBe('file');
  expect(example).not.toMatch(/^EZER_JOB_SECONDS=/m);
});

test.skipIf(!systemd)('systemd-analyze has nothing to say about the units', async () => {
  const folder = await temporaryFolder();
  const files = deploymentFiles('systemd', { ...installation, home: root });
  writeDeployment(folder, files, { ownsFolder: true });
  const units = files
    .filter(({ path }) => /\.(service|timer|target)$/.test(path))
    .map(({ path }) => join(folder, path));
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.skipIf(!systemd)('systemd-analyze counts the same next starts, in Jerusalem', () => {
  for (const entry of timetable) {
    const text = textOf('systemd', `${entry.processName}.timer`);
    const { stdout } = spawnSync(
      'systemd-analyze',
      [
        'calendar',
        '--iterations=8',
        `--base-time=${FROM.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
        value(text, 'OnCalendar'),
      ],
      { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } },
    );
    const starts = [...stdout.matchAll(/(?:Next elapse|Iter\. #\d+): \w+ (\S+) (\S+) UTC/g)];
    expect(starts.map(([, day, time]) => `${day}T${time}.000Z`)).toEqual(startsOf(entry, 8));
  }
});
