import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { HalachaReading, ReviewAct } from '../../../reader/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';

/** Every act of a person on it, the last one first: who, when, what changed, why. */
export function history(page: Page, { history: acts }: HalachaReading): Html {
  const { say, time } = page;
  return html`<section class="sheet" aria-labelledby="history"><h2 id="history">${say('halacha.history')}</h2>
${
  acts.length === 0
    ? html`<p class="empty">${say('halacha.history.none')}</p>`
    : html`<ol class="plain">${acts.map(
        (act) =>
          html`<li><p><strong>${wordFor(say, 'act', act.act)}</strong> · <bdi>${act.reader}</bdi></p>
<p class="small soft"><time datetime="${act.at.toISOString()}">${time.moment(act.at.toISOString())}</time></p>
${act.reason === null ? '' : html`<p class="small">${say('halacha.history.reason')} <bdi>${act.reason}</bdi></p>`}${changes(page, act)}</li>`,
      )}</ol>`
}</section>`;
}

/** What the act changed besides the state, which its name says. */
function changes({ say }: Page, { before, after }: ReviewAct): Html {
  if (before === null || after === null) return html``;
  const sentence =
    before.principle === after.principle
      ? ''
      : html`${typeof before.principle === 'string' ? html`<p class="small soft" lang="he" dir="rtl"><del>${before.principle}</del></p>` : ''}${
          typeof after.principle === 'string'
            ? html`<p class="small" lang="he" dir="rtl"><ins>${after.principle}</ins></p>`
            : ''
        }`;
  const role =
    before.role === after.role || before.role === undefined || after.role === undefined
      ? ''
      : html`<p class="small soft">${say('halacha.history.role', { before: wordFor(say, 'role', before.role), after: wordFor(say, 'role', after.role) })}</p>`;
  const restated =
    before.restated === after.restated || after.restated === undefined
      ? ''
      : html`<p class="small soft">${say(after.restated ? 'halacha.history.restated' : 'halacha.history.new')}</p>`;
  return html`${sentence}${role}${restated}`;
}
