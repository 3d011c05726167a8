import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** No Chromium could be started; the message says how to get one. */
export class NoChromium extends Error {
  override name = 'NoChromium';
}

/**
 * A headless Chromium for browser tests and for printing the sample PDFs. The caller closes it.
 *
 * On Linux x64 it is the browser inside the npm package `@sparticuz/chromium`, unpacked once per package version
 * into `node_modules/.cache`, with the shared libraries (nss, nspr, expat) that a bare container lacks. Elsewhere an
 * installed Google Chrome is used. `EZER_CHROME` names another executable.
 *
 * @throws {NoChromium} when no browser starts
 * @example
 * const browser = await launchChromium();
 * const page = await browser.newPage();
 */
export async function launchChromium(): Promise<Browser> {
  const named = process.env.EZER_CHROME;
  try {
    if (named) return await chromium.launch({ executablePath: named, args: FLAGS });
    if (process.platform === 'linux' && process.arch === 'x64') return await launchPackaged(await unpack());
    return await chromium.launch({ channel: 'chrome', args: FLAGS });
  } catch (cause) {
    throw new NoChromium('No Chromium starts here: install Google Chrome, or name its executable in EZER_CHROME.', {
      cause,
    });
  }
}

const HERE = dirname(fileURLToPath(import.meta.url));

// The package's own flag list is for AWS Lambda (`--single-process` among them, which ends the browser with the first
// closed page), so ours is short: no sandbox because containers and CI run as root, no /dev/shm because it is 64 MB
// there, and unhinted glyphs so that screenshots and PDFs agree between machines.
const FLAGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'];

function launchPackaged(folder: string): Promise<Browser> {
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: FLAGS,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
}

/**
 * Unpacks the packaged browser and returns its folder. The package unpacks into `tmpdir()` itself, in place and
 * without a version in the name, so two test runs at once would execute half a file. Hence a child process with a
 * temporary folder of its own, and one rename when it is whole. The variable in its environment is the package's only
 * switch for unpacking the shared libraries too.
 */
async function unpack(): Promise<string> {
  const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', '..');
  const { version } = JSON.parse(readFileSync(join(bin, 'package.json'), 'utf8')) as { version: string };
  const cache = join(HERE, '..', 'node_modules', '.cache');
  const ready = join(cache, `chromium-${version}`);
  if (existsSync(ready)) return ready;

  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, 'chromium-'));
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: HERE,
    env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  await writeFile(join(staging, 'fonts', 'fonts.conf'), FONTS);
  try {
    await rename(staging, ready);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(ready)) throw error;
  }
  return ready;
}

// The packaged configuration looks for fonts in Lambda's folders only, and with no font at all every glyph is zero wide.
// There is no Hebrew face here on purpose: a page that forgot to bring its own shows boxes, and a test can see it.
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
