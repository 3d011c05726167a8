import { html } from 'hono/html';
import { wordFor } from '../../messages/index.ts';
import type { Html } from '../layout.ts';
import type { Page } from '../page.ts';
import { stateTag } from './state-tag.ts';

export interface CardHalacha {
  id: string;
  state: string;
  quote: string;
  principle: string | null;
  role: string;
  restated: boolean;
  authority?: string | null;
  flags?: readonly string[];
}

/**
 * One halacha in a list: the general sentence (the way to its page), the court's own words, and what it is.
 *
 * @param from  the decision it stands in, as a line of its own; left out where the list is of one decision
 */
export function halachaCard(page: Page, halacha: CardHalacha, { from }: { from?: Html } = {}): Html {
  const { say } = page;
  const { id, state, quote, principle, role, restated, authority = null, flags = [] } = halacha;
  return html`<article class="halacha">
<p class="states small">${stateTag(say, state)} <span class="tag">${wordFor(say, 'role', role)}</span>${
    restated ? html` <span class="soft">${restatedWords(page, authority)}</span>` : ''
  }${flags.map((flag) => html` <span class="tag warn">${wordFor(say, 'flag', flag)}</span>`)}</p>
${
  principle === null
    ? html`<blockquote lang="he" dir="rtl"><a href="/halachot/${id}">${quote}</a></blockquote>`
    : html`<h3 lang="he" dir="rtl"><a href="/halachot/${id}">${principle}</a></h3>
${principle === quote ? '' : html`<blockquote lang="he" dir="rtl">${quote}</blockquote>`}`
}${from === undefined ? '' : html`<p class="small soft">${from}</p>`}
</article>`;
}

/** Law that was there before this decision, and on whose word. */
export const restatedWords = ({ say }: Page, authority: string | null): Html =>
  authority === null
    ? html`${say('halacha.restated')}`
    : html`${say('halacha.restated.from')} <bdi lang="he">${authority}</bdi>`;
