import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, 'packages/ezer/dist');
const STAMP = join(DIST, '.sources');

/** The program: what `bin` of the package names. */
export const PROGRAM = join(DIST, 'ezer.mjs');

/** Is the bundle made of the sources as they are? about 10 ms for 300 files. */
export function isCurrent(): boolean {
  try {
    return existsSync(PROGRAM) && readFileSync(STAMP, 'utf8') === fingerprint();
  } catch {
    return false;
  }
}

/**
 * Makes the bundle beside the old one and puts it in its place whole: a running `ezer start` starts jobs from there at
 * any moment.
 */
export async function build(): Promise<void> {
  const made = fingerprint();
  const fresh = join(ROOT, 'tmp', `bundle-${process.pid}`);
  const old = `${fresh}-old`;
  try {
    await bundleInto(fresh);
    writeFileSync(join(fresh, '.sources'), made);
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(fresh, DIST);
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

const TESTED = join(ROOT, 'node_modules/.cache/ezer-bundles');
const KEPT_MS = 86_400_000;

/**
 * The program of a test run, made of the sources as they are. Each state of the sources has a folder of its own that is
 * never replaced: test runs beside each other, and somebody who edits meanwhile, take no chunk away from a running process.
 *
 * @returns the path of the program
 */
export async function bundleForTests(): Promise<string> {
  const home = join(TESTED, createHash('sha256').update(fingerprint()).digest('hex').slice(0, 16));
  const program = join(home, 'ezer.mjs');
  if (existsSync(program)) return program;
  const fresh = `${home}-${process.pid}`;
  await bundleInto(fresh);
  try {
    renameSync(fresh, home);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(program)) throw error;
  }
  for (const name of readdirSync(TESTED)) {
    const path = join(TESTED, name);
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - made > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
  return program;
}

async function bundleInto(outDir: string): Promise<void> {
  const { build: bundle } = await import('tsdown');
  const cwd = join(ROOT, 'packages/ezer');
  await bundle({ config: join(cwd, 'tsdown.config.ts'), cwd, outDir, logLevel: 'warn' });
}

/**
 * How many source files there are, their sizes and times: a deleted file, an older one put back and a new version of a
 * dependency all show.
 */
function fingerprint(): string {
  const seen: string[] = [];
  const look = (path: string) => {
    const { size, mtimeMs } = statSync(path);
    seen.push(`${path.slice(ROOT.length)} ${size} ${mtimeMs}`);
  };
  for (const name of readdirSync(join(ROOT, 'packages'))) {
    const folder = join(ROOT, 'packages', name, 'src');
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(?:ts|css|js|svg)$/.test(file) && !/\.test\.ts$/.test(file)) look(join(folder, file));
  }
  for (const file of ['package-lock.json', 'packages/ezer/tsdown.config.ts']) look(join(ROOT, file));
  return seen.join('\n');
}
