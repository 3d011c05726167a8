import { html } from 'hono/html';
import type { Html } from '../layout.ts';

export interface QuoteInContext {
  /** the text that leads to the quote, and the text after it: of the same version, not trimmed */
  before: string;
  quote: string;
  after: string;
  /** the text goes on before `before` and after `after` */
  cutBefore?: boolean;
  cutAfter?: boolean;
}

/** A quote inside what stands around it, so that it is never judged alone. Line breaks of the text stay. */
export function quoteInContext({ before, quote, after, cutBefore = true, cutAfter = true }: QuoteInContext): Html {
  return html`<blockquote class="context" lang="he" dir="rtl">${cutBefore ? '… ' : ''}${before}<mark>${quote}</mark>${after}${cutAfter ? ' …' : ''}</blockquote>`;
}
