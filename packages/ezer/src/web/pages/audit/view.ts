import { html, raw } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { AuditEntry, AuditFilter, Person } from '../../accounts/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';

/** What can be asked for; an action that is not named here is still shown. */
export const ACTIONS = [
  'review.approve',
  'review.edit',
  'review.reject',
  'review.defer',
  'review.reopen',
  'sign-in',
  'sign-in.refused',
  'account.invite',
  'account.revoke',
  'account.made',
  'account.role',
  'account.disable',
  'account.enable',
  'account.link',
  'account.password',
  'account.name',
  'account.sessions',
  'upload',
  'job.run',
  'decision.withdraw',
  'job.disable',
  'job.enable',
  'job.pause',
  'job.resume',
  'job.burst',
  'job.end-burst',
  'job.hours',
  'job.any-hour',
  'work.redrive',
] as const;

interface AuditParts {
  entries: readonly AuditEntry[];
  people: readonly Person[];
  filter: AuditFilter;
  /** where the next page begins; null: this is the last */
  before: string | null;
}

export function auditPage(page: Page, parts: AuditParts): Html {
  const { say } = page;
  const { entries, filter, before } = parts;
  return layout(page, {
    title: say('nav.audit'),
    body: html`<h1>${say('nav.audit')}</h1>
<p class="lead">${say('audit.about')}</p>
${filters(page, parts)}
<section class="sheet" aria-label="${say('nav.audit')}">
${
  entries.length === 0
    ? html`<p class="empty">${say(isNarrowed(filter) ? 'audit.none.filter' : 'audit.none')}</p>`
    : html`<table class="rows audit"><thead><tr><th scope="col">${say('audit.what')}</th><th scope="col">${say('audit.who')}</th><th scope="col">${say('audit.when')}</th></tr></thead>
<tbody>${entries.map((entry) => row(page, entry))}</tbody></table>`
}</section>
${
  before === null && filter.before === undefined
    ? ''
    : html`<p class="row pages">${filter.before === undefined ? '' : html`<a class="button" href="${address(filter)}">${say('audit.newest')}</a>`}${
        before === null
          ? ''
          : html`<a class="button" rel="next" href="${address(filter, before)}">${say('audit.older')}</a>`
      }</p>`
}`,
  });
}

const isNarrowed = ({ actor, action, day, before }: AuditFilter): boolean =>
  [actor, action, day, before].some((value) => value !== undefined);

function address({ actor, action, day }: AuditFilter, before?: string): string {
  const query = new URLSearchParams();
  if (actor) query.set('person', actor);
  if (action) query.set('action', action);
  if (day) query.set('day', day);
  if (before) query.set('before', before);
  return query.size === 0 ? '/audit' : `/audit?${query}`;
}

function filters({ say }: Page, { people, filter }: AuditParts): Html {
  return html`<form class="sheet audit-filter" method="get" action="/audit" aria-label="${say('audit.filter')}">
<p class="field"><label for="person">${say('audit.who')}</label>
<select id="person" name="person"><option value="">${say('audit.everybody')}</option>${people.map(
    ({ email, name }) =>
      html`<option value="${email}"${email === filter.actor ? raw(' selected') : ''}>${name} (${email})</option>`,
  )}</select></p>
<p class="field"><label for="action">${say('audit.what')}</label>
<select id="action" name="action"><option value="">${say('audit.everything')}</option>${ACTIONS.map(
    (action) =>
      html`<option value="${action}"${action === filter.action ? raw(' selected') : ''}>${wordFor(say, 'audit', action)}</option>`,
  )}</select></p>
<p class="field"><label for="day">${say('audit.day')}</label><input id="day" name="day" type="date" value="${filter.day ?? ''}"></p>
<p><button>${say('audit.show')}</button></p></form>`;
}

function row({ say, time }: Page, entry: AuditEntry): Html {
  const { action, actor, name, at } = entry;
  return html`<tr><th scope="row">${wordFor(say, 'audit', action)}${about({ say } as Page, entry)}</th>
<td data-label="${say('audit.who')}"><span><bdi>${name ?? actor}</bdi></span></td>
<td data-label="${say('audit.when')}"><time datetime="${at}">${time.moment(at)}</time></td></tr>`;
}

/** To whom or to what it was done, and the reason that was given. */
function about(
  { say }: Pick<Page, 'say'>,
  { subjectKind, subjectId, about: subject, detail, action }: AuditEntry,
): Html {
  const parts = [
    subjectKind === 'halacha' && subjectId !== null
      ? html`<a href="/halachot/${subjectId}" lang="he" dir="rtl">${shortened(subject ?? say('audit.withdrawn'))}</a>`
      : subject === null
        ? null
        : html`<bdi>${subject}</bdi>`,
    ...Object.entries(detail)
      .filter(([key]) => key !== 'email' || subject === null)
      .map(([key, value]) => detailWord(say, action, key, value)),
  ].filter((part) => part !== null);
  return parts.length === 0
    ? html``
    : html`<span class="small soft">${parts.map((part, i) => (i === 0 ? part : html` · ${part}`))}</span>`;
}

const SHOWN = ['dockets', 'reason', 'job', 'role', 'before', 'name', 'email', 'queue', 'count', 'file', 'files'];

/** What is known of an act is shown by a short list of names; the rest is for programs. */
function detailWord(say: Page['say'], action: string, key: string, value: unknown): Html | null {
  if (!SHOWN.includes(key) || !(typeof value === 'string' || typeof value === 'number') || value === '') return null;
  if (key === 'role' || (key === 'before' && action === 'account.role')) {
    const role = wordFor(say, 'person', String(value));
    return key === 'before' ? html`${say('audit.before', { value: role })}` : html`${role}`;
  }
  if (key === 'before') return html`<bdi>${say('audit.before', { value: String(value) })}</bdi>`;
  if (key === 'job') return html`${wordFor(say, 'job', String(value))}`;
  if (key === 'queue') return html`${wordFor(say, 'queue', String(value))}`;
  return html`<bdi>${shortened(String(value))}</bdi>`;
}

const LETTERS = 120;
const shortened = (text: string): string => {
  const letters = [...text];
  return letters.length <= LETTERS
    ? text
    : `${letters
        .slice(0, LETTERS - 1)
        .join('')
        .trimEnd()}…`;
};
