import { html } from 'hono/html';
import { formTokenField } from '../../form.ts';
import type { Html } from '../../layout.ts';
import { may, type Page } from '../../page.ts';
import { decisionLine } from '../../parts/decision-line.ts';
import { isCitable } from '../../parts/state-tag.ts';
import type { HalachaState } from './state.ts';

const SHOWN = 10;

/** The same rule in other decisions; reviewers may say that it is another rule, or the same as one elsewhere. */
export function placeAmongPrinciples(page: Page, state: HalachaState): Html {
  const { say } = page;
  const { halacha, principle, problem, done } = state;
  const others = principle?.members.filter(({ id }) => id !== halacha.id) ?? [];
  return html`<section class="sheet" aria-labelledby="principle"><h2 id="principle">${say('halacha.principle')}</h2>
${problem === null ? '' : html`<p class="notice bad" role="alert">${say(`halacha.principle.${problem}`)}</p>`}
${done === 'join' || done === 'apart' || done === 'sentence' ? html`<p class="notice good" role="status">${say(`halacha.principle.done.${done}`)}</p>` : ''}
${
  principle === null
    ? html`<p class="empty">${say(isCitable(halacha.state) ? 'halacha.principle.noSentence' : 'halacha.principle.unapproved')}</p>`
    : html`<p lang="he" dir="rtl"><a href="/principles/${principle.id}">${principle.sentence}</a></p>
${
  others.length === 0
    ? html`<p class="empty">${say('halacha.principle.alone')}</p>`
    : html`<ol class="plain">${others
        .slice(0, SHOWN)
        .map(
          ({ id, quote, decision }) =>
            html`<li>${decisionLine(page, decision)}<blockquote lang="he" dir="rtl"><a href="/halachot/${id}">${quote}</a></blockquote></li>`,
        )}</ol>${others.length > SHOWN ? html`<p><a href="/principles/${principle.id}">${say('halacha.principle.all', { count: others.length + 1 })}</a></p>` : ''}`
}`
}${may(page.reader, 'reviewer') && isCitable(halacha.state) ? placing(page, state) : ''}</section>`;
}

function placing(page: Page, { halacha, place, principle, likely }: HalachaState): Html {
  const { say } = page;
  const action = `/halachot/${halacha.id}/principle`;
  const button = (act: 'apart' | 'sentence') =>
    html`<form method="post" action="${action}">${formTokenField(page)}<button name="act" value="${act}">${say(`halacha.principle.${act}`)}</button></form>`;
  return html`<details class="placing"><summary>${say('halacha.principle.change')}</summary>
${
  likely.length === 0
    ? html`<p class="empty">${say('halacha.principle.likely.none')}</p>`
    : html`<form method="post" action="${action}">${formTokenField(page)}<input type="hidden" name="act" value="join">
<fieldset><legend>${say('halacha.principle.likely')}</legend>
${likely.map(
  ({ id, sentence }) =>
    html`<label class="choice"><input type="radio" name="principle" value="${id}" required><span lang="he" dir="rtl">${sentence}</span></label>`,
)}</fieldset>
<p><button>${say('halacha.principle.join')}</button></p></form>`
}
<div class="row">${halacha.principle !== null && (principle?.members.length ?? 0) > 1 ? button('apart') : ''}${(place?.placedBy ?? null) !== null ? button('sentence') : ''}</div>
</details>`;
}
