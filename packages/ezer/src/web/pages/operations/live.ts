import { html, raw } from 'hono/html';
import { clockFace } from '../../../deploy/index.ts';
import { type Say, wordFor } from '../../../messages/index.ts';
import type { AlarmView } from '../../../status/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { jobFacts } from './job-card.ts';
import type { LiveState } from './state.ts';

const swapped = (swap: boolean) => (swap ? html` hx-swap-oob="true"` : '');

/** Everything that changes by itself, each part under its id: what a page that polls puts in place of what it shows. */
export function livePart(page: Page, state: LiveState): Html {
  return html`${asOf(page, state, true)}${numbers(page, state, true)}${openAlarms(page, state, true)}${clock(page, state, true)}${state.jobs.map((job) => jobFacts(page, job, { swap: true, isShort: true }))}`;
}

export function asOf({ say, time }: Page, { now }: LiveState, swap = false): Html {
  return html`<span id="as-of"${swapped(swap)}>${say('page.at', { time: time.moment(now.toISOString()) })}</span>`;
}

/** What the library holds. */
export function numbers({ say }: Page, { status }: LiveState, swap = false): Html {
  const { decisions, halachot, digests, gaps } = status;
  const some = (count: number, words: string): string[] => (count > 0 ? [words] : []);
  const total = Object.values(halachot).reduce((sum, count) => sum + count, 0);
  const approved = (halachot.approved ?? 0) + (halachot.published ?? 0);
  return html`<dl class="numbers" id="numbers"${swapped(swap)}>
${number(say('numbers.decisions'), decisions.visible, [
  say('numbers.catalogued', { count: grouped(decisions.catalogued) }),
  ...some(decisions.withoutDocket, say('numbers.withoutDocket', { count: grouped(decisions.withoutDocket) })),
  ...some(decisions.held, say('numbers.held', { count: grouped(decisions.held) })),
  ...some(decisions.removed, say('numbers.removed', { count: grouped(decisions.removed) })),
])}
${number(
  say('numbers.halachot'),
  total,
  total === 0
    ? [say('numbers.halachot.none')]
    : [
        say('numbers.approved', { count: grouped(approved) }),
        ...some(halachot.proposed ?? 0, say('numbers.proposed', { count: grouped(halachot.proposed ?? 0) })),
      ],
  '/review',
)}
${number(say('numbers.digests'), digests.issues, [say('numbers.digests.read', { count: grouped(digests.read) })], '/digests')}
${number(say('numbers.gaps'), gaps.open, [say('numbers.gaps.about')], '/gaps')}
</dl>`;
}

function number(name: string, count: number, notes: string[], address: string | null = null): Html {
  return html`<div><dt>${address === null ? name : html`<a href="${address}">${name}</a>`}</dt><dd class="count">${grouped(count)}</dd>${notes.map((note) => html`<dd class="small soft">${note}</dd>`)}</div>`;
}

const grouped = (count: number): string => count.toLocaleString('en');

/** The open alarms with what to do, or that there are none. */
export function openAlarms(page: Page, { alarms }: LiveState, swap = false): Html {
  const { say } = page;
  if (alarms.open.length === 0)
    return html`<p class="notice good" id="alarms"${swapped(swap)}>${say('operations.calm')}</p>`;
  return html`<section class="sheet alarms" id="alarms"${swapped(swap)} aria-labelledby="alarms-title"><h2 id="alarms-title">${say('alarms.title')}</h2>
<ul class="plain">${alarms.open.map((alarm) => openAlarm(page, alarm))}</ul></section>`;
}

function openAlarm({ say, time }: Page, alarm: AlarmView): Html {
  const { what } = partsOf(alarm);
  const link = SEE[what];
  return html`<li><p class="${alarm.severity === 'info' ? '' : 'bad'}"><span class="tag ${TONE[alarm.severity]}">${wordFor(say, 'severity', alarm.severity)}</span> ${alarmTitle(say, alarm)} <span class="small soft">${say('alarms.openedAt', { ago: time.ago(alarm.openedAt.toISOString()) })}</span></p>
<p>${alarmAdvice(say, what)}${link === undefined ? '' : html` <a href="${link}">${say('trouble.list')}</a>`}${alarm.job === null ? '' : html` <a href="/operations/jobs/${alarm.job}">${say('jobs.history')}</a>`}</p>
<p class="small soft"><bdi lang="en" dir="ltr">${alarm.reason}</bdi></p></li>`;
}

const TONE = { info: '', warning: 'warn', critical: 'bad' } as const;
const SEE: Record<string, string> = {
  dead: '/operations/items?state=dead',
  held: '/operations/items?state=held',
  stale: '/operations/items?state=stale',
};

/** What it is about, and what is the matter. */
export function alarmTitle(say: Say, alarm: AlarmView): string {
  const { about, what } = partsOf(alarm);
  const job = wordFor(say, 'job', about);
  const name = job === about ? wordFor(say, 'queue', about) : job;
  const words = wordFor(say, 'alarm', what);
  return name === about ? words : `${name}: ${words}`;
}

function alarmAdvice(say: Say, what: string): string {
  const advice = wordFor(say, 'alarm', `${what}.do`);
  return advice === `${what}.do` ? say('alarm.unknown.do') : advice;
}

function partsOf({ key }: AlarmView): { about: string; what: string } {
  const cut = key.lastIndexOf(':');
  return { about: key.slice(0, Math.max(0, cut)), what: key.slice(cut + 1) };
}

/** The hour as a clock face. Its colours are those of the page: see 60-clock.css. */
export function clock({ say, language }: Page, { timetable, now }: LiveState, swap = false): Html {
  const minute = Number(now.toLocaleTimeString('en-GB', { timeZone: 'Asia/Jerusalem', minute: 'numeric' }));
  const nameOf = (job: string) => wordFor(say, 'job', job);
  const lines = timetable.map(({ job, minutes }) =>
    say('clock.job', { job: nameOf(job), minutes: minutes.join(', ') }),
  );
  // Built by us from the timetable, every text in it escaped.
  const face = raw(
    clockFace(timetable, {
      title: say('clock.title'),
      description: lines.join('; '),
      nameOf,
      direction: language === 'he' ? 'rtl' : 'ltr',
      minute,
      legend: false,
    }),
  );
  return html`<section class="sheet clock" id="clock"${swapped(swap)} aria-labelledby="clock-title"><h2 id="clock-title">${say('clock.title')}</h2>
<p class="soft small">${say('clock.about')}</p>
<div class="clock-face" dir="ltr">${face}</div>
<ul class="clock-jobs">${timetable.map(({ job, minutes }, index) => html`<li class="job-${index}"><span>${nameOf(job)}</span> <span class="soft">${minutes.map((each) => String(each).padStart(2, '0')).join(', ')}</span></li>`)}</ul></section>`;
}
