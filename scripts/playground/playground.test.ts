import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../testing/chromium.ts';
import { viewOf } from './marks.ts';

const SAMPLE = readFileSync(join(import.meta.dirname, 'sample.txt'), 'utf8');

describe('viewOf', () => {
  it('cuts the text into stretches that give it back, each under the marks that lie over it', () => {
    const text = `𝒜 ${SAMPLE}`;
    const { stretches, marks } = viewOf(text);
    expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
    const letters = [...text];
    marks.forEach(({ span }, index) => {
      const under = stretches.filter((stretch) => stretch.marks.includes(index)).map((stretch) => stretch.text);
      expect(under.join('')).toBe(letters.slice(span.start, span.end).join(''));
    });
  });

  it('marks what the sample has of every kind', () => {
    expect(new Set(viewOf(SAMPLE).marks.map(({ kind }) => kind))).toEqual(
      new Set(['docket', 'court', 'person', 'date', 'outcome', 'case', 'back', 'statute', 'heading', 'halacha']),
    );
  });
});

describe('the page, opened from a checkout', () => {
  let folder: string;
  let url: string;
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'playground-test-'));
    const file = join(folder, 'index.html');
    execFileSync(process.execPath, [join(import.meta.dirname, 'index.ts'), '--out', file]);
    url = pathToFileURL(file).href;
    browser = await launchChromium();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (width: number): Promise<{ page: Page; asked: string[]; errors: string[] }> => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const asked: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) asked.push(request.url());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => errors.push(message.text()));
    await page.goto(url);
    return { page, asked, errors };
  };

  it.each([390, 1280])(
    'shows the sample with its marks at %i pixels, asks nothing of the network, fits',
    async (width) => {
      const { page, asked, errors } = await open(width);
      expect(await page.locator('mark.docket').allTextContents()).toEqual(['רע"א 9017/31']);
      expect(await page.locator('mark.back').allTextContents()).toEqual(['עניין אלמוג', 'שם']);
      expect(await page.locator('mark.halacha').count()).toBeGreaterThan(0);
      const sizes = await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
      expect(sizes).toEqual([width, width]);
      expect(await page.evaluate('document.fonts.check(\'16px "Noto Sans Hebrew"\', "א")')).toBe(true);
      expect({ asked, errors }).toEqual({ asked: [url], errors: [] });
      await page.close();
    },
  );

  it('reads what is typed, hides a kind, and leads from the list to the place', async () => {
    const { page } = await open(1280);
    await page.fill('#text', 'ראו ע"א 616/29 וכן סעיף 7 לחוק העונשין <b onload=alert(1)>');
    await page.locator('mark.case', { hasText: 'ע"א 616/29' }).waitFor();
    expect(await page.locator('#marked b').count()).toBe(0);
    expect(await page.locator('mark.statute').getAttribute('title')).toBe('חיקוק: חוק העונשין: 7');
    await page.locator('#list button', { hasText: 'ע"א 616/29' }).click();
    expect(await page.locator('mark.shown').allTextContents()).toEqual(['ע"א 616/29']);
    await page.locator('.legend label', { hasText: 'חיקוק' }).click();
    await page.locator('mark.statute').waitFor({ state: 'detached' });
    await page.click('#clear');
    expect(await page.locator('#state').textContent()).toBe('אין טקסט.');
    await page.fill('#text', [...SAMPLE].reverse().join(''));
    await page.locator('#state', { hasText: 'סדר חזותי' }).waitFor();
    await page.close();
  });
});
