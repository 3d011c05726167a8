import { html } from 'hono/html';
import { type Facets, SEARCH_KINDS, type SearchFilters, type SearchKind } from '../../../search/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { SEARCH_FORM } from '../../parts/search-box.ts';
import { changed, type Results } from './asked.ts';

/** The filters that are set, each with a way to take it off. */
export function activeFilters({ say }: Page, results: Results): Html {
  const chips = chipsOf(results.filters).map(
    ({ words, without }) =>
      html`<li><a class="chip" href="${changed(results, without)}"><span class="only-heard">${say('results.remove')} </span><span>${chipWords(words)}</span><span aria-hidden="true">×</span></a></li>`,
  );
  return chips.length === 0 ? html`` : html`<ul class="chips" aria-label="${say('results.active')}">${chips}</ul>`;

  function chipWords(words: Chip['words']): Html {
    if ('kind' in words) return html`${say(`results.what.${words.kind}`)}`;
    if ('from' in words) return html`${say('results.years')} <bdi dir="ltr">${yearsOf(words)}</bdi>`;
    return html`<bdi>${words.name}</bdi>`;
  }
}

interface Chip {
  words: { kind: SearchKind } | { from: number | undefined; to: number | undefined } | { name: string };
  without: SearchFilters;
}

function chipsOf({ only, court, from, to, law }: SearchFilters): Chip[] {
  const chips: Chip[] = [];
  if (only !== undefined) chips.push({ words: { kind: only }, without: { only: undefined } });
  if (court !== undefined) chips.push({ words: { name: court }, without: { court: undefined } });
  if (from !== undefined || to !== undefined)
    chips.push({ words: { from, to }, without: { from: undefined, to: undefined } });
  if (law !== undefined) chips.push({ words: { name: law }, without: { law: undefined } });
  return chips;
}

export const yearsOf = ({ from, to }: Pick<SearchFilters, 'from' | 'to'>): string =>
  from === to ? `${from}` : `${from ?? ''}–${to ?? ''}`;

/** The fields beside the results; they belong to the form of the search box, so one button sends all. */
export function filters(page: Page, results: Results, facets: Facets): Html {
  const { say } = page;
  const { sort } = results;
  const { from, to, law, unapproved } = results.filters;
  return html`<aside id="filters" class="filters sheet no-print" aria-labelledby="filters-heading">
<h2 id="filters-heading">${say('results.filters')}</h2>
${kinds(page, results, facets)}
${courts(page, results, facets)}
<fieldset><legend>${say('results.years')}</legend><div class="years">
<label><span class="soft small">${say('results.from.year')}</span><input form="${SEARCH_FORM}" name="from" value="${from ?? ''}" inputmode="numeric" pattern="[12][0-9]{3}" maxlength="4" autocomplete="off"></label>
<label><span class="soft small">${say('results.to.year')}</span><input form="${SEARCH_FORM}" name="to" value="${to ?? ''}" inputmode="numeric" pattern="[12][0-9]{3}" maxlength="4" autocomplete="off"></label>
</div></fieldset>
<p class="field"><label for="law">${say('results.law')}</label><input id="law" form="${SEARCH_FORM}" name="law" value="${law ?? ''}" list="laws" autocomplete="off">
<datalist id="laws">${results.laws.map((name) => html`<option value="${name}"></option>`)}</datalist></p>
<label class="choice"><input type="checkbox" form="${SEARCH_FORM}" name="proposals" value="1"${unapproved ? html` checked` : ''}><span>${say('results.proposals')} ${count(page, facets.unapproved)}<span class="soft small">${say('results.proposals.about')}</span></span></label>
<p class="field"><label for="sort">${say('results.sort')}</label><select id="sort" form="${SEARCH_FORM}" name="sort"><option value="">${say('results.sort.relevance')}</option><option value="newest"${sort === 'newest' ? html` selected` : ''}>${say('results.sort.newest')}</option></select></p>
<button form="${SEARCH_FORM}">${say('results.apply')}</button>
</aside>`;
}

function kinds(page: Page, { filters: { only } }: Results, { kinds: counts }: Facets): Html {
  const { say } = page;
  const all = counts.decisions + counts.committees + counts.halachot;
  const choice = (value: string, words: string, total: number, isChosen: boolean) =>
    html`<label class="choice"><input type="radio" form="${SEARCH_FORM}" name="what" value="${value}"${isChosen ? html` checked` : ''}><span>${words} ${count(page, total)}</span></label>`;
  return html`<fieldset><legend>${say('results.what')}</legend>
${choice('', say('results.what.all'), all, only === undefined)}
${SEARCH_KINDS.filter((kind) => kind !== 'committees' || counts.committees > 0 || only === 'committees').map((kind) =>
  choice(kind, say(`results.what.${kind}`), counts[kind], only === kind),
)}</fieldset>`;
}

function courts(page: Page, { filters: { court } }: Results, facets: Facets): Html {
  const { say } = page;
  const isListed = court === undefined || facets.courts.some((known) => known.court === court);
  const listed = isListed ? facets.courts : [{ court, count: 0 }, ...facets.courts];
  return html`<p class="field"><label for="court">${say('results.court')}</label><select id="court" form="${SEARCH_FORM}" name="court">
<option value="">${say('results.court.all')}</option>
${listed.map(
  ({ court: name, count: total }) =>
    html`<option value="${name}"${name === court ? html` selected` : ''}>${name} (${numberIn(page, total)})</option>`,
)}</select></p>`;
}

const count = (page: Page, total: number): Html => html`<bdi class="soft facet">${numberIn(page, total)}</bdi>`;

const numberIn = ({ language }: Page, value: number): string =>
  value.toLocaleString(language === 'he' ? 'he-IL' : 'en-GB');
