import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../testing/process.ts';
import { deploymentFiles, differenceOf, writeDeployment } from './deployment.ts';
import { TARGETS } from './targets.ts';
import { installation, timetable } from './testing/written.ts';

test.each(TARGETS)('a folder is written once, and then is current: %s', async (target) => {
  const folder = join(await temporaryFolder(), 'new', target);
  const files = deploymentFiles(target, installation);
  expect(writeDeployment(folder, files, { ownsFolder: true }).missing).toEqual(files.map(({ path }) => path));
  expect(differenceOf(folder, files)).toEqual({ missing: [], changed: [], extra: [] });
});

test('a folder loses files that are no longer written only when it is ours', async () => {
  const folder = await temporaryFolder();
  const files = deploymentFiles('pm2', installation);
  const others = ['a.timer', 'below/b.timer', 'other.service'];
  mkdirSync(join(folder, 'below'));
  for (const path of others.toReversed()) writeFileSync(join(folder, path), 'somebody else’s\n');
  expect(writeDeployment(folder, files, { ownsFolder: false }).extra).toEqual(others);
  expect(differenceOf(folder, files).extra).toEqual(others);
  writeDeployment(folder, files, { ownsFolder: true });
  expect(differenceOf(folder, files).extra).toEqual([]);
});

test('what is current is not written again, and what is changed is', async () => {
  const folder = await temporaryFolder();
  const files = deploymentFiles('docker', installation);
  writeDeployment(folder, files, { ownsFolder: false });
  const longAgo = new Date('2001-02-03T04:05:06Z');
  for (const { path } of files) utimesSync(join(folder, path), longAgo, longAgo);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
  expect(writeDeployment(folder, files, { ownsFolder: false }).changed).toEqual(['Dockerfile']);
  expect(differenceOf(folder, files)).toEqual({ missing: [], changed: [], extra: [] });
  const written = files.map(({ path }) => path).filter((path) => statSync(join(folder, path)).mtime > longAgo);
  expect(written).toEqual(['Dockerfile']);
});

test('a folder of another timetable is stale', async () => {
  const folder = await temporaryFolder();
  const stale = { pm2: 'ecosystem.config.cjs', systemd: 'legal-digest.timer', kubernetes: 'jobs.yaml' } as const;
  for (const target of ['pm2', 'systemd', 'kubernetes'] as const) {
    const at = join(folder, target);
    writeDeployment(at, deploymentFiles(target, installation), { ownsFolder: true });
    const moved = timetable.map((entry) => (entry.job === 'digest' ? { ...entry, minutes: [13] } : entry));
    expect(differenceOf(at, deploymentFiles(target, { ...installation, timetable: moved })).changed).toEqual([
      stale[target],
    ]);
  }
});
