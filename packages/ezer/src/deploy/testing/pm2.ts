import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'tsdown';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../../testing/process.ts';
import { root } from './written.ts';

/**
 * The real PM2, from the npm registry, in a folder of the test's own: its license keeps it out of our dependencies.
 *
 * @returns its program; null where npm cannot bring it
 */
export async function installPm2(): Promise<string | null> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  // Under `npm test` these name our own workspace, and npm would install there.
  const ours = /^npm_(package_|lifecycle_|config_(local_prefix|workspace))|^INIT_CWD$/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const args = ['install', 'pm2@7', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'];
  const { code } = await ended(spawn('npm', args, { cwd: folder, env, stdio: 'ignore' }));
  return code === 0 ? join(folder, 'node_modules/pm2/bin/pm2') : null;
}

/** A built checkout with nothing else in it: what `ezer deploy pm2` is written for. */
export async function builtHome(): Promise<string> {
  const home = await temporaryFolder();
  const cwd = join(root, 'packages/ezer');
  const outDir = join(home, 'packages/ezer/dist');
  await mkdir(outDir, { recursive: true });
  await build({ config: join(cwd, 'tsdown.config.ts'), cwd, outDir, logLevel: 'silent' });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  return home;
}

export interface Pm2 {
  /** Runs `pm2 …` to its end. @throws with what it said when it fails */
  run(...args: string[]): Promise<string>;
  /** What the daemon wrote down, line by line, with the second of the machine's clock. */
  log(): { at: Date; line: string }[];
  daemonPid(): number;
}

/** A daemon of the test's own, which is gone with everything it started when the test ends. */
export async function pm2Daemon(program: string, env: Record<string, string>): Promise<Pm2> {
  const home = await temporaryFolder();
  const own = { PATH: process.env.PATH, HOME: home, PM2_HOME: home, PM2_DISABLE_VERSION_CHECK: 'true', TZ: 'UTC' };
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [program, ...args], { env: { ...own, ...env }, cwd: home });
    const { code, output } = await ended(child);
    if (code !== 0) throw new Error(`pm2 ${args.join(' ')} ended with ${code}: ${output}`);
    return output;
  };
  onTestFinished(async () => {
    await run('kill');
  });
  const log = () =>
    readFileSync(join(home, 'pm2.log'), 'utf8')
      .split('\n')
      .flatMap((text) => {
        const [, at, line] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d): (.*)$/.exec(text) ?? [];
        return at === undefined || line === undefined ? [] : [{ at: new Date(`${at}Z`), line }];
      });
  return { run, log, daemonPid: () => Number(readFileSync(join(home, 'pm2.pid'), 'utf8')) };
}

function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: String(error) }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** Is there a process of this number? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
