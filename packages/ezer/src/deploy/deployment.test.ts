import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { Cron } from 'croner';
import { nextStart, type Timetable } from 'pg-drains';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { temporaryFolder } from '../../../../testing/process.ts';
import { loadConfig } from '../config/index.ts';
import { TIMETABLE } from '../jobs/timetable.ts';
import { deadlinesOf, latestStart, PeriodTooShort } from './deadlines.ts';
import { deploymentFiles, differenceOf, writeDeployment } from './deployment.ts';
import { healthCommand } from './health.ts';
import type { Installation } from './installation.ts';
import { TARGETS, type Target } from './targets.ts';

const root = resolve(import.meta.dirname, '../../../..');
const installation: Installation = { timetable: TIMETABLE, home: null, version: '1.2.3' };
// A job of certain hours only, which today's timetable has not.
const morning = { job: 'mail', processName: 'legal-mail', minutes: [22], hours: [7] };

function textsOf(target: Target, more: Partial<Installation> = {}): Map<string, string> {
  return new Map(deploymentFiles(target, { ...installation, ...more }).map(({ path, text }) => [path, text]));
}

const textOf = (target: Target, path: string, more: Partial<Installation> = {}): string => {
  const text = textsOf(target, more).get(path);
  if (text === undefined) throw new Error(`${target} writes no ${path}`);
  return text;
};

/** The starts of a year's first days, by the cron expression itself. */
function startsBy(pattern: string, zone: string, from: Date, count: number): string[] {
  return new Cron(pattern, { timezone: zone, paused: true }).nextRuns(count, from).map((date) => date.toISOString());
}

function startsOf(entry: Timetable[number], from: Date, count: number): string[] {
  const starts: Date[] = [];
  for (let at = from; starts.length < count; starts.push(at)) at = nextStart(entry, at);
  return starts.map((date) => date.toISOString());
}

// Across the hour that is missing in Israel on 27 March 2026.
const FROM = new Date('2026-03-26T20:00:00Z');

describe('deadlines', () => {
  test('of every job end its run before its next start', () => {
    for (const entry of TIMETABLE) {
      const { period, run, end, stop } = deadlinesOf(entry);
      expect(run).toBeLessThan(end);
      expect(end + stop).toBeLessThan(period);
      const [first = '', second = ''] = startsOf(entry, FROM, 2);
      expect(period * 1000).toBeLessThanOrEqual(Date.parse(second) - Date.parse(first));
    }
    expect(deadlinesOf({ job: 'read', minutes: [0, 15, 30, 45], processName: 'read' })).toEqual({
      period: 900,
      run: 600,
      end: 840,
      stop: 30,
    });
  });

  test('shrink with a period, and one that leaves no time is refused', () => {
    expect(deadlinesOf({ job: 'a', minutes: [0, 5, 30], processName: 'a' })).toEqual({
      period: 300,
      run: 200,
      end: 240,
      stop: 30,
    });
    expect(deadlinesOf({ job: 'a', minutes: [58, 3], processName: 'a' }).period).toBe(300);
    expect(() => deadlinesOf({ job: 'a', minutes: [59, 1], processName: 'a' })).toThrow(PeriodTooShort);
  });

  test('of a late start leave the distance to the next job', () => {
    expect(latestStart(TIMETABLE)).toBe(90); // minutes 10 and 12
    expect(latestStart([{ job: 'a', minutes: [0], processName: 'a' }])).toBe(2700);
  });
});

