import type { TimetableEntry } from 'pg-drains';
import { deadlinesOf } from './deadlines.ts';
import { envExample } from './env-example.ts';
import type { DeployedFile, Installation } from './installation.ts';
import { calendarOf } from './schedule.ts';

/**
 * systemd: a service and a timer for each job, and, as the other way to run the same timetable, one service that is
 * `ezer start`. Each way stops the other, so that no job is ever started by both.
 */
export function systemdFiles({ timetable, home }: Installation): DeployedFile[] {
  const place = home ?? '/opt/ezer';
  return [
    { path: 'ezer.service', text: startService(place) },
    { path: 'ezer-jobs.target', text: target(timetable) },
    ...timetable.flatMap((entry) => [
      { path: `${entry.processName}.service`, text: jobService(entry, place) },
      { path: `${entry.processName}.timer`, text: timer(entry) },
    ]),
    { path: 'ezer.env.example', text: settings },
  ];
}

const HEAD = '# Written by `ezer deploy systemd` from the timetable; edit that, not this file.\n';

const startService = (home: string): string => `${HEAD}#
# One way of two: \`ezer start\` runs the timetable by itself and shows the status page on http://127.0.0.1:8710.
#   systemctl enable --now ezer.service
# The other way is a timer for each job, without a page: ezer-jobs.target. Starting one stops the other.
# The page listens on loopback only; from elsewhere: ssh -L 8710:127.0.0.1:8710. To open it, make the first account by the
# link in the journal, put a proxy with https before it, and set EZER_PUBLIC_URL to the address that browsers call.

[Unit]
Description=Ezer Mishpati: timetable and status page
After=network-online.target postgresql.service
Wants=network-online.target
Conflicts=ezer-jobs.target

[Service]
Type=exec
${command(home, 'start')}
Restart=on-failure
RestartSec=10
# It gives its jobs 20 s to end in order.
TimeoutStopSec=45
${surroundings(home)}
[Install]
WantedBy=multi-user.target
`;

const target = (timetable: Installation['timetable']): string => `${HEAD}#
# Every job by its timer. Needs a Postgres of its own (DATABASE_URL in /etc/ezer/ezer.env): a job ends, and with it every
# process that it started, an embedded server too.
#   systemctl enable --now ezer-jobs.target

[Unit]
Description=Ezer Mishpati: the jobs by their timetable
Wants=${timetable.map(({ processName }) => `${processName}.timer`).join(' ')}
Conflicts=ezer.service

[Install]
WantedBy=multi-user.target
`;

function jobService(entry: TimetableEntry, home: string): string {
  const { run, end, stop, period } = deadlinesOf(entry);
  return `${HEAD}
[Unit]
Description=Ezer Mishpati: ${entry.job}
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
Type=oneshot
${command(home, `run ${entry.job}`)}
Environment=EZER_JOB_SECONDS=${run}
# A oneshot service has no limit of its own, and one hung run would stop its timer for ever. Ended and killed before
# the next start, ${period} s after this one.
TimeoutStartSec=${end}
TimeoutStopSec=${stop}
${surroundings(home)}`;
}

const timer = (entry: TimetableEntry): string => `${HEAD}
[Unit]
Description=Ezer Mishpati: when ${entry.job} starts
PartOf=ezer-jobs.target

[Timer]
OnCalendar=${calendarOf(entry)}
# Without this systemd moves starts within a minute to wake up less often, and jobs meet.
AccuracySec=1us
# What was missed while the machine was off is not made up for all at once at boot; the next start finds the work.
Persistent=false
`;

const command = (home: string, args: string): string =>
  `ExecStart="${home}/node_modules/.bin/node" "${home}/packages/ezer/dist/ezer.mjs" ${args}`;

// No MemoryDenyWriteExecute: V8 compiles at run time. KillMode=mixed: the signal is for the job alone, which ends its
// own workers in order.
const surroundings = (home: string): string => `User=ezer
Group=ezer
WorkingDirectory=${home}
Environment=TZ=Asia/Jerusalem
Environment=EZER_DATA=/var/lib/ezer
EnvironmentFile=/etc/ezer/ezer.env
StateDirectory=ezer
StateDirectoryMode=0700
UMask=0077
KillMode=mixed
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
`;

const settings = `# Copy to /etc/ezer/ezer.env (mode 0600), set DATABASE_URL, and uncomment what differs from the default.
# EZER_DATA and EZER_JOB_SECONDS are set by the units: the second one keeps a run shorter than its period.

${envExample(['EZER_DATA', 'EZER_JOB_SECONDS', 'EZER_CHROME'])}`;
