import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import type { Page } from '../page.ts';

/** Ways to the pages around this one; null: there is none. Nothing is shown when there is neither. */
export function pager({ say }: Page, { previous, next }: { previous: string | null; next: string | null }): Html {
  if (previous === null && next === null) return html``;
  return html`<nav class="pager" aria-label="${say('pager.label')}">
${previous === null ? html`<span></span>` : html`<a class="button" rel="prev" href="${previous}">${say('pager.previous')}</a>`}
${next === null ? '' : html`<a class="button" rel="next" href="${next}">${say('pager.next')}</a>`}
</nav>`;
}
