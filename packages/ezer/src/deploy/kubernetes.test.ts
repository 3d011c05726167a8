import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { temporaryFolder } from '../../../../testing/process.ts';
import { loadConfig } from '../config/index.ts';
import { deadlinesOf } from './deadlines.ts';
import { deploymentFiles, writeDeployment } from './deployment.ts';
import { healthCommand } from './health.ts';
import { installation, startsBy, startsOf, textsOf, timetable } from './testing/written.ts';

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: Record<string, unknown>;
  data?: Record<string, string>;
}

function manifests(): Manifest[] {
  const texts = [...textsOf('kubernetes')].filter(([path]) => path !== 'kustomization.yaml');
  return texts.flatMap(([, text]) =>
    parseAllDocuments(text).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Manifest;
    }),
  );
}

interface Pod {
  automountServiceAccountToken: boolean;
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

test('each job is a CronJob at its minutes that never runs twice at once and ends before its next start', () => {
  const jobs = manifests().filter(({ kind }) => kind === 'CronJob');
  expect(jobs.map(({ metadata }) => metadata.name)).toEqual(timetable.map(({ processName }) => processName));
  for (const [i, entry] of timetable.entries()) {
    const job = jobs[i];
    if (!job) throw new Error(`no CronJob for ${entry.job}`);
    const spec = job.spec as { schedule: string; timeZone: string; startingDeadlineSeconds: number };
    expect(startsBy(spec.schedule, spec.timeZone, 50)).toEqual(startsOf(entry, 50));
    expect(spec).toMatchObject({ concurrencyPolicy: 'Forbid', jobTemplate: { spec: { backoffLimit: 0 } } });
    expect(spec.startingDeadlineSeconds).toBeGreaterThanOrEqual(10); // its controller looks every ten seconds
    expect(spec.startingDeadlineSeconds).toBeLessThan(120);
    const { activeDeadlineSeconds } = (spec as unknown as { jobTemplate: { spec: { activeDeadlineSeconds: number } } })
      .jobTemplate.spec;
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
  expect(pods).toHaveLength(timetable.length + 2);
  for (const pod of pods.map(podOf)) {
    expect(pod).toMatchObject({ enableServiceLinks: false, automountServiceAccountToken: false });
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

test('the cluster asks the page itself how it is', () => {
  const web = manifests().find(({ kind }) => kind === 'Deployment');
  expect(web && podOf(web).containers[0]).toMatchObject({ livenessProbe: { exec: { command: healthCommand() } } });
});
