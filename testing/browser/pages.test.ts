import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { TIMETABLE } from '../../packages/ezer/src/jobs/index.ts';
import { openAccounts } from '../../packages/ezer/src/web/accounts/index.ts';
import { createPages } from '../../packages/ezer/src/web/app.ts';
import { launchChromium } from '../chromium.ts';
import { frame, printedMachinery, shifts, sideways, sidewaysWhenLarge, tabOrder, violations } from './inspect.ts';
import { NOT_PAGES, PAGES, type PageUnderTest, type Things, thingsOf } from './pages.ts';
import { type Filled, fillLibrary, reviewSome } from './sample-library.ts';
import { type Eyes, openSite, type Site, watch } from './site.ts';

/*
 * Every page of the product in a real browser, on the sample library. With TEST_LONG each page is looked at in every
 * size, scheme and language; without it each of them once. Screenshots are left in tmp/screenshots for a person.
 */
const SCREENSHOTS = join(import.meta.dirname, '../../tmp/screenshots');
const LONG = 120_000;

let folder: string;
let library: Filled;
let browser: Browser;
let site: Site;
let things: Things;

beforeAll(async () => {
  await mkdir(SCREENSHOTS, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'ezer-browser-'));
  library = await fillLibrary(inject('postgresUrl'), folder);
  await reviewSome(library);
  browser = await launchChromium();
  site = await openSite(browser, library);
  const accounts = await openAccounts({ store: library.store, publicUrl: site.url });
  const welcome = await accounts.invite({ purpose: 'account', role: 'reviewer' });
  things = { ...(await thingsOf(library)), welcome };
}, LONG);
afterAll(async () => {
  await site?.close();
  await browser?.close();
  await library?.store.close();
  await rm(folder, { recursive: true, force: true });
});

type Look = Omit<Eyes, 'as'>;
const EVERY: Look[] = (['he', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    (['phone', 'desktop'] as const).map((size) => ({ size, scheme, language })),
  ),
);
// Two looks show every size, scheme and language once.
const FEW = EVERY.filter(
  ({ size, scheme, language }) =>
    (size === 'phone' && scheme === 'light' && language === 'he') ||
    (size === 'desktop' && scheme === 'dark' && language === 'he') ||
    (size === 'desktop' && scheme === 'light' && language === 'en'),
);
// The same parts in the other language: its words and widths are looked at, axe and the screenshot wait for TEST_LONG.
const isWhole = ({ language }: Look): boolean => language === 'he' || process.env.TEST_LONG !== undefined;
const LOOKS = process.env.TEST_LONG ? EVERY : FEW;

test('every page that is served is looked at', async () => {
  const { store, content } = library;
  const accounts = await openAccounts({ store, publicUrl: site.url });
  const { routes } = createPages({ store, content, timetable: TIMETABLE, publicUrl: null, language: 'he', accounts });
  const served = routes.filter(({ method, path }) => method === 'GET' && !NOT_PAGES.has(path)).map(({ path }) => path);
  const listed = new Set(PAGES.map(({ route }) => route));
  expect(served.filter((path) => !listed.has(path))).toEqual([]);
  const known = new Set(served);
  expect([...listed].filter((path) => path !== '*' && !known.has(path))).toEqual([]);
});

describe.each(PAGES)('$name', (listed) => {
  test.each(LOOKS)('$size, $scheme, $language', { timeout: LONG }, (look) => inspect(listed, look));
});

async function inspect(listed: PageUnderTest, look: Look): Promise<void> {
  const context = await site.open({ ...look, as: listed.as });
  try {
    const { page, complaints, hosts } = await watch(context);
    const answer = await page.goto(new URL(listed.path(things), site.url).href);
    await page.evaluate('document.fonts.ready');
    // Before the screenshot, which lays the page out anew.
    // Smaller ones are a letter's width, when a busy machine brings a font a moment late.
    const moved = (await shifts(page)).filter(({ value }) => value >= 0.0005);
    const file = `${listed.name}-${look.size}-${look.scheme}-${look.language}.png`;
    if (isWhole(look)) await page.screenshot({ path: join(SCREENSHOTS, file), fullPage: true });

    expect(answer?.status()).toBe(listed.status ?? 200);
    const { lang, dir, title, headings, blocking } = await frame(page);
    expect({ lang, dir }).toEqual({ lang: look.language, dir: look.language === 'he' ? 'rtl' : 'ltr' });
    expect(headings).toHaveLength(1);
    expect(headings[0]).not.toBe('');
    expect(title).not.toMatch(/^ · |undefined|null/);
    expect(blocking).toEqual([]);
    expect(moved).toEqual([]);
    if (isWhole(look)) expect(await violations(page)).toEqual([]);
    const widths = look.size === 'phone' ? [360, 390] : [768, 1280, 1920];
    expect(await sideways(page, widths)).toEqual([]);
    if (look.size === 'desktop' && look.language === 'he') {
      expect(await sidewaysWhenLarge(page)).toEqual([]);
      expect(await printedMachinery(page)).toEqual([]);
      expect(await tabOrder(page)).toEqual({ unreached: [], unseen: [] });
    }
    // A page that is not there is told so by the browser too.
    expect(complaints.filter((text) => !(listed.status && text.includes(String(listed.status))))).toEqual([]);
    expect([...hosts]).toEqual([new URL(site.url).host]);
  } finally {
    await context.close();
  }
}

test('every page has a title of its own', async () => {
  const titles = new Map<string, string[]>();
  const cookie = (await (await site.open({ ...FIRST, as: 'administrator' })).cookies())
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  for (const { route, path, as } of PAGES.filter(({ name }) => name !== 'review-one')) {
    const headers: Record<string, string> = as === null ? {} : { cookie };
    const html = await (await fetch(new URL(path(things), site.url), { headers })).text();
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
    titles.set(title, [...new Set([...(titles.get(title) ?? []), route])]);
  }
  expect([...titles].filter(([, routes]) => routes.length > 1)).toEqual([]);
});

const FIRST = { size: 'phone', scheme: 'light', language: 'he' } as const;

test('the first page is light, and the second has its style and scripts already', async () => {
  const context = await site.open({ ...FIRST, as: null });
  const { page } = await watch(context);
  await page.goto(site.url);
  expect((await frame(page)).kilobytes).toBeLessThan(100);
  await page.goto(new URL('/sign-in', site.url).href);
  expect((await frame(page)).kilobytes).toBeLessThan(50);
  await context.close();
});

test('every page can be read without JavaScript', { timeout: LONG }, async () => {
  const contexts = new Map<PageUnderTest['as'], Awaited<ReturnType<Site['open']>>>();
  for (const { name, path, as } of PAGES) {
    const context = contexts.get(as) ?? (await site.open({ ...FIRST, as, javaScript: false }));
    contexts.set(as, context);
    const page = await context.newPage();
    await page.goto(new URL(path(things), site.url).href);
    expect(await page.locator('h1').isVisible(), name).toBe(true);
    // What looks like a way on is one: a link that leads somewhere, a form that can be sent.
    expect(
      await page.locator('a:not([href]), a[href="#"], form:not(:has(button, input[type=submit]))').count(),
      name,
    ).toBe(0);
    expect(await page.locator('button:not(form *):not([form]):visible').count(), `${name}: buttons outside forms`).toBe(
      0,
    );
    await page.close();
  }
  for (const context of contexts.values()) await context.close();
});
