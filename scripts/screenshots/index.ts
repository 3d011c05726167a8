/**
 * `npm run docs:screenshots`: the pictures of the README and the guides, from the sample library (fiction, all of it).
 * Each is written as an indexed PNG, so that the repository stays small. `-- --only decision,review` makes some of them.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PAGES, thingsOf } from '../../testing/browser/pages.ts';
import { fillLibrary, reviewSome } from '../../testing/browser/sample-library.ts';
import { type Eyes, openSite } from '../../testing/browser/site.ts';
import { launchChromium } from '../../testing/chromium.ts';
import { startThrowawayPostgres } from '../../testing/postgres-server.ts';
import { indexed } from './png.ts';

type Look = Pick<Eyes, 'size' | 'scheme' | 'language'>;
const HEBREW: Look = { size: 'desktop', scheme: 'light', language: 'he' };

/** Which page, as whom it is listed in the browser tests, and how it is looked at. */
const PICTURES: readonly { page: string; looks: readonly Look[] }[] = [
  { page: 'home', looks: [HEBREW, { ...HEBREW, language: 'en' }] },
  { page: 'results', looks: [HEBREW] },
  { page: 'decision', looks: [HEBREW, { ...HEBREW, scheme: 'dark' }, { ...HEBREW, size: 'phone' }] },
  { page: 'halacha', looks: [HEBREW] },
  { page: 'review', looks: [HEBREW, { ...HEBREW, size: 'phone', scheme: 'dark' }] },
  { page: 'operations', looks: [HEBREW, { ...HEBREW, language: 'en' }] },
  { page: 'upload', looks: [HEBREW] },
  { page: 'gaps', looks: [HEBREW] },
];

// A decision begins with names; the picture is of the law in it. As text: this runs in the page.
const FIRST_HALACHA = `document.querySelector('main [lang=he] mark').scrollIntoView({ block: 'center' })`;

const MOST_BYTES = 120_000;
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');

const target = join(import.meta.dirname, '../../docs/screenshots');
await mkdir(target, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'ezer-screenshots-'));
const server = await startThrowawayPostgres(folder);
const browser = await launchChromium();
try {
  const library = await fillLibrary(server.url, folder);
  await reviewSome(library);
  const site = await openSite(browser, library);
  const things = { ...(await thingsOf(library)), welcome: '' };
  for (const { page: name, looks } of PICTURES) {
    const listed = PAGES.find((page) => page.name === name);
    if (listed === undefined || (wanted !== undefined && !wanted.includes(name))) continue;
    for (const look of looks) {
      const context = await site.open({ ...look, as: listed.as });
      const page = await context.newPage();
      await page.goto(new URL(listed.path(things), site.url).href);
      await page.evaluate('document.fonts.ready');
      if (name === 'decision') await page.evaluate(FIRST_HALACHA);
      const picture = indexed(await page.screenshot());
      await context.close();
      const file = `${name}-${look.size}-${look.scheme}-${look.language}.png`;
      if (picture.byteLength > MOST_BYTES)
        throw new Error(`${file} has ${picture.byteLength} bytes; take a simpler page`);
      await writeFile(join(target, file), picture);
      console.log(`${file} ${Math.round(picture.byteLength / 1000)} kB`);
    }
  }
  await site.close();
  await library.store.close();
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
