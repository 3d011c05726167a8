import { html } from 'hono/html';
import type { MessageKey } from '../../../messages/index.ts';
import type { NarrowingFilter, SearchFilters, Suggestions } from '../../../search/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { addressOf, changed, type Results } from './asked.ts';

/** What to try after a search that found nothing: first what is known to find something here. */
export function nothingFound({ say }: Page, results: Results, suggestions: Suggestions): Html {
  const { query } = results;
  const { without, apart, unknown, missing } = suggestions;
  const tries: Html[] = [];
  if (missing)
    tries.push(
      html`${say('results.try.missing', { count: missing.demand })} <a href="/gaps"><bdi class="docket">${missing.docket}</bdi></a>`,
    );
  for (const { filter, count } of without)
    tries.push(html`<a href="${changed(results, REMOVED[filter])}">${say(WITHOUT[filter])}</a> (${count})`);
  if (apart)
    tries.push(
      html`<a href="${addressOf({ ...results, query: unquoted(query) })}">${say('results.try.apart')}</a> (${apart})`,
    );
  if (unknown.length > 0)
    tries.push(
      html`${say('results.try.unknown')} ${unknown.map((word, i) => html`${i > 0 ? ', ' : ''}<bdi>${word}</bdi>`)}`,
    );
  return html`<div class="sheet nothing">
${tries.length > 0 ? html`<ul class="tries">${tries.map((line) => html`<li>${line}</li>`)}</ul>` : ''}
<h2>${say('results.try')}</h2>
<ul class="tries soft"><li>${say('results.try.prefix')}</li><li>${say('results.try.docket')} <bdi class="docket" dir="rtl">ע״א 1234/30</bdi>, <bdi>1234/30</bdi></li><li>${say('results.try.fewer')}</li></ul>
</div>`;
}

const REMOVED: Record<NarrowingFilter | 'all', SearchFilters> = {
  only: { only: undefined },
  court: { court: undefined },
  years: { from: undefined, to: undefined },
  law: { law: undefined },
  all: { only: undefined, court: undefined, from: undefined, to: undefined, law: undefined },
};

const WITHOUT: Record<NarrowingFilter | 'all', MessageKey> = {
  only: 'results.try.only',
  court: 'results.try.court',
  years: 'results.try.years',
  law: 'results.try.law',
  all: 'results.try.all',
};

const unquoted = (query: string): string =>
  query
    .replace(/["״“”„]/g, (sign, at: number) => (isInside(query, at) ? sign : ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** Gershayim inside a word, as in ע״א, are no quotes. */
const isInside = (query: string, at: number): boolean =>
  /[א-ת]/.test(query.charAt(at - 1)) && /[א-ת]/.test(query.charAt(at + 1));
