import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { dockerFiles } from './docker.ts';
import type { DeployedFile, Installation } from './installation.ts';
import { kubernetesFiles } from './kubernetes.ts';
import { pm2Files } from './pm2.ts';
import { systemdFiles } from './systemd.ts';
import type { Target } from './targets.ts';

const WRITERS = {
  pm2: pm2Files,
  systemd: systemdFiles,
  kubernetes: kubernetesFiles,
  docker: dockerFiles,
} as const satisfies Record<Target, (installation: Installation) => DeployedFile[]>;

/**
 * The files that start the jobs by the timetable under one process manager or cluster. Pure: the same installation
 * gives the same texts.
 *
 * @throws PeriodTooShort
 * @example
 * deploymentFiles('pm2', { timetable: TIMETABLE, home: null, version: '0.1.0' })[0]?.path; // 'ecosystem.config.cjs'
 */
export const deploymentFiles = (target: Target, installation: Installation): DeployedFile[] =>
  WRITERS[target](installation);

/** How a folder differs from what would be written; paths below it, with slashes. */
export interface Difference {
  missing: string[];
  changed: string[];
  /** there, but no longer written: such as the timer of a job that is gone */
  extra: string[];
}

export function differenceOf(folder: string, files: readonly DeployedFile[]): Difference {
  const missing = files.filter(({ path }) => !existsSync(join(folder, path)));
  const changed = files.filter(
    (file) => !missing.includes(file) && readFileSync(join(folder, file.path), 'utf8') !== file.text,
  );
  const present = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const known = new Set(files.map(({ path }) => path));
  return {
    missing: missing.map(({ path }) => path),
    changed: changed.map(({ path }) => path),
    extra: present
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
      )
      .filter((path) => !known.has(path))
      .sort(),
  };
}

/**
 * Writes what is missing or changed.
 *
 * @param ownsFolder  removes extra files too; never of a folder that others use, such as /etc/systemd/system
 */
export function writeDeployment(
  folder: string,
  files: readonly DeployedFile[],
  { ownsFolder }: { ownsFolder: boolean },
): Difference {
  const difference = differenceOf(folder, files);
  const stale = new Set([...difference.missing, ...difference.changed]);
  for (const { path, text } of files.filter(({ path }) => stale.has(path))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (ownsFolder) for (const path of difference.extra) rmSync(join(folder, path));
  return difference;
}
