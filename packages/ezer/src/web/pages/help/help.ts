import { html } from 'hono/html';
import type { MessageKey, Say } from '../../../messages/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';

/** What this is, the first hour, keys, what may be cited, terms, and what to do when something is not as it should be. */
export function helpPage(page: Page): Html {
  const { say } = page;
  return layout(page, {
    title: say('nav.help'),
    body: html`<h1>${say('nav.help')}</h1>
<p class="lead">${say('help.lead')}</p>
<div class="help">
<nav class="help-contents no-print" aria-label="${say('help.contents')}"><ul>${SECTIONS.map(
      ({ id, title }) => html`<li><a href="#${id}">${say(title)}</a></li>`,
    )}</ul></nav>
<div class="stack">${SECTIONS.map(
      ({ id, title, body }) =>
        html`<section class="sheet" aria-labelledby="${id}"><h2 id="${id}">${say(title)}</h2>${body(say)}</section>`,
    )}
<p class="soft small">${say('help.guides')} <a href="/design">${say('help.design')}</a></p>
</div></div>`,
  });
}

const SECTIONS: readonly { id: string; title: MessageKey; body(say: Say): Html }[] = [
  { id: 'what', title: 'help.what', body: what },
  { id: 'first-hour', title: 'help.hour', body: firstHour },
  { id: 'keys', title: 'help.keys', body: keys },
  { id: 'citing', title: 'help.cite', body: citing },
  { id: 'terms', title: 'help.terms', body: terms },
  { id: 'when', title: 'help.when', body: when },
];

function what(say: Say): Html {
  return html`<p>${say('help.what.1')}</p><p>${say('help.what.2')}</p><p>${say('help.what.3')}</p>`;
}

interface Step {
  name: 'account' | 'search' | 'read' | 'review' | 'own';
  /** where the step is taken */
  way?: { path: string; name: MessageKey };
}

const FIRST_HOUR: readonly Step[] = [
  { name: 'account', way: { path: '/sign-in', name: 'help.go.signIn' } },
  { name: 'search', way: { path: '/', name: 'help.go.search' } },
  { name: 'read' },
  { name: 'review', way: { path: '/review', name: 'help.go.review' } },
  { name: 'own', way: { path: '/upload', name: 'help.go.upload' } },
];

function firstHour(say: Say): Html {
  return html`<ol class="steps">${FIRST_HOUR.map(
    ({ name, way }) =>
      html`<li><h3>${say(`help.hour.${name}`)}</h3><p>${say(`help.hour.${name}.text`)}</p>${wayOn(say, way)}</li>`,
  )}</ol>`;
}

const wayOn = (say: Say, way: Step['way']): Html =>
  way === undefined ? html`` : html`<p class="way"><a href="${way.path}">${say(way.name)}</a></p>`;

// In the words of the queue's own window of keys.
const KEYS = [
  ['J', 'desk.keys.next'],
  ['K', 'desk.keys.previous'],
  ['A', 'desk.keys.approve'],
  ['E', 'desk.keys.edit'],
  ['R', 'desk.keys.reject'],
  ['D', 'desk.keys.defer'],
  ['U', 'desk.keys.undo'],
  ['?', 'help.keys.window'],
] as const satisfies readonly (readonly [string, MessageKey])[];

function keys(say: Say): Html {
  return html`<p class="soft">${say('help.keys.about')}</p>
<table class="keys"><thead><tr><th scope="col">${say('help.keys.key')}</th><th scope="col">${say('help.keys.does')}</th></tr></thead>
<tbody>${KEYS.map(([key, does]) => html`<tr><th scope="row"><kbd dir="ltr">${key}</kbd></th><td>${say(does)}</td></tr>`)}</tbody></table>`;
}

function citing(say: Say): Html {
  const list = (items: readonly MessageKey[]) => html`<ul>${items.map((item) => html`<li>${say(item)}</li>`)}</ul>`;
  return html`<div class="cite">
<div class="may"><h3>${say('help.cite.yes')}</h3>${list(['help.cite.yes.approved', 'help.cite.yes.decision'])}</div>
<div class="may-not"><h3>${say('help.cite.no')}</h3>${list(['help.cite.no.proposed', 'help.cite.no.reverify', 'help.cite.no.digest', 'help.cite.no.samples'])}</div>
</div><p>${say('help.cite.committee')}</p>`;
}

const TERMS = ['halacha', 'principle', 'state', 'kind', 'digest', 'gap', 'reverify', 'job'] as const;

function terms(say: Say): Html {
  return html`<dl class="terms">${TERMS.map(
    (term) => html`<div><dt>${say(`help.terms.${term}`)}</dt><dd>${say(`help.terms.${term}.text`)}</dd></div>`,
  )}</dl>`;
}

const WHEN = [
  { name: 'notFound', way: { path: '/gaps', name: 'help.go.gaps' } },
  { name: 'wrong' },
  { name: 'mistake' },
  { name: 'session' },
  { name: 'alarm', way: { path: '/operations', name: 'help.go.operations' } },
  { name: 'password' },
] as const satisfies readonly { name: string; way?: Step['way'] }[];

function when(say: Say): Html {
  return html`<div class="when-list">${WHEN.map(
    (item) =>
      html`<div><h3>${say(`help.when.${item.name}`)}</h3><p>${say(`help.when.${item.name}.text`)}</p>${wayOn(say, 'way' in item ? item.way : undefined)}</div>`,
  )}</div>`;
}
