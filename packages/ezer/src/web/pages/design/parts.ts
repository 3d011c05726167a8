import { html } from 'hono/html';
import type { MessageKey } from '../../../messages/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionLine, type NamedDecision } from '../../parts/decision-line.ts';
import { type CardHalacha, halachaCard } from '../../parts/halacha-card.ts';
import { pager } from '../../parts/pager.ts';
import { quoteInContext } from '../../parts/quote-in-context.ts';
import { marked } from '../../parts/snippet.ts';
import { stateTag } from '../../parts/state-tag.ts';

/** The parts that pages are put together from, each in its states, with invented contents. */
export const PARTS: readonly { id: string; title: MessageKey; body(page: Page): Html }[] = [
  { id: 'marks', title: 'design.marks', body: marks },
  { id: 'law', title: 'design.law', body: law },
  { id: 'controls', title: 'design.controls', body: controls },
  { id: 'notices', title: 'design.notices', body: notices },
  { id: 'numbers', title: 'design.numbers', body: numbers },
];

const STATES = ['proposed', 'approved', 'deferred', 'rejected', 'published'] as const;

function marks({ say }: Page): Html {
  return html`<p class="row">${STATES.map((state) => stateTag(say, state))}</p>
<p class="row"><span class="tag">${say('design.tag')}</span> <span class="tag warn">${say('design.tag.warn')}</span></p>
<p>${marked(say('design.marks.found'), [[0, 4]])}</p>
<p class="row">${say('design.keys')} <kbd dir="ltr">A</kbd> <kbd dir="ltr">J</kbd> <kbd dir="ltr">?</kbd></p>`;
}

const NOWHERE = '00000000-0000-0000-0000-000000000000';

const DECISION: NamedDecision = {
  id: NOWHERE,
  title: 'ערבה נ׳ שקדי',
  court: 'בית המשפט העליון',
  dateGiven: '2035-02-03',
  dockets: ['רע"א 9871/34'],
  judges: ["א' לילך"],
};
const RULE = 'צד לחוזה שהפר את חובת תום הלב אינו רשאי להסתמך על הפרה קלה של הצד האחר כדי לבטל את החוזה';
const HALACHA: CardHalacha = {
  id: NOWHERE,
  state: 'approved',
  quote: `הלכה היא כי ${RULE}.`,
  principle: `${RULE}.`,
  role: 'holding',
  restated: false,
};

function law(page: Page): Html {
  return html`${decisionLine(page, DECISION, 'h3')}
${halachaCard(page, HALACHA)}
${halachaCard(page, { ...HALACHA, state: 'proposed', principle: null, restated: true, authority: 'ע"א 9104/31', flags: ['thin'] })}
${quoteInContext({ before: 'לפניי בקשת רשות ערעור. ', quote: HALACHA.quote, after: ' הבקשה נדחית.' })}
${pager(page, { previous: '/design', next: '/design' })}`;
}

// A form that leads back here: every control is real, and none of them changes anything.
function controls({ say }: Page): Html {
  return html`<form method="get" action="/design" class="design-controls">
<p class="row"><button class="main">${say('design.button.main')}</button> <button>${say('design.button.plain')}</button>
<button class="danger">${say('design.button.danger')}</button> <button disabled>${say('design.button.disabled')}</button>
<button class="quiet">${say('design.button.quiet')}</button> <a class="button" href="/design">${say('design.button.link')}</a></p>
<div class="fields">
<p class="field"><label for="d-field">${say('design.field')}</label><input id="d-field" value="9104/31"></p>
<p class="field"><label for="d-choice">${say('design.field.choice')}</label><select id="d-choice"><option>${say('state.proposed')}</option><option>${say('state.approved')}</option></select></p>
<p class="field"><label for="d-long">${say('design.field.long')}</label><textarea id="d-long" lang="he" dir="rtl">${RULE}</textarea></p>
<p class="row"><input type="checkbox" id="d-tick" checked><label for="d-tick">${say('design.field.tick')}</label></p>
</div></form>`;
}

function notices({ say }: Page): Html {
  return html`<p class="notice">${say('design.notice')}</p><p class="notice good">${say('design.notice.good')}</p>
<p class="notice bad">${say('design.notice.bad')}</p><p class="empty">${say('design.empty')}</p>`;
}

function numbers({ say }: Page): Html {
  return html`<dl class="numbers"><div><dt>${say('design.number')}</dt><dd class="count">1,855</dd><dd class="small soft">${say('design.number.note', { count: 1855 })}</dd></div></dl>
<table class="rows"><thead><tr><th scope="col">${say('design.table.docket')}</th><th scope="col">${say('design.table.references')}</th></tr></thead>
<tbody><tr><th scope="row"><bdi class="docket">רע"א 9871/34</bdi></th><td class="number" data-label="${say('design.table.references')}"><span>4</span></td></tr>
<tr><th scope="row"><bdi class="docket">בג"ץ 9317/33</bdi></th><td class="number" data-label="${say('design.table.references')}"><span>12</span></td></tr></tbody></table>`;
}
