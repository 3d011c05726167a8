import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../testing/process.ts';
import { loadConfig } from '../config/index.ts';
import { deadlinesOf } from './deadlines.ts';
import { deploymentFiles, writeDeployment } from './deployment.ts';
import { installation, root, startsBy, startsOf, timetable } from './testing/written.ts';

interface App {
  name: string;
  script: string;
  args: string[];
  cwd: string;
  exec_mode: string;
  autorestart: boolean;
  autostart?: boolean;
  treekill: boolean;
  cron_restart: string;
  kill_timeout: number;
  env: { TZ: string; EZER_JOB_SECONDS: string };
}

/** As the process manager reads it: a process of its own that requires the file. */
function required(file: string): App[] {
  const run = spawnSync(process.execPath, ['-p', `JSON.stringify(require(${JSON.stringify(file)}))`], {
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  return (JSON.parse(run.stdout) as { apps: App[] }).apps;
}

test('the file has one app a job, which starts at the minutes of the timetable and ends before its next start', async () => {
  const folder = await temporaryFolder();
  writeDeployment(folder, deploymentFiles('pm2', { ...installation, home: root }), { ownsFolder: true });
  const apps = required(join(folder, 'ecosystem.config.cjs'));
  expect(apps.map(({ name }) => name)).toEqual(timetable.map(({ processName }) => processName));
  for (const [i, entry] of timetable.entries()) {
    const app = apps[i];
    if (!app) throw new Error(`no app for ${entry.job}`);
    const { period, run, stop } = deadlinesOf(entry);
    expect(startsBy(app.cron_restart, app.env.TZ, 50)).toEqual(startsOf(entry, 50));
    expect(app).toMatchObject({ args: ['run', entry.job], exec_mode: 'fork', autorestart: false, cwd: root });
    // The signal is for the job alone: it ends its own workers when its item is through.
    expect(app.treekill).toBe(false);
    expect(app).not.toHaveProperty('autostart');
    expect(app.script).toBe(join(root, 'packages/ezer/dist/ezer.mjs'));
    expect(app.kill_timeout).toBe(stop * 1000);
    expect(Number(app.env.EZER_JOB_SECONDS)).toBe(run);
    expect(run).toBeLessThan(period);
    expect(loadConfig(app.env, { file: join(folder, 'none') }).values.EZER_JOB_SECONDS).toBe(run);
  }
});

test('the committed file finds the checkout from where it lies', () => {
  const apps = required(join(root, 'deploy/pm2/ecosystem.config.cjs'));
  expect(new Set(apps.map(({ cwd }) => cwd))).toEqual(new Set([root]));
});
