import { html } from 'hono/html';
import { type Language, type Say, wordFor } from '../../messages/index.ts';
import type { Clock } from '../clock.ts';
import { type Html, layout } from '../layout.ts';
import type { LatestHalacha, LibraryState } from '../library-state.ts';
import type { Page } from '../page.ts';

/** The state of the library: what is in it, what was proposed, what the jobs do, what needs a person. */
export function statusPage(page: Page, state: LibraryState): Html {
  const { say, time, language } = page;
  return layout(page, {
    title: say('page.title'),
    body: html`<h1>${say('page.title')}</h1>
<p class="lead">${say('page.about')}</p>
<p class="when"><span>${say('page.at', { time: time.moment(state.at) })}</span> <a class="refresh" href="/operations">${say('page.refresh')}</a>${state.alarms.length === 0 ? html` <span class="good">${say('page.alarms.none')}</span>` : ''}</p>
${numbers(say, state)}
${sources(say, state, time)}${alarms(say, state, time)}
<div class="columns">
<div class="stack">${latest(say, state, language)}${gaps(say, state)}</div>
<div class="stack">${jobs(say, state, time)}${queues(say, state, time)}${refusals(say, state)}</div>
</div>`,
  });
}

function numbers(say: Say, { decisions, halachot, digests, gaps }: LibraryState): Html {
  const halachaStates = Object.entries(halachot).map(([state, count]) => `${wordFor(say, 'halachot', state)} ${count}`);
  const total = Object.values(halachot).reduce((sum, count) => sum + count, 0);
  return html`<dl class="numbers">
${number(say('page.decisions'), decisions.visible, [
  say('page.catalogued', { count: decisions.catalogued }),
  ...(decisions.withoutDocket > 0 ? [say('page.withoutDocket', { count: decisions.withoutDocket })] : []),
  ...(decisions.held > 0 ? [say('page.held', { count: decisions.held })] : []),
])}
${number(say('page.halachot'), total, halachaStates.length > 0 ? halachaStates : [say('page.halachot.none')])}
${number(say('page.digests'), digests.issues, [say('page.digests.read', { count: digests.read })])}
${number(say('page.gaps'), gaps.open, [say('page.gaps.about')])}
</dl>`;
}

function number(name: string, count: number, notes: string[]): Html {
  return html`<div><dt>${name}</dt><dd class="count">${count.toLocaleString('en')}</dd>${notes.map((note) => html`<dd class="small soft">${note}</dd>`)}</div>`;
}

function latest(say: Say, { latest: halachot }: LibraryState, language: Language): Html {
  const byDecision = [...Map.groupBy(halachot, (halacha) => halacha.decisionId).values()];
  return html`<section class="sheet" aria-labelledby="latest"><h2 id="latest">${say('page.latest')}</h2>
<p class="soft small">${say('page.latest.about')}</p>
${
  halachot.length === 0
    ? html`<p class="empty">${say('page.latest.none')}</p>`
    : html`<ol class="plain">${byDecision.map((proposals) => decision(say, proposals, language))}</ol>`
}</section>`;
}

function decision(say: Say, proposals: LatestHalacha[], language: Language): Html {
  const [first] = proposals;
  if (first === undefined) return html``;
  const { dockets, court, dateGiven, decisionTitle } = first;
  const from = [
    dockets.length > 0 ? html`<bdi class="docket">${dockets.join(', ')}</bdi>` : null,
    html`<bdi>${decisionTitle ?? say('page.noTitle')}</bdi>`,
    court === null ? null : html`<bdi>${court}</bdi>`,
    dateGiven === null ? null : html`<time datetime="${dateGiven}">${day(dateGiven, language)}</time>`,
  ].filter((part) => part !== null);
  return html`<li><h3>${from.map((part, i) => (i === 0 ? part : html` · ${part}`))}</h3>
${proposals.map(({ quote }) => html`<blockquote lang="he" dir="rtl">${quote}</blockquote>`)}</li>`;
}

