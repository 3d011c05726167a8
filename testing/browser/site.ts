import type { Browser, BrowserContext, Page } from 'playwright-core';
import { TIMETABLE } from '../../packages/ezer/src/jobs/index.ts';
import type { Role } from '../../packages/ezer/src/web/accounts/index.ts';
import { startWeb } from '../../packages/ezer/src/web/index.ts';
import { freePort } from '../postgres-server.ts';
import { type Visitor, visitor } from '../website.ts';
import type { Filled } from './sample-library.ts';

export const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
} as const;

/** How somebody looks at a page. */
export interface Eyes {
  size: keyof typeof SIZES;
  scheme: 'light' | 'dark';
  language: 'he' | 'en';
  /** null: nobody is signed in */
  as: Role | null;
  javaScript?: boolean;
}

export interface Site {
  url: string;
  /** A browser of these eyes, signed in where they have a role. The caller closes it. */
  open(eyes: Eyes): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** The real web server on a filled library, and the people who look at it. */
export async function openSite(browser: Browser, { store, content }: Filled): Promise<Site> {
  const port = await freePort();
  const web = await startWeb({
    store,
    content,
    timetable: TIMETABLE,
    host: '127.0.0.1',
    port,
    publicUrl: null,
    language: 'he',
  });
  const people = new Map<Role, Visitor>();
  const person = async (role: Role): Promise<Visitor> => {
    const known = people.get(role) ?? (await visitor(store, role));
    people.set(role, known);
    return known;
  };
  return {
    url: web.url,
    async open(eyes) {
      const context = await browser.newContext(looking(eyes));
      context.setDefaultTimeout(30_000); // the machine of the tests is shared
      const cookies = [`ezer.lang=${eyes.language}`];
      if (eyes.as !== null) cookies.push(...(await person(eyes.as)).cookie.split('; '));
      await context.addCookies(cookies.map((cookie) => cookieOf(cookie, web.url)));
      return context;
    },
    close: () => web.close(),
  };
}

function looking({ size, scheme, language, javaScript = true }: Eyes) {
  return {
    viewport: SIZES[size],
    hasTouch: size === 'phone',
    isMobile: size === 'phone',
    deviceScaleFactor: 1,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: language === 'he' ? 'he-IL' : 'en-GB',
    timezoneId: 'Asia/Jerusalem',
    javaScriptEnabled: javaScript,
  } as const;
}

function cookieOf(cookie: string, url: string) {
  const at = cookie.indexOf('=');
  return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url };
}

/** What a page did while somebody looked at it. */
export interface Watched {
  page: Page;
  /** console messages that are not talk, errors of scripts, and everything the policy of the page refused */
  complaints: string[];
  /** hosts that were asked for anything */
  hosts: Set<string>;
}

/** A new tab that notes what goes wrong in it. */
export async function watch(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url().startsWith('http')) hosts.add(new URL(request.url()).host);
  });
  await page.addInitScript(NOTE_SHIFTS);
  return { page, complaints, hosts };
}

// As text: this runs in the page, whose names the types of Node do not have.
const NOTE_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      window.shifts.push({ value, moved: sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? String(node)) });
  }).observe({ type: 'layout-shift', buffered: true });
`;
