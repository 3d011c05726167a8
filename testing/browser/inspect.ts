import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/*
 * What can be measured of a page in the browser. The scripts are text: they run in the page, whose names the types of
 * Node do not have.
 */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 A and AA and its own best practices: rule, and the places. */
export async function violations(page: Page): Promise<{ rule: string; at: string[] }[]> {
  // Through the protocol of the browser, which the policy of the page does not bind.
  await page.evaluate(AXE);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => ({
      rule: id,
      at: nodes.slice(0, 4).map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary),
    })))`);
}

/** Widths at which the page scrolls sideways, with what sticks out. */
export async function sideways(page: Page, widths: readonly number[]): Promise<{ width: number; out: string[] }[]> {
  const before = page.viewportSize();
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const out = await page.evaluate<string[] | null>(STICKING_OUT);
    if (out !== null) found.push({ width, out });
  }
  if (before !== null) await page.setViewportSize(before);
  return found;
}

const STICKING_OUT = `(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const out = [];
  for (const element of document.body.querySelectorAll('*')) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && (left < -1 || right > root.clientWidth + 1)) out.push(element.outerHTML.slice(0, 160));
  }
  return out.slice(-4);
})()`;

/** The same with letters of twice the size. */
export async function sidewaysWhenLarge(page: Page): Promise<{ width: number; out: string[] }[]> {
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
  const found = await sideways(page, [1280, 768]);
  await page.evaluate(`document.documentElement.style.fontSize = ''`);
  return found;
}

/** What moved while the page was made, and how far. */
export const shifts = (page: Page): Promise<{ value: number; moved: string[] }[]> => page.evaluate('window.shifts');

/** Language, direction, title, the first headings, and which of the page's own scripts made it wait. */
export const frame = (
  page: Page,
): Promise<{ lang: string; dir: string; title: string; headings: string[]; blocking: string[]; kilobytes: number }> =>
  page.evaluate(`({
    lang: document.documentElement.lang,
    dir: getComputedStyle(document.documentElement).direction,
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.textContent.trim()),
    blocking: performance.getEntriesByType('resource')
      .filter(({ initiatorType, renderBlockingStatus }) => initiatorType === 'script' && renderBlockingStatus === 'blocking')
      .map(({ name }) => name),
    kilobytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(({ name }) => !name.includes('/fonts/'))
      .reduce((sum, { transferSize }) => sum + transferSize, 0) / 1024,
  })`);

export interface TabOrder {
  /** controls that no press of Tab reached */
  unreached: string[];
  /** controls that do not show that they have the focus */
  unseen: string[];
}

/** Presses Tab through the page. */
export async function tabOrder(page: Page): Promise<TabOrder> {
  const controls = await page.evaluate<number>(NOTE_FOCUS);
  for (let presses = 0; presses < controls; presses += 1) await page.keyboard.press('Tab');
  return page.evaluate(`({
    unreached: window.controls.filter((control) => !window.focused.has(control)).map((control) => control.outerHTML.slice(0, 160)),
    unseen: [...window.focused].filter(([, seen]) => !seen).map(([control]) => control.outerHTML.slice(0, 160)),
  })`);
}

// Of a group of radio buttons Tab reaches one.
const NOTE_FOCUS = `(() => {
  const wanted = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const groups = new Set();
  window.controls = [...document.querySelectorAll(wanted)].filter((control) => {
    if (control.disabled || control.type === 'hidden' || !control.checkVisibility({ visibilityProperty: true })) return false;
    if (control.closest('details:not([open]) > :not(summary)')) return false;
    if (control.type !== 'radio') return true;
    const group = [...document.getElementsByName(control.name)];
    const first = group.find(({ checked }) => checked) ?? group[0];
    return control === first;
  });
  window.focused = new Map();
  document.addEventListener('focusin', ({ target }) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
    window.focused.set(target, (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none');
  });
  document.activeElement?.blur();
  // Tab goes through the parts of a date and of a time, and once through the browser itself.
  const parts = document.querySelectorAll('input[type=date], input[type=time]').length;
  return window.controls.length + 4 * parts + 2;
})()`;

/** What paper would still show of the machine around the text. */
export async function printedMachinery(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' });
  const found = await page.evaluate<
    string[]
  >(`[...document.querySelectorAll('nav, form, button, input, select, textarea, .skip, .foot')]
    .filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 160))`);
  await page.emulateMedia({ media: 'screen' });
  return found;
}
