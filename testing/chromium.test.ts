import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';

let browser: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test('the browser outlives a closed page and lays Hebrew out from the right', async () => {
  await (await browser.newPage()).close();
  const page = await browser.newPage();
  await page.setContent('<p dir="rtl"><span id="a">פסק</span> <span id="b">דין</span></p>');
  const left = (id: string) => page.locator(id).evaluate((element) => element.getBoundingClientRect().left);
  expect(await left('#a')).toBeGreaterThan(await left('#b'));
  await page.close();
});

test('a page prints to PDF', async () => {
  const page = await browser.newPage();
  await page.setContent('<p>שלום</p>');
  expect((await page.pdf()).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  await page.close();
});
