import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import type { Page } from '../page.ts';
import { pager } from './pager.ts';

/** The page of a list that an address asks for: `?page=2`; anything else is the first one. */
export function pageNumber(asked: string | undefined): number {
  return asked !== undefined && /^[1-9]\d{0,6}$/.test(asked) ? Number(asked) : 1;
}

/** Ways to the neighbouring pages of a numbered list; where the list is shorter, the way back to its first page. */
export function pagesOfList(
  page: Page,
  { number, size, count, address }: { number: number; size: number; count: number; address: (page: number) => string },
): Html {
  const { say } = page;
  if (number > 1 && (number - 1) * size >= count)
    return html`<p class="empty">${say('list.past')} <a href="${address(1)}">${say('list.first')}</a></p>`;
  return pager(page, {
    previous: number > 1 ? address(number - 1) : null,
    next: number * size < count ? address(number + 1) : null,
  });
}
