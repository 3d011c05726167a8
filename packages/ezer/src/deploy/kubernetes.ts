import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { CronJob, Job } from 'kubernetes-types/batch/v1.d.ts';
import type {
  ConfigMap,
  Container,
  Namespace,
  PersistentVolumeClaim,
  PodSpec,
  Probe,
  Service,
} from 'kubernetes-types/core/v1.d.ts';
import type { TimetableEntry } from 'pg-drains';
import { stringify } from 'yaml';
import { SETTINGS } from '../config/settings.ts';
import { deadlinesOf, latestStart } from './deadlines.ts';
import { healthCommand } from './health.ts';
import type { DeployedFile, Installation } from './installation.ts';
import { cronOf, zoneOf } from './schedule.ts';

/** Kubernetes: a CronJob for each job, the migration, and the page; one `kubectl apply -k` of the folder. */
export function kubernetesFiles({ timetable, version }: Installation): DeployedFile[] {
  const image = `ezer-mishpati:${version}`;
  const late = latestStart(timetable);
  const files = {
    'namespace.yaml': [described('', namespace)],
    'settings.yaml': [described(SETTINGS_TEXT, settings)],
    'documents.yaml': [described(DOCUMENTS_TEXT, documents)],
    'migrate.yaml': [described(MIGRATE_TEXT, migration(image))],
    'jobs.yaml': timetable.map((entry, i) => described(i === 0 ? JOBS_TEXT : '', cronJob(entry, image, late))),
    'web.yaml': [described(WEB_TEXT, web(image)), described('', webService)],
  };
  return [
    { path: 'kustomization.yaml', text: `${HEAD}${described(APPLY_TEXT, kustomization(Object.keys(files)))}` },
    ...Object.entries(files).map(([path, parts]) => ({ path, text: HEAD + parts.join('---\n') })),
  ];
}

const HEAD = '# Written by `ezer deploy kubernetes` from the timetable; edit that, not this file.\n';
const NAMESPACE = 'ezer';
const DATA = '/var/lib/ezer';
const PORT = Number(SETTINGS.EZER_PORT.default);

const APPLY_TEXT = `
docker build -f deploy/docker/Dockerfile -t REGISTRY/ezer-mishpati:VERSION . && docker push REGISTRY/ezer-mishpati:VERSION
kubectl create namespace ${NAMESPACE}
kubectl -n ${NAMESPACE} create secret generic ezer-database --from-literal=DATABASE_URL=postgres://...
kubectl apply -k deploy/kubernetes

Name your registry in an overlay of your own (\`images:\`), with the storage class and whatever else differs.`;

const kustomization = (resources: string[]) => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  namespace: NAMESPACE,
  resources,
});

const meta = (name: string) => ({
  name,
  labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'ezer' },
});

const namespace: Namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: NAMESPACE, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
};

const SETTINGS_TEXT = `
Any setting of SCRIPTS.md may stand here, but DATABASE_URL, which is the secret ezer-database, and EZER_JOB_SECONDS, which
each job has for itself. Samples are off: a library of its own is named by EZER_LIBRARY, a folder below ${DATA}.`;

const settings: ConfigMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: meta('ezer-settings'),
  data: { EZER_DATA: DATA, EZER_SAMPLES: 'off', TZ: 'Asia/Jerusalem' },
};

const DOCUMENTS_TEXT = `
The bytes of the documents, which every job reads or writes: shared, so a storage class that can be mounted by many.`;

const documents: PersistentVolumeClaim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: meta('ezer-documents'),
  spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '20Gi' } } },
};

const MIGRATE_TEXT = `
Brings the schema up to date by itself, before a new version starts its first job. Every job makes sure of it too, one at
a time, so the order of the two does not matter. It is gone an hour after it ended, so that the next version can be applied.`;

