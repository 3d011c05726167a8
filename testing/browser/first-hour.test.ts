import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Locator, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../../packages/ezer/src/config/index.ts';
import { stopEmbedded } from '../../packages/ezer/src/embedded/index.ts';
import { speaker } from '../../packages/ezer/src/messages/index.ts';
import { launchChromium } from '../chromium.ts';
import { freePort } from '../postgres-server.ts';
import { startEzer, temporaryFolder } from '../process.ts';
import { OTHER_RULE, ruling } from '../rulings.ts';
import { violations } from './inspect.ts';
import { SIZES, watch } from './site.ts';

/*
 * A lawyer's first hour as one story: what `npm start` starts, a fresh data folder, the sample library, a browser. It
 * waits for what a person would see, never for a time.
 */
const LONG = 300_000;
const say = speaker('he');
const SCREENSHOTS = join(import.meta.dirname, '../../tmp/screenshots');

test('the first hour: start, account, search, read, approve by keys, find it, operate, upload, leave', {
  timeout: LONG,
}, async () => {
  const { url, firstLink, roundDone } = await start();
  const { page, complaints, hosts } = await desk();

  await makeAccount(page, firstLink);
  await roundDone;
  await searchAndRead(page, url);
  const approved = await reviewByKeys(page, url);
  await findApproved(page, url, approved);
  await operate(page, url);
  await upload(page, url);
  for (const path of ['/digests', '/gaps', '/help']) {
    await page.goto(new URL(path, url).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  await page.getByRole('button', { name: say('nav.signOut') }).click();
  await page.getByRole('link', { name: say('nav.signIn') }).waitFor();

  // The one-time link, opened again.
  expect(complaints).toEqual([expect.stringContaining('410 (Gone)')]);
  expect([...hosts]).toEqual([new URL(url).host]);
});

/** The real program, from a folder that is not there yet. */
async function start() {
  const data = await temporaryFolder();
  const env = { EZER_DATA: data, EZER_PORT: String(await freePort()), EZER_SAMPLES: 'on', EZER_LANGUAGE: 'he' };
  const { child, ended } = startEzer(['start'], env);
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
    await stopEmbedded(loadConfig(env));
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  if (child.stdout === null) throw new Error('the program has no output');
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  const line = (words: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = lines.find((text) => words.test(text));
        if (found !== undefined) resolve(found);
      };
      waiting.add(look);
      look();
      once(child, 'close').then(() => reject(new Error(`ended without ${words}:\n${lines.join('\n')}`)));
    });
  const roundDone = line(/הסבב הראשון הסתיים/);
  roundDone.catch(() => undefined); // awaited later; when the program ends before, the test says so there
  const firstLink = /http\S+\/welcome\/[\w-]+/.exec(await line(/\/welcome\//))?.[0] ?? '';
  return { url: new URL('/', firstLink).href, firstLink, roundDone };
}

async function desk() {
  await mkdir(SCREENSHOTS, { recursive: true });
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ viewport: SIZES.desktop, reducedMotion: 'reduce', locale: 'he-IL' });
  context.setDefaultTimeout(60_000); // the machine of the tests is shared
  return watch(context);
}

async function makeAccount(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel(say('welcome.name')).fill('אורית דקל');
  await page.getByLabel(say('signIn.email')).fill('orit@example.com');
  await page.getByLabel(say('welcome.password')).fill('a few quiet words');
  await page.getByRole('button', { name: say('welcome.send') }).click();
  await page.waitForURL('**/sign-in**');
  await page.getByLabel(say('signIn.email')).fill('orit@example.com');
  await page.getByLabel(say('signIn.password')).fill('a few quiet words');
  await page
    .locator('main')
    .getByRole('button', { name: say('nav.signIn') })
    .click();
  await page.getByRole('link', { name: 'אורית דקל' }).waitFor();
  await page.goto(link);
  await page.getByRole('heading', { name: say('welcome.spent') }).waitFor();
}

async function searchAndRead(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('searchbox').fill('תום לב');
  await page.keyboard.press('Enter');
  await page.locator('main mark').first().waitFor();
  await page.screenshot({ path: join(SCREENSHOTS, 'hour-1-results.png') });
  await page.locator('main a[href^="/decisions/"]').first().click();
  await page.locator('[lang=he] mark').first().waitFor();
  await page.screenshot({ path: join(SCREENSHOTS, 'hour-2-decision.png') });
}

