import type { TimetableEntry } from 'pg-drains';
import { deadlinesOf } from './deadlines.ts';
import type { DeployedFile, Installation } from './installation.ts';
import { cronOf, zoneOf } from './schedule.ts';

/** PM2: one app a job. */
export function pm2Files({ timetable, home }: Installation): DeployedFile[] {
  return [{ path: 'ecosystem.config.cjs', text: ecosystem(timetable.map(app), home) }];
}

const app = (entry: TimetableEntry): string => {
  const { run, stop } = deadlinesOf(entry);
  return `    job({
      name: '${entry.processName}',
      args: ['run', '${entry.job}'],
      cron_restart: '${cronOf(entry)}',
      kill_timeout: ${stop * 1000},
      env: { TZ: '${zoneOf(entry)}', EZER_JOB_SECONDS: '${run}' },
    }),`;
};

const ecosystem = (
  apps: string[],
  home: string | null,
): string => `// Written by \`ezer deploy pm2\` from the timetable; edit that, not this file.
//
//   export DATABASE_URL=...   # many processes on one database: the embedded one is for \`ezer start\`
//   TZ=Asia/Jerusalem pm2 start ${home === null ? 'deploy/pm2/' : ''}ecosystem.config.cjs && pm2 save
//
// \`pm2 start\` starts every job at once, whatever its minute is. That is harmless: a start with nothing to do is one
// query, and two drains of one queue share it. Afterwards each starts at its minutes. Do not run \`ezer start\` beside
// it: that brings the same timetable.
//
// What PM2 does at a tick of cron_restart (its God.restartProcessId, measured with 7.0): a run that is still at work is
// sent SIGINT, and SIGKILL after kill_timeout. So each run ends by itself before its next start (EZER_JOB_SECONDS), and
// kill_timeout (milliseconds) is longer than a job that is asked to end keeps its item in hand.
// The tick is of the PM2 daemon's own clock (its God.registerCron names no zone): start the daemon with
// TZ=Asia/Jerusalem, as above. For a job of every hour any zone serves that is whole hours away.
const { existsSync } = require('node:fs');
const { join${home === null ? ', resolve' : ''} } = require('node:path');

const home = ${home === null ? "resolve(__dirname, '../..')" : quoted(home)};
// The Node that \`npm ci\` brought (24 or later), where there is one for this machine.
const ownNode = join(home, 'node_modules/.bin/node');

const job = (app) => ({
  ...app,
  script: join(home, 'packages/ezer/dist/ezer.mjs'), // \`npm run build\` makes it
  interpreter: existsSync(ownNode) ? ownNode : 'node',
  cwd: home,
  exec_mode: 'fork', // cluster mode keeps the process alive after its work
  autorestart: false, // a job ends when its work is done; without this line PM2 would start it again at once, for ever
  // No \`autostart: false\`: PM2 then never starts the app, not even at its minutes.
  treekill: false, // the signal is for the job alone; it ends its own workers
  merge_logs: true,
});

module.exports = {
  apps: [
${apps.join('\n')}
  ],
};
`;

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