const migration = (image: string): Job => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: meta('ezer-migrate'),
  spec: {
    backoffLimit: 3,
    ttlSecondsAfterFinished: 3600,
    template: {
      metadata: meta('ezer-migrate'),
      spec: { restartPolicy: 'Never', ...pod(container(image, ['migrate'])) },
    },
  },
});

const JOBS_TEXT = `
startingDeadlineSeconds: a start that is later than the shortest gap of the timetable is left to the next minute of its job;
without one, a hundred missed starts stop a CronJob for good. backoffLimit 0: what failed is tried again by the queue in
the database, not by starting the whole job once more. activeDeadlineSeconds ends a run before its next start.`;

function cronJob(entry: TimetableEntry, image: string, late: number): CronJob {
  const { run, end, stop } = deadlinesOf(entry);
  const seconds = { name: 'EZER_JOB_SECONDS', value: String(run) };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: meta(entry.processName),
    spec: {
      schedule: cronOf(entry),
      timeZone: zoneOf(entry),
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: late,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          activeDeadlineSeconds: end,
          template: {
            metadata: meta(entry.processName),
            spec: {
              restartPolicy: 'Never',
              terminationGracePeriodSeconds: stop,
              ...pod(container(image, ['run', entry.job], [seconds])),
            },
          },
        },
      },
    },
  };
}

const WEB_TEXT = `
\`ezer start\`: the status page, and the same timetable as the CronJobs. 0 replicas, because a job is to be started in one
way only; to run by this way, set 1 here and \`suspend: true\` in the CronJobs.
The page listens on loopback only, and the Service answers nobody, until somebody has an account: \`kubectl -n ${NAMESPACE}
port-forward deploy/ezer-web ${PORT}\` shows it on http://127.0.0.1:${PORT}, and its log has the one-time link to the first
account. Then set EZER_HOST: 0.0.0.0 and EZER_PUBLIC_URL: https://law.example in settings.yaml, the address at which an
ingress with https hands requests on to the Service. The two go together: without EZER_PUBLIC_URL it does not start.`;

const web = (image: string): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: meta('ezer-web'),
  spec: {
    replicas: 0,
    strategy: { type: 'Recreate' },
    selector: { matchLabels: { 'app.kubernetes.io/name': 'ezer-web' } },
    template: {
      metadata: meta('ezer-web'),
      spec: {
        terminationGracePeriodSeconds: 45,
        ...pod({
          ...container(image, ['start']),
          ports: [{ name: 'http', containerPort: PORT }],
          startupProbe: { ...healthy, failureThreshold: 60 },
          livenessProbe: { ...healthy, periodSeconds: 30, failureThreshold: 5 },
          readinessProbe: healthy,
        }),
      },
    },
  },
});

const healthy: Probe = {
  exec: { command: healthCommand() },
  periodSeconds: 10,
  timeoutSeconds: 5,
};

const webService: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta('ezer-web'),
  spec: { selector: { 'app.kubernetes.io/name': 'ezer-web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
};

const container = (image: string, args: string[], env: Container['env'] = []): Container => ({
  name: 'ezer',
  image,
  args,
  env: [{ name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'ezer-database', key: 'DATABASE_URL' } } }, ...env],
  envFrom: [{ configMapRef: { name: 'ezer-settings' } }],
  resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
  volumeMounts: [
    { name: 'documents', mountPath: DATA },
    { name: 'tmp', mountPath: '/tmp' },
  ],
});

// 1000 is the user `node` of the image. Service links would put EZER_WEB_SERVICE_HOST and its like into every
// environment, and the settings refuse EZER_ names that they do not know.
const pod = (only: Container): PodSpec => ({
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [only],
  volumes: [
    { name: 'documents', persistentVolumeClaim: { claimName: 'ezer-documents' } },
    { name: 'tmp', emptyDir: {} },
  ],
});

function described(text: string, object: object): string {
  const comment = text.replace(/^(?=.)/gm, '# ').replace(/^$/gm, '#');
  return `${text === '' ? '' : `${comment}\n`}${stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