/** Goes through the queue with the keys alone. @returns the quote that was approved */
async function reviewByKeys(page: Page, url: string): Promise<string> {
  await page.goto(new URL('/review', url).href);
  const quote = page.locator('.proposal mark').first();
  const now = async () => (await quote.textContent())?.trim() ?? '';
  const first = await now();

  const done = page.locator('.notice.done');
  await press(page, 'a', done.getByText(say('desk.done.approve').split(':')[0] ?? ''));
  expect(await now()).not.toBe(first);
  await press(page, 'u', page.getByText(say('desk.done.undone')));
  expect(await now()).toBe(first);

  await press(page, 'j', page.locator('.walk a[rel=prev]'));
  const second = await now();
  expect(second).not.toBe(first);
  await page.keyboard.press('k');
  await page.locator('.walk a[rel=prev]').waitFor({ state: 'detached' });
  expect(await now()).toBe(first);

  await page.keyboard.press('e');
  await page.locator('#principle:focus').fill('רשות אינה רשאית לשנות החלטה בלי לשמוע את מי שנפגע ממנה.');
  await page.keyboard.press('Escape');
  await press(page, 'a', done.getByText(say('desk.done.approve').split(':')[0] ?? ''));
  await page.screenshot({ path: join(SCREENSHOTS, 'hour-3-review.png') });

  await page.keyboard.press('r');
  await page.locator('.rejection input[type=radio]:focus').waitFor();
  await page.keyboard.press('ArrowDown');
  await press(page, 'Enter', done.getByText(say('desk.done.reject').split(':')[0] ?? ''));
  await press(page, 'd', done.getByText(say('desk.done.defer').split(':')[0] ?? ''));
  return first;
}

async function press(page: Page, key: string, shown: Locator): Promise<void> {
  await page.keyboard.press(key);
  await shown.first().waitFor();
}

async function findApproved(page: Page, url: string, quote: string): Promise<void> {
  const words = quote.replace(/["״]/g, ' ').trim().split(/\s+/).slice(2, 7).join(' ');
  await page.goto(url);
  await page.getByRole('searchbox').fill(words);
  await page.keyboard.press('Enter');
  const hit = page.locator('main a[href^="/halachot/"]').first();
  await hit.waitFor();
  await hit.click();
  await page.getByText(say('state.approved')).first().waitFor();
  await page.screenshot({ path: join(SCREENSHOTS, 'hour-4-halacha.png') });
}

/** Turns a job off and on again, and asks for a run. */
async function operate(page: Page, url: string): Promise<void> {
  const job = say('job.digest');
  const form = (act: string) => page.locator(`form[action="/operations/jobs/digest/${act}"]`);
  const open = () => page.goto(new URL('/operations/jobs/digest', url).href);
  await open();
  await form('disable').getByLabel(say('act.reason')).fill('בדיקה');
  await form('disable').getByRole('button').click();
  await page.getByRole('status').getByText(say('done.disable', { job })).waitFor();
  await page.screenshot({ path: join(SCREENSHOTS, 'hour-5-operations.png') });
  await open();
  await form('enable').getByRole('button').click();
  await page.getByRole('status').getByText(say('done.enable', { job })).waitFor();
  await open();
  await form('run').getByRole('button').click();
  await page.getByRole('status').getByText(say('done.run', { job })).waitFor();
}

/** A decision of one's own with its progress, and a file that is none. */
async function upload(page: Page, url: string): Promise<void> {
  const name = 'החלטה שלנו.txt';
  const text = ruling({ docket: 'רע"א 9873/34', date: '5.2.2035', reasons: [OTHER_RULE] });
  await page.goto(new URL('/upload', url).href);
  await page.locator('#files').setInputFiles([
    { name, mimeType: 'text/plain', buffer: Buffer.from(text) },
    { name: 'junk.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]) },
  ]);
  await page.getByRole('button', { name: say('upload.send'), exact: true }).click();
  await page.getByRole('progressbar').first().waitFor({ state: 'attached' });
  await page.locator('#results').getByText(name).waitFor();
  await page.locator('#results').getByText('junk.bin').waitFor();
  await page.locator('#results').getByText(say('refusal.binary')).first().waitFor();
  await page.screenshot({ path: join(SCREENSHOTS, 'hour-6-upload.png'), fullPage: true });
  expect(await violations(page)).toEqual([]);
  await page.locator('#results a[href^="/decisions/"]').first().click();
  await page.waitForURL('**/decisions/**');
  await page.getByText(OTHER_RULE.slice(0, 40)).first().waitFor();
}
