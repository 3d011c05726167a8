import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import type { Page } from '../page.ts';

/** The id of the form: fields elsewhere on the page join it by `form="search"`. */
export const SEARCH_FORM = 'search';

/** The one search box. `search.js` puts the cursor into it where `isReady`, but not where that opens a keyboard. */
export function searchBox({ say }: Page, { query = '', isReady = false } = {}): Html {
  return html`<form id="${SEARCH_FORM}" class="search-box" action="/search" method="get" role="search"${isReady ? html` data-ready` : ''}>
<label for="q">${say('search.box')}</label>
<div><input id="q" name="q" type="search" value="${query}" dir="auto" autocomplete="off" spellcheck="false" enterkeyhint="search" aria-describedby="q-forms">
<button class="main">${say('search.go')}</button></div>
<p id="q-forms" class="soft small">${say('search.forms')}</p>
</form>`;
}
