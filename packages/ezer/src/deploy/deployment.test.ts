import { writeFileSync } from 'node:fs';
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
  writeFileSync(join(folder, 'other.service'), 'somebody else’s\n');
  expect(writeDeployment(folder, files, { ownsFolder: false }).extra).toEqual(['other.service']);
  expect(differenceOf(folder, files).extra).toEqual(['other.service']);
  writeDeployment(folder, files, { ownsFolder: true });
  expect(differenceOf(folder, files).extra).toEqual([]);
});

test('a folder of another timetable is stale', async () => {
  const folder = await temporaryFolder();
  for (const target of ['pm2', 'systemd', 'kubernetes'] as const) {
    const at = join(folder, target);
    writeDeployment(at, deploymentFiles(target, installation), { ownsFolder: true });
    const moved = timetable.map((entry) => (entry.job === 'digest' ? { ...entry, minutes: [13] } : entry));
    expect(differenceOf(at, deploymentFiles(target, { ...installation, timetable: moved })).changed).toHaveLength(1);
  }
});