/** A day of the calendar, which is in no zone. */
const day = (isoDay: string, language: Language): string =>
  new Date(`${isoDay}T00:00:00Z`).toLocaleDateString(language === 'he' ? 'he-IL' : 'en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });

function gaps(say: Say, { gaps: { mostWanted } }: LibraryState): Html {
  return html`<section class="sheet" aria-labelledby="gaps"><h2 id="gaps">${say('page.gaps')}</h2>
<p class="soft small">${say('page.gaps.about')}</p>
${
  mostWanted.length === 0
    ? html`<p class="empty">${say('page.gaps.none')}</p>`
    : html`<table><thead><tr><th scope="col">${say('page.gaps.wanted')}</th><th scope="col">${say('page.gaps.demand')}</th></tr></thead>
<tbody>${mostWanted.map(({ wanted, demand }) => html`<tr><th scope="row"><bdi>${wanted}</bdi></th><td class="number">${demand}</td></tr>`)}</tbody></table>`
}</section>`;
}

function alarms(say: Say, { alarms: open }: LibraryState, time: Clock): Html {
  if (open.length === 0) return html``;
  return html`<section class="sheet alarms" aria-labelledby="alarms"><h2 id="alarms">${say('page.alarms')}</h2>
<ul class="plain">${open.map(
    (
      alarm,
    ) => html`<li><p class="${alarm.severity === 'info' ? '' : 'bad'}">${wordFor(say, 'alarm', alarm.key.slice(alarm.key.lastIndexOf(':') + 1))} <span class="small soft">${time.ago(alarm.openedAt)}</span></p>
<p class="small soft"><bdi lang="en">${alarm.reason}</bdi></p></li>`,
  )}</ul></section>`;
}

function sources(say: Say, { sources: failing }: LibraryState, time: Clock): Html {
  if (failing.length === 0) return html``;
  return html`<section class="sheet alarms" aria-labelledby="sources"><h2 id="sources">${say('page.sources')}</h2>
<ul class="plain">${failing.map(
    ({
      name,
      error,
      since,
    }) => html`<li><p class="bad"><bdi class="file">${name}</bdi> <span class="small soft">${time.ago(since)}</span></p>
<p class="small soft"><bdi lang="en">${error}</bdi></p></li>`,
  )}</ul></section>`;
}

function jobs(say: Say, { jobs: timetable }: LibraryState, time: Clock): Html {
  return html`<section class="sheet" aria-labelledby="jobs"><h2 id="jobs">${say('page.jobs')}</h2>
<table class="rows"><thead><tr><th scope="col">${say('page.jobs.job')}</th><th scope="col">${say('page.jobs.last')}</th><th scope="col">${say('page.jobs.next')}</th></tr></thead>
<tbody>${timetable.map(
    ({
      job,
      minutes,
      last,
      nextStart,
    }) => html`<tr><th scope="row">${wordFor(say, 'job', job)} <span class="small soft">${say('page.jobs.minutes', { minutes: minutes.join(', ') })}</span></th>
<td data-label="${say('page.jobs.last')}"><span>${lastRun(say, last, time)}</span></td>
<td data-label="${say('page.jobs.next')}"><bdi class="hour">${time.hour(nextStart)}</bdi></td></tr>`,
  )}</tbody></table></section>`;
}

function lastRun(say: Say, last: LibraryState['jobs'][number]['last'], time: Clock): Html {
  if (last === null) return html`<span class="soft">${say('page.jobs.never')}</span>`;
  if (last.outcome === null) return html`<span class="good">${say('page.jobs.running')}</span>`;
  const bad = last.outcome === 'failures' || last.outcome === 'schema-behind';
  return html`<span class="${bad ? 'bad' : ''}">${wordFor(say, 'outcome', last.outcome)}</span> <span class="small soft">${time.ago(last.endedAt ?? last.startedAt)}</span>`;
}

function queues(say: Say, { queues: all }: LibraryState, time: Clock): Html {
  return html`<section class="sheet" aria-labelledby="queues"><h2 id="queues">${say('page.queues')}</h2>
${
  all.length === 0
    ? html`<p class="empty">${say('page.queues.none')}</p>`
    : html`<table class="rows"><thead><tr><th scope="col">${say('page.queues.queue')}</th><th scope="col">${say('page.queues.states')}</th><th scope="col">${say('page.queues.oldest')}</th></tr></thead>
<tbody>${all.map(
        ({ queue, states, oldestReady }) => html`<tr><th scope="row">${wordFor(say, 'queue', queue)}</th>
<td data-label="${say('page.queues.states')}"><span class="states">${Object.entries(states).map(
          ([state, count]) =>
            html`<span class="${state === 'dead' || state === 'held' ? 'bad' : ''}">${wordFor(say, 'work', state)} ${count.toLocaleString('en')}</span>`,
        )}</span></td>
<td data-label="${say('page.queues.oldest')}"><span>${oldestReady === null ? say('page.none') : time.ago(oldestReady)}</span></td></tr>`,
      )}</tbody></table>`
}</section>`;
}

function refusals(say: Say, { refusals: all }: LibraryState): Html {
  return html`<section class="sheet" aria-labelledby="refusals"><h2 id="refusals">${say('page.refusals')}</h2>
${
  all.length === 0
    ? html`<p class="empty">${say('page.refusals.none')}</p>`
    : html`<table class="rows"><thead><tr><th scope="col">${say('page.refusals.reason')}</th><th scope="col">${say('page.refusals.count')}</th><th scope="col">${say('page.refusals.latest')}</th></tr></thead>
<tbody>${all.map(
        ({ reason, count, latest }) => html`<tr><th scope="row">${wordFor(say, 'refusal', reason)}</th>
<td data-label="${say('page.refusals.count')}"><span>${count}</span></td><td data-label="${say('page.refusals.latest')}"><bdi class="file">${latest}</bdi></td></tr>`,
      )}</tbody></table>`
}</section>`;
}