interface App {
  name: string;
  script: string;
  args: string[];
  cwd: string;
  exec_mode: string;
  autorestart: boolean;
  autostart?: boolean;
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

describe('pm2', () => {
  test('the file has one app a job, which starts at the minutes of the timetable and ends before its next start', async () => {
    const timetable = [...TIMETABLE, morning];
    const folder = await temporaryFolder();
    writeDeployment(folder, deploymentFiles('pm2', { ...installation, timetable, home: root }), { ownsFolder: true });
    const apps = required(join(folder, 'ecosystem.config.cjs'));
    expect(apps.map(({ name }) => name)).toEqual(timetable.map(({ processName }) => processName));
    for (const [i, entry] of timetable.entries()) {
      const app = apps[i];
      if (!app) throw new Error(`no app for ${entry.job}`);
      const { period, run, stop } = deadlinesOf(entry);
      expect(startsBy(app.cron_restart, app.env.TZ, FROM, 50)).toEqual(startsOf(entry, FROM, 50));
      expect(app).toMatchObject({ args: ['run', entry.job], exec_mode: 'fork', autorestart: false, cwd: root });
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
});

const value = (text: string, key: string): string => {
  const [only, ...more] = [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map(([, found]) => found);
  if (only === undefined || more.length > 0) throw new Error(`${key} stands there ${more.length + 1} times or never`);
  return only;
};

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('systemd', () => {
  test.each(TIMETABLE)('$job has a timer at its minutes, and a service that ends before its next start', (entry) => {
    const timer = textOf('systemd', `${entry.processName}.timer`);
    const [, minutes = ''] = value(timer, 'OnCalendar').match(/^\*-\*-\* \*:([\d,]+):00 Asia\/Jerusalem$/) ?? [];
    expect(minutes.split(',').map(Number)).toEqual(entry.minutes);
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
    const files = deploymentFiles('systemd', { ...installation, timetable: [...TIMETABLE, morning], home: root });
    writeDeployment(folder, files, { ownsFolder: true });
    const units = files
      .filter(({ path }) => /\.(service|timer|target)$/.test(path))
      .map(({ path }) => join(folder, path));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.skipIf(!systemd)('systemd-analyze counts the same next starts, in Jerusalem', () => {
    for (const entry of [...TIMETABLE, morning]) {
      const text = textOf('systemd', `${entry.processName}.timer`, { timetable: [entry] });
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
      expect(starts.map(([, day, time]) => `${day}T${time}.000Z`)).toEqual(startsOf(entry, FROM, 8));
    }
  });
});

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: Record<string, unknown>;
  data?: Record<string, string>;
}

function manifests(more: Partial<Installation> = {}): Manifest[] {
  const texts = [...textsOf('kubernetes', more)].filter(([path]) => path !== 'kustomization.yaml');
  return texts.flatMap(([, text]) =>
    parseAllDocuments(text).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Manifest;
    }),
  );
}

interface Pod {
  enableServiceLinks: boolean;
  securityContext: { runAsNonRoot: boolean };
  terminationGracePeriodSeconds?: number;
  containers: {
    args: string[];
    image: string;
    env: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
    securityContext: object;
    resources: { requests: object; limits: object };
  }[];
}

/** The pod template, wherever a kind has it. */
function podOf({ kind, spec }: Manifest): Pod {
  const holder = (kind === 'CronJob' ? (spec.jobTemplate as { spec: object }).spec : spec) as {
    template: { spec: Pod };
  };
  return holder.template.spec;
}

describe('kubernetes', () => {
  test('each job is a CronJob at its minutes that never runs twice at once and ends before its next start', () => {
    const timetable = [...TIMETABLE, morning];
    const jobs = manifests({ timetable }).filter(({ kind }) => kind === 'CronJob');
    expect(jobs.map(({ metadata }) => metadata.name)).toEqual(timetable.map(({ processName }) => processName));
    for (const [i, entry] of timetable.entries()) {
      const job = jobs[i];
      if (!job) throw new Error(`no CronJob for ${entry.job}`);
      const spec = job.spec as { schedule: string; timeZone: string; startingDeadlineSeconds: number };
      expect(startsBy(spec.schedule, spec.timeZone, FROM, 50)).toEqual(startsOf(entry, FROM, 50));
      expect(spec).toMatchObject({ concurrencyPolicy: 'Forbid', jobTemplate: { spec: { backoffLimit: 0 } } });
      expect(spec.startingDeadlineSeconds).toBeGreaterThanOrEqual(10); // its controller looks every ten seconds
      expect(spec.startingDeadlineSeconds).toBeLessThan(120);
      const { activeDeadlineSeconds } = (
        spec as unknown as { jobTemplate: { spec: { activeDeadlineSeconds: number } } }
      ).jobTemplate.spec;
      const pod = podOf(job);
      const run = Number(pod.containers[0]?.env.find(({ name }) => name === 'EZER_JOB_SECONDS')?.value);
      expect(run).toBeLessThan(activeDeadlineSeconds);
      expect(activeDeadlineSeconds + (pod.terminationGracePeriodSeconds ?? Number.NaN)).toBeLessThan(
        deadlinesOf(entry).period,
      );
      expect(pod.containers[0]?.args).toEqual(['run', entry.job]);
    }
  });

  test('every pod is of this version, takes the database from the secret and may do nothing but its work', () => {
    const pods = manifests().filter(({ kind }) => ['CronJob', 'Job', 'Deployment'].includes(kind));
    expect(pods).toHaveLength(TIMETABLE.length + 2);
    for (const pod of pods.map(podOf)) {
      expect(pod.enableServiceLinks).toBe(false);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      const [container] = pod.containers;
      expect(container?.image).toBe('ezer-mishpati:1.2.3');
      expect(container?.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container?.env.find(({ name }) => name === 'DATABASE_URL')?.valueFrom?.secretKeyRef.name).toBe(
        'ezer-database',
      );
      expect(container?.resources).toMatchObject({ requests: { memory: '256Mi' }, limits: { memory: '1Gi' } });
    }
  });

  test('the program takes the settings that its pods are given', async () => {
    const { data = {} } = manifests().find(({ kind }) => kind === 'ConfigMap') ?? {};
    const file = join(await temporaryFolder(), 'none');
    expect(loadConfig({ ...data, EZER_JOB_SECONDS: '600' }, { file }).values.EZER_SAMPLES).toBe(false);
  });

  test('the folder is applied whole: every file is a resource of it', () => {
    const texts = textsOf('kubernetes');
    const { resources } = parse(texts.get('kustomization.yaml') ?? '') as { resources: string[] };
    expect([...resources, 'kustomization.yaml'].sort()).toEqual([...texts.keys()].sort());
  });

  test.skipIf(spawnSync('kubectl', ['version', '--client']).status !== 0)(
    'kubectl puts the folder together',
    async () => {
      const folder = await temporaryFolder();
      writeDeployment(folder, deploymentFiles('kubernetes', installation), { ownsFolder: true });
      const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(parseAllDocuments(stdout)).toHaveLength(manifests().length);
    },
  );
});

describe('docker', () => {
  test('compose runs a Postgres and one container that starts the timetable, and publishes nothing', () => {
    const { services } = parse(textOf('docker', 'compose.yaml')) as {
      services: Record<'postgres' | 'ezer', Record<string, unknown>>;
    };
    expect(services.postgres.image).toBe('postgres:18');
    expect(services.ezer).toMatchObject({
      command: ['start'],
      image: 'ezer-mishpati:1.2.3',
      depends_on: { postgres: { condition: 'service_healthy' } },
      build: { context: '../..', dockerfile: 'deploy/docker/Dockerfile' },
    });
    for (const service of Object.values(services)) expect(service).not.toHaveProperty('ports');
  });

  test('compose and cluster ask the page itself how it is: well, unwell, and away', async () => {
    const { services } = parse(textOf('docker', 'compose.yaml')) as { services: { ezer: { healthcheck: object } } };
    expect(services.ezer.healthcheck).toMatchObject({ test: ['CMD', ...healthCommand()] });
    const web = manifests().find(({ kind }) => kind === 'Deployment');
    expect(web && podOf(web).containers[0]).toMatchObject({ livenessProbe: { exec: { command: healthCommand() } } });

    let status = 200;
    const server = createServer((_, answer) => answer.writeHead(status).end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async () => {
      const [, ...args] = healthCommand(port);
      const [code] = await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
      return code;
    };
    expect(await ask()).toBe(0);
    status = 503;
    expect(await ask()).toBe(1);
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    expect(await ask()).toBe(1);
  });

  test('the image is built from this repository, by its own commands, and runs as nobody special', () => {
    const dockerfile = textOf('docker', 'Dockerfile');
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    expect(dockerfile).toContain('RUN npm ci && npm run build\n');
    expect(scripts).toHaveProperty('build');
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toContain('ENTRYPOINT ["node", "/ezer/packages/ezer/dist/ezer.mjs"]');
  });
});

describe('a deployed folder', () => {
  test.each(TARGETS)('is written once, and then is current: %s', async (target) => {
    const folder = join(await temporaryFolder(), 'new', target);
    const files = deploymentFiles(target, installation);
    expect(writeDeployment(folder, files, { ownsFolder: true }).missing).toEqual(files.map(({ path }) => path));
    expect(differenceOf(folder, files)).toEqual({ missing: [], changed: [], extra: [] });
  });

  test('loses files that are no longer written only when it is ours', async () => {
    const folder = await temporaryFolder();
    const files = deploymentFiles('pm2', installation);
    writeFileSync(join(folder, 'other.service'), 'somebody else’s\n');
    expect(writeDeployment(folder, files, { ownsFolder: false }).extra).toEqual(['other.service']);
    expect(differenceOf(folder, files).extra).toEqual(['other.service']);
    writeDeployment(folder, files, { ownsFolder: true });
    expect(differenceOf(folder, files).extra).toEqual([]);
  });

  test('of another timetable is stale', async () => {
    const folder = await temporaryFolder();
    for (const target of ['pm2', 'systemd', 'kubernetes'] as const) {
      const at = join(folder, target);
      writeDeployment(at, deploymentFiles(target, installation), { ownsFolder: true });
      const moved = TIMETABLE.map((entry) => (entry.job === 'digest' ? { ...entry, minutes: [13] } : entry));
      expect(differenceOf(at, deploymentFiles(target, { ...installation, timetable: moved })).changed).toHaveLength(1);
    }
  });
});
