import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../testing/chromium.ts';
import * as door from './index.ts';

const TEXT =
  '𝒜 בבית המשפט העליון\nרע"א 9017/31\nלפני: כבוד השופטת נ\' ברקאי\nהחלטה\n1. רקע.\nדיון והכרעה\n2. הלכה היא כי רשות ערעור תינתן רק כאשר מתעוררת שאלה משפטית כללית (ע"א 171/29 גל נ\' דקל). 3. לפי סעיף 7 לחוק העונשין, הבקשה נדחית.\nניתנה היום, 5.3.2031.';

describe('the browser build', () => {
  let folder: string;
  let code: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hebrew-law-build-'));
    execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/build.ts'), '--out', folder]);
    code = readFileSync(join(folder, 'hebrew-law.js'), 'utf8');
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is one module that imports nothing', () => {
    expect(readdirSync(folder)).toEqual(['hebrew-law.js']);
    expect(code.match(/(?<![\w$.])(?:import\s*[\w{*("']|require\s*\(|from\s*["'])|["']node:/g)).toBeNull();
    expect(code).not.toMatch(/\b(?:process|Buffer|__dirname)\./);
  });

  it('gives in a browser what it gives in Node, from the same door', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      // as words, because the test runner would rewrite an import in a function
      const inBrowser = `(async () => {
        const url = URL.createObjectURL(new Blob([${JSON.stringify(code)}], { type: 'text/javascript' }));
        const law = await import(url);
        const text = ${JSON.stringify(TEXT)};
        return { names: Object.keys(law).sort(), reading: law.readDecision(text), tokens: law.tokenize(text) };
      })()`;
      const reading = door.readDecision(TEXT);
      expect(reading.halachot.length).toBeGreaterThan(0);
      expect(await page.evaluate(inBrowser)).toEqual({
        names: Object.keys(door).sort(),
        reading,
        tokens: door.tokenize(TEXT),
      });
    } finally {
      await browser.close();
    }
  }, 300_000);
});
