import { html } from 'hono/html';
import type { DeskItem } from '../../../review/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { quoteInContext } from '../../parts/quote-in-context.ts';

// A paragraph of a judgment may go on for pages; what is near is enough to see whose words these are.
const LONGEST = 350;

/** The quote in its paragraph, and on demand what stands around the paragraph. */
export function surroundings(
  { say }: Page,
  { quote, textBefore, textAfter }: Pick<DeskItem, 'quote' | 'textBefore' | 'textAfter'>,
): Html {
  const { near: after, far: later } = firstParagraph(textAfter);
  const { near: before, far: earlier } = leadIn(textBefore, after);
  return html`<h3 class="visually-hidden">${say('desk.quote')}</h3>
${quoteInContext({ before, quote, after, cutBefore: !startsParagraph(earlier), cutAfter: !/^\s*\n/.test(later) && later !== '' })}
${
  earlier.trim() === '' && later.trim() === ''
    ? ''
    : html`<details class="more"><summary>${say('desk.more')}</summary>
${quoteInContext({ before: textBefore, quote, after: textAfter })}</details>`
}`;
}

/** What leads to the quote in its paragraph; a quote that is a paragraph of its own is led to by the one before. */
function leadIn(textBefore: string, after: string): { near: string; far: string } {
  const own = lastParagraph(textBefore);
  if (/\p{L}/u.test(own.near + after)) return own;
  const above = lastParagraph(own.far.trimEnd());
  return { near: textBefore.slice(above.far.length), far: above.far };
}

const startsParagraph = (earlier: string): boolean => earlier === '' || earlier.endsWith('\n');

function lastParagraph(text: string): { near: string; far: string } {
  const start = Math.max(text.lastIndexOf('\n') + 1, wordAfter(text, text.length - LONGEST));
  return { near: text.slice(start), far: text.slice(0, start) };
}

function firstParagraph(text: string): { near: string; far: string } {
  const line = text.indexOf('\n');
  const end = Math.min(
    line < 0 ? text.length : line,
    text.length > LONGEST ? text.lastIndexOf(' ', LONGEST) : text.length,
  );
  return { near: text.slice(0, Math.max(0, end)), far: text.slice(Math.max(0, end)) };
}

const wordAfter = (text: string, from: number): number => (from <= 0 ? 0 : text.indexOf(' ', from) + 1);
