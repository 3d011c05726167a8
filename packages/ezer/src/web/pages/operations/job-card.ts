import { html } from 'hono/html';
import { type Say, wordFor } from '../../../messages/index.ts';
import type { JobRunView } from '../../../status/index.ts';
import type { Html } from '../../layout.ts';
import { may, type Page } from '../../page.ts';
import { duration } from '../../parts/duration.ts';
import type { JobState } from './state.ts';
import { runNowForm, switchForms } from './switches.ts';

/** One job in the list: its name and minutes, what it does now, and for administrators what may be done with it. */
export function jobCard(page: Page, job: JobState): Html {
  const { say, reader } = page;
  const { minutes } = job.entry;
  const administrator = may(reader, 'administrator');
  return html`<li class="job" id="job-${job.job}">
<div class="job-name"><h3><a href="/operations/jobs/${job.job}">${wordFor(say, 'job', job.job)}</a></h3>
<p class="small soft">${say('jobs.minutes', { minutes: minutes.join(', ') })}</p></div>
${administrator ? runNowForm(page, job.job) : ''}
${jobFacts(page, job, { isShort: true })}
${administrator ? html`<details class="switches"><summary>${say('act.switches')}</summary>${switchForms(page, job)}</details>` : ''}</li>`;
}

/**
 * What changes by itself: state, last run, queue, next start.
 *
 * @param swap     as an answer to the page that polls
 * @param isShort  a job that waits for its minute has its next start, and no tag that says so
 */
export function jobFacts(page: Page, job: JobState, { swap = false, isShort = false } = {}): Html {
  const { say, time } = page;
  const { last, queue, next, switches } = job;
  const tags = stateTags(page, job);
  return html`<div class="job-facts" id="facts-${job.job}"${swap ? html` hx-swap-oob="true"` : ''}>
${tags.length > 0 ? html`<p class="row">${tags}</p>` : isShort ? '' : html`<p class="row"><span class="tag">${say('jobs.waiting')}</span></p>`}
${switchWords(page, job)}
<dl class="facts">
<div><dt>${say('jobs.last')}</dt><dd>${last === null ? html`<span class="soft">${say('jobs.never')}</span>` : lastRun(page, last)}</dd></div>
${queue === null ? '' : html`<div><dt>${say('jobs.queue')}</dt><dd>${queueWords(page, queue)}</dd></div>`}
<div><dt>${say('jobs.next')}</dt><dd>${
    next !== null
      ? html`<bdi class="hour">${time.hour(next.toISOString())}</bdi> <span class="soft">${time.ago(next.toISOString())}</span>`
      : say(switches?.enabled === false ? 'jobs.next.off' : 'jobs.outside')
  }</dd></div>
</dl></div>`;
}

/** What a job does now, but for waiting: a word each. */
function stateTags({ say, time }: Page, { running, request, switches }: JobState): Html[] {
  const [run] = running;
  const tags: Html[] = [];
  if (run !== undefined)
    tags.push(
      html`<span class="tag good">${say('jobs.runningSince', { ago: time.ago(run.startedAt.toISOString()) })}</span>`,
    );
  if (switches?.refusal === 'disabled') tags.push(html`<span class="tag bad">${say('jobs.disabled')}</span>`);
  if (switches?.refusal === 'paused') tags.push(html`<span class="tag warn">${say('jobs.paused')}</span>`);
  if (switches?.refusal === 'outside its window') tags.push(html`<span class="tag warn">${say('jobs.outside')}</span>`);
  if (request !== null) {
    const words = say('jobs.requestedBy', { by: request.by, ago: time.ago(request.at.toISOString()) });
    tags.push(html`<span class="tag warn">${words}</span>`);
  }
  return tags;
}

/** Whose switch it is, and why. Nothing when the job works as the timetable says. */
export function switchWords({ say, time }: Page, { switches }: JobState): Html {
  if (switches === null) return html``;
  const { refusal, window, changedBy, reason } = switches;
  const until = (moment: Date | null) => (moment === null ? '' : time.moment(moment.toISOString()));
  const by = { by: changedBy, ago: time.ago(switches.changedAt.toISOString()) };
  const burst = switches.burstUntil !== null && switches.burstUntil > new Date();
  const lines = [
    ...(refusal === 'disabled' ? [say('jobs.switch.disabled', by)] : []),
    ...(refusal === 'paused' ? [say('jobs.switch.paused', { ...by, until: until(switches.pausedUntil) })] : []),
    ...(burst ? [say('jobs.switch.burst', { ...by, until: until(switches.burstUntil) })] : []),
    ...(window === null ? [] : [say('jobs.switch.window', { start: window.start, end: window.end })]),
  ];
  if (lines.length === 0) return html`<p class="small soft">${say('jobs.switch.enabled', by)}</p>`;
  return html`<p class="small">${lines.join(' ')}${reason === '' ? '' : html` <span class="soft">${say('jobs.switch.reason', { reason })}</span>`}</p>`;
}

function lastRun(page: Page, run: JobRunView): Html {
  const { say, time } = page;
  const ended = run.endedAt ?? run.startedAt;
  const took = run.endedAt === null ? null : run.endedAt.getTime() - run.startedAt.getTime();
  return html`${outcomeOf(say, run)} <span class="soft">${time.ago(ended.toISOString())}${took === null ? '' : `, ${say('jobs.took', { duration: duration(page, took) })}`}</span>
${countWords(say, run.counts)}`;
}

/** How a run ended, in a word. */
export function outcomeOf(say: Say, run: JobRunView): Html {
  const outcome = run.outcome ?? (run.lost ? 'vanished' : null);
  if (outcome === null) return html`<span class="good">${say('jobs.running')}</span>`;
  return html`<span class="${WRONG.has(outcome) ? 'bad' : ''}">${wordFor(say, 'outcome', outcome)}</span>`;
}

const WRONG: ReadonlySet<string> = new Set(['failures', 'schema-behind', 'vanished']);

/** The numbers of a run that say something. */
export function countWords(say: Say, counts: Record<string, number>): Html {
  const told = Object.entries(counts).filter(([name, count]) => count !== 0 && name !== 'claimed' && name !== 'cost');
  if (told.length === 0) return html``;
  return html`<span class="counts small soft">${told.map(([name, count]) => html`<span>${wordFor(say, 'count', name)} <bdi>${count.toLocaleString('en')}</bdi></span>`)}</span>`;
}

function queueWords({ say, time }: Page, { states, oldestReady }: NonNullable<JobState['queue']>): Html {
  const open = Object.entries(states).filter(([state, count]) => state !== 'done' && count > 0);
  return html`<span class="counts">${
    open.length === 0
      ? html`<span>${say('jobs.queue.empty')}</span>`
      : open.map(
          ([state, count]) =>
            html`<span class="${state === 'dead' || state === 'held' ? 'bad' : ''}">${wordFor(say, 'work', state)} <bdi>${count.toLocaleString('en')}</bdi></span>`,
        )
  }${oldestReady === null ? '' : html`<span class="soft">${say('jobs.queue.oldest', { ago: time.ago(oldestReady) })}</span>`}${
    states.done
      ? html`<span class="soft">${say('jobs.queue.done', { count: states.done.toLocaleString('en') })}</span>`
      : ''
  }</span>`;
}
