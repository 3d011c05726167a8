import { html } from 'hono/html';
import { formTokenField } from '../../form.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import type { JobState } from './state.ts';

export const runNowForm = (page: Page, job: string): Html =>
  html`<form method="post" action="/operations/jobs/${job}/run">${formTokenField(page)}<button>${page.say('act.run')}</button></form>`;

/** What was typed into a form that was refused, to be shown again. */
export interface Typed {
  act: string;
  fields: Record<string, string>;
}

/** Everything that may be switched of a job; each form is an act of its own. */
export function switchForms(page: Page, { job, switches }: JobState, typed: Typed | null = null): Html {
  const { say } = page;
  const form = (act: keyof typeof TITLES, body: Html) =>
    html`<form method="post" action="/operations/jobs/${job}/${act}" class="switch">${formTokenField(page)}<h3 class="small">${say(TITLES[act])}</h3>${body}</form>`;
  const was = (act: string, field: string): string => (typed?.act === act ? (typed.fields[field] ?? '') : '');
  const reason = (act: string) => reasonField(page, `${act}-reason-${job}`, was(act, 'reason'));
  const until = (act: string) => untilField(page, `${act}-until-${job}`);
  const off = switches?.enabled === false;
  const burst = switches?.burstUntil != null && switches.burstUntil > new Date();
  return html`<div class="switch-forms">
${
  off
    ? form('enable', html`<button class="main">${say('act.enable')}</button>`)
    : form(
        'disable',
        html`${reason('disable')}<p class="small soft">${say('act.disable.about')}</p><button class="danger">${say('act.disable')}</button>`,
      )
}
${
  switches?.refusal === 'paused'
    ? form('resume', html`<button class="main">${say('act.resume')}</button>`)
    : form(
        'pause',
        html`${until('pause')}${reason('pause')}<p class="small soft">${say('act.pause.about')}</p><button>${say('act.pause')}</button>`,
      )
}
${
  burst
    ? form('end-burst', html`<button>${say('act.endBurst')}</button>`)
    : form(
        'burst',
        html`${until('burst')}<p class="small soft">${say('act.burst.about')}</p><button>${say('act.burst')}</button>`,
      )
}
${form(
  'hours',
  html`<div class="row">${timeField(page, `from-${job}`, 'from', was('hours', 'from') || (switches?.window?.start ?? ''))}
${timeField(page, `to-${job}`, 'to', was('hours', 'to') || (switches?.window?.end ?? ''))}</div>
<p class="small soft">${say('act.hours.about')}</p><button>${say('act.hours')}</button>`,
)}
${switches?.window == null ? '' : form('any-hour', html`<button>${say('act.anyHour')}</button>`)}
</div>`;
}

const TITLES = {
  disable: 'act.disable',
  enable: 'act.enable',
  pause: 'act.pause',
  resume: 'act.resume',
  burst: 'act.burst',
  'end-burst': 'act.endBurst',
  hours: 'act.hours',
  'any-hour': 'act.anyHour',
} as const;

export const LONGEST_REASON = 300;

/** Why somebody does something; it is kept, and shown to everybody. */
export function reasonField(
  { say }: Page,
  id: string,
  value = '',
  about: 'act.reason.about' | 'act.reason.kept' = 'act.reason.about',
): Html {
  return html`<p class="field"><label for="${id}">${say('act.reason')} <span class="soft small">(${say(about)})</span></label>
<input id="${id}" name="reason" required maxlength="${LONGEST_REASON}" autocomplete="off" value="${value}"></p>`;
}

const MINUTE = 60_000;
const AHEAD = [30, 60, 180, 480, 1440, 4320].map((minutes) => minutes * MINUTE);

/** Moments to choose from. They are moments and not lengths, so that a form sent twice says the same thing twice. */
function untilField({ say, time }: Page, id: string): Html {
  const now = Date.now();
  const moments = AHEAD.map((ahead) => new Date(Math.ceil((now + ahead) / (5 * MINUTE)) * 5 * MINUTE).toISOString());
  return html`<p class="field"><label for="${id}">${say('act.until')}</label>
<select id="${id}" name="until">${moments.map((moment) => html`<option value="${moment}">${near(moment, now) ? time.hour(moment) : time.moment(moment)} (${time.ago(moment)})</option>`)}</select></p>`;
}

const near = (moment: string, now: number): boolean => new Date(moment).getTime() - now < 12 * 60 * MINUTE;

function timeField({ say }: Page, id: string, name: 'from' | 'to', value: string): Html {
  return html`<p class="field"><label for="${id}">${say(name === 'from' ? 'act.from' : 'act.until')}</label>
<input id="${id}" name="${name}" type="time" dir="ltr" required value="${value}"></p>`;
}
