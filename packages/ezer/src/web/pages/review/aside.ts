import { html, raw } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { Desk, QueueChoices } from '../../../review/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { type DeskFilter, deskAddress, QUEUE_STATES } from './filter.ts';

/** The few that come next, so that one sees what is ahead. */
export function upcoming({ say }: Page, { next }: Desk, filter: DeskFilter): Html {
  return html`<section class="sheet" aria-labelledby="upcoming"><h2 id="upcoming">${say('desk.upcoming')}</h2>
${
  next.length === 0
    ? html`<p class="empty">${say('desk.upcoming.none')}</p>`
    : html`<ol class="plain upcoming">${next.map(
        ({
          id,
          docket,
          principle,
          quote,
          flags,
          reverify,
        }) => html`<li><a href="${deskAddress(`/review/${id}`, filter)}">
${docket === null ? '' : html`<bdi class="docket small">${docket}</bdi> `}<span class="words" lang="he" dir="rtl">${principle ?? quote}</span></a>
${flags.length === 0 && !reverify ? '' : html`<span class="small warn">${[...(reverify ? [say('desk.filter.reverify.one')] : []), ...flags.map((flag) => wordFor(say, 'flag', flag))].join(' · ')}</span>`}</li>`,
      )}</ol>`
}</section>`;
}

/** What the queue shows: a form of its own, by GET, so that the choice is in the address. */
export function filters({ say }: Page, filter: DeskFilter, { states, flagged, reverify, courts }: QueueChoices): Html {
  return html`<form class="sheet filter" method="get" action="/review" aria-labelledby="filter"><h2 id="filter">${say('desk.filter')}</h2>
${
  filter.decisionId === undefined
    ? ''
    : html`<p class="row"><span class="tag">${say('desk.filter.decision')}</span>
<a href="${deskAddress('/review', { ...filter, decisionId: undefined })}">${say('desk.filter.clear')}</a>
<input type="hidden" name="decision" value="${filter.decisionId}"></p>`
}
<p class="field"><label for="state">${say('desk.filter.state')}</label>
<select id="state" name="state">${QUEUE_STATES.map(
    (state) =>
      html`<option value="${state}"${state === filter.state ? raw(' selected') : ''}>${wordFor(say, 'state', state)} (${(states[state] ?? 0).toLocaleString('en')})</option>`,
  )}</select></p>
<p class="field"><label for="court">${say('desk.filter.court')}</label>
<select id="court" name="court"><option value="">${say('desk.filter.court.all')}</option>${courts.map(
    (court) => html`<option value="${court}"${court === filter.court ? raw(' selected') : ''}>${court}</option>`,
  )}</select></p>
<p class="tick"><input id="flagged" type="checkbox" name="flagged" value="1"${filter.flagged ? raw(' checked') : ''}> <label for="flagged">${say('desk.filter.flagged', { count: flagged })}</label></p>
<p class="tick"><input id="reverify" type="checkbox" name="reverify" value="1"${filter.reverify ? raw(' checked') : ''}> <label for="reverify">${say('desk.filter.reverify', { count: reverify })}</label></p>
<p><button>${say('desk.filter.show')}</button></p></form>`;
}
