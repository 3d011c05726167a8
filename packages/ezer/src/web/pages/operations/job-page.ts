import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { JobRunView } from '../../../status/index.ts';
import { type Html, layout } from '../../layout.ts';
import { may, type Page } from '../../page.ts';
import { duration } from '../../parts/duration.ts';
import { notice, type Said } from '../../parts/notice.ts';
import { countWords, jobFacts, outcomeOf } from './job-card.ts';
import type { JobState } from './state.ts';
import { runNowForm, switchForms, type Typed } from './switches.ts';

export interface JobPageState {
  job: JobState;
  runs: JobRunView[];
  done: Said | null;
  /** why an act was refused, and what was typed */
  wrong: { words: string; typed: Typed } | null;
}

/** One job: what it does, its switches, its last runs. */
export function jobPage(page: Page, { job, runs, done, wrong }: JobPageState): Html {
  const { say, reader } = page;
  const name = wordFor(say, 'job', job.job);
  const administrator = may(reader, 'administrator');
  return layout(page, {
    title: name,
    body: html`<p class="back"><a href="/operations">${say('list.back')}</a></p>
<h1>${name}</h1>
<p class="lead">${wordFor(say, 'job', `${job.job}.about`)} ${say('job.minutes', { minutes: job.entry.minutes.join(', ') })}</p>
${notice(wrong === null ? done : { words: wrong.words, tone: 'bad' })}
<section class="sheet below">${jobFacts(page, job)}
${administrator ? runNowForm(page, job.job) : html`<p class="soft small">${say('act.onlyAdministrators')}</p>`}</section>
${administrator ? html`<section class="sheet below" aria-labelledby="switches"><h2 id="switches">${say('act.switches')}</h2>${switchForms(page, job, wrong?.typed ?? null)}</section>` : ''}
<section class="sheet below" aria-labelledby="runs"><h2 id="runs">${say('runs.title', { job: name })}</h2>
${runs.length === 0 ? html`<p class="empty">${say('runs.none')}</p>` : html`<p class="soft small">${say('runs.about')}</p>${runTable(page, runs)}`}</section>`,
  });
}

function runTable(page: Page, runs: JobRunView[]): Html {
  const { say, time } = page;
  return html`<table class="rows"><thead><tr><th scope="col">${say('runs.started')}</th><th scope="col">${say('runs.outcome')}</th><th scope="col">${say('runs.duration')}</th><th scope="col">${say('runs.counts')}</th></tr></thead>
<tbody>${runs.map(
    (
      run,
    ) => html`<tr><th scope="row"><time datetime="${run.startedAt.toISOString()}">${time.moment(run.startedAt.toISOString())}</time></th>
<td data-label="${say('runs.outcome')}"><span>${outcomeOf(say, run)}${run.reason === null ? '' : html` <bdi class="small soft" lang="en">${run.reason}</bdi>`}</span></td>
<td data-label="${say('runs.duration')}"><span>${run.endedAt === null ? '' : duration(page, run.endedAt.getTime() - run.startedAt.getTime())}</span></td>
<td data-label="${say('runs.counts')}"><span>${countWords(say, run.counts)}</span></td></tr>`,
  )}</tbody></table>`;
}
