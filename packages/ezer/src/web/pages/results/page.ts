import { html } from 'hono/html';
import type { MessageKey } from '../../../messages/index.ts';
import type { SearchAnswer } from '../../../search/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { pager } from '../../parts/pager.ts';
import { searchBox } from '../../parts/search-box.ts';
import { type AskedNote, addressOf, isFiltered, type Results } from './asked.ts';
import { activeFilters, filters } from './filters.ts';
import { hitView } from './hit.ts';
import { nothingFound } from './nothing.ts';

export function resultsPage(page: Page, results: Results): Html {
  const { say } = page;
  const { query, answer, notes } = results;
  const asked = shortened(query);
  return layout(page, {
    title: asked === '' ? say('nav.search') : say('results.title', { query: asked }),
    scripts: ['search.js'],
    body: html`${searchBox(page, { query, isReady: answer === null })}
${[...new Set(notes)].map((note) => html`<p class="notice" role="status">${say(NOTES[note])}</p>`)}
${answer === null ? nothingAsked(page, results) : found(page, results, answer)}`,
  });
}

const NOTES: Record<AskedNote, MessageKey> = {
  long: 'results.note.long',
  year: 'results.note.year',
  years: 'results.note.years',
  page: 'results.note.page',
};

function nothingAsked({ say }: Page, { query }: Results): Html {
  return html`<h1 class="results-heading">${say(query === '' ? 'results.ask' : 'results.noWord')}</h1>
<p class="lead">${say(query === '' ? 'results.ask.text' : 'results.noWord.text')}</p>`;
}

function found(page: Page, results: Results, answer: SearchAnswer): Html {
  const { say } = page;
  const { suggestions } = results;
  const { count, hits, next, previous } = answer;
  const at = (cursor: string | null) => (cursor === null ? null : addressOf(results, cursor));
  return html`<div class="results">
<section class="results-found" aria-labelledby="found">
<header class="results-head"><h1 id="found" class="results-heading">${heading(page, results, answer)}</h1>
${isFiltered(results.filters) || count > 0 ? html`<a class="to-filters" href="#filters">${say('results.filters')}</a>` : ''}</header>
${activeFilters(page, results)}
${
  suggestions === null
    ? html`<ol class="hits sheet plain">${hits.map((hit) => html`<li>${hitView(page, hit)}</li>`)}</ol>
${pager(page, { previous: at(previous), next: at(next) })}`
    : nothingFound(page, results, suggestions)
}
</section>
${filters(page, results, answer.facets)}
</div>`;
}

function heading({ say, language }: Page, { query }: Results, { count, first, hits }: SearchAnswer): Html {
  const number = (value: number) => value.toLocaleString(language === 'he' ? 'he-IL' : 'en-GB');
  if (count === 0)
    return query === ''
      ? html`${say('results.none.filtered')}`
      : html`${say('results.none')} <q><bdi>${shortened(query)}</bdi></q>`;
  const said = count === 1 ? say('results.one') : say('results.count', { count: number(count) });
  const part =
    hits.length === count || first === 0
      ? ''
      : html` <span class="soft small">${say('results.part', { first: number(first), last: number(first + hits.length - 1) })}</span>`;
  return html`${said}${part}`;
}

const SHOWN = 80;

const shortened = (query: string): string => {
  const letters = Array.from(query);
  return letters.length <= SHOWN ? query : `${letters.slice(0, SHOWN).join('')}…`;
};
