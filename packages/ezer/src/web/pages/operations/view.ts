import { html } from 'hono/html';
import type { AlarmView, Status } from '../../../status/index.ts';
import { type Html, layout } from '../../layout.ts';
import { may, type Page } from '../../page.ts';
import { notice, type Said } from '../../parts/notice.ts';
import { figures } from './figures.ts';
import { jobCard } from './job-card.ts';
import { alarmTitle, asOf, clock, numbers, openAlarms } from './live.ts';
import { refusedDocuments } from './refusals.ts';
import type { OperationsState } from './state.ts';
import { troubleGroups } from './trouble.ts';

/** The machine at work: what it holds, what it does and when, what needs a person. */
export function operationsPage(page: Page, state: OperationsState, done: Said | null): Html {
  const { say, reader } = page;
  return layout(page, {
    title: say('operations.title'),
    scripts: ['live.js'],
    body: html`<h1>${say('operations.title')}</h1>
<p class="lead">${say('operations.about')}</p>
<p class="when">${asOf(page, state)} <a class="refresh" href="/operations">${say('page.refresh')}</a> <span data-live-note hidden>${say('operations.live')}</span></p>
<div data-live="5" hx-get="/operations/live" hx-trigger="live" hx-swap="none"></div>
${notice(done)}
${openAlarms(page, state)}
${unreachable(page, state.status.sources)}
${numbers(page, state)}
<div class="columns">
<section class="sheet" aria-labelledby="jobs"><h2 id="jobs">${say('jobs.title')}</h2>
${may(reader, 'administrator') ? '' : html`<p class="soft small">${say('act.onlyAdministrators')}</p>`}
<ul class="plain jobs">${state.jobs.map((job) => jobCard(page, job))}</ul></section>
${clock(page, state)}
</div>
<div class="stack below">
${troubleGroups(page, state.trouble)}
${refusedDocuments(page, state.refusals)}
${closedAlarms(page, state.alarms.closed)}
${figures(page, state.numbers)}
</div>`,
  });
}

function unreachable({ say, time }: Page, sources: Status['sources']): Html {
  if (sources.length === 0) return html``;
  return html`<section class="sheet alarms" aria-labelledby="sources"><h2 id="sources">${say('sources.title')}</h2>
<ul class="plain">${sources.map(
    ({
      name,
      error,
      since,
      lastGood,
    }) => html`<li><p><bdi class="file" dir="ltr">${name}</bdi> <span class="small soft">${say('sources.since', { ago: time.ago(since) })}; ${lastGood === null ? say('sources.neverGood') : say('sources.lastGood', { ago: time.ago(lastGood) })}</span></p>
<p class="small soft"><bdi lang="en" dir="ltr">${error}</bdi></p></li>`,
  )}</ul><p>${say('sources.do')}</p></section>`;
}

function closedAlarms({ say, time }: Page, closed: AlarmView[]): Html {
  if (closed.length === 0) return html``;
  return html`<section class="sheet" aria-labelledby="closed"><h2 id="closed">${say('alarms.closed')}</h2>
<ul class="plain close">${closed.map(
    (alarm) =>
      html`<li>${alarmTitle(say, alarm)} <span class="small soft">${say('alarms.closedAt', { ago: time.ago((alarm.closedAt ?? alarm.openedAt).toISOString()) })}</span></li>`,
  )}</ul></section>`;
}
