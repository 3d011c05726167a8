import { html } from 'hono/html';
import type { MessageKey } from '../../../messages/index.ts';
import type { OpenSession } from '../../accounts/index.ts';
import { formTokenField } from '../../form.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';

export interface OwnState {
  done?: string | undefined;
  problem?: MessageKey;
  /** to wait, when the problem is too many attempts */
  minutes?: number;
}

const DONE = ['name', 'password', 'sessions'] as const;

export function ownPage(page: Page, parts: OwnState & { sessions: readonly OpenSession[] }): Html {
  const { say, reader } = page;
  const { sessions, done, problem, minutes = 0 } = parts;
  const known = DONE.find((name) => name === done);
  return layout(page, {
    title: say('own.title'),
    body: html`<h1>${say('own.title')}</h1>
<p class="lead"><bdi class="email">${reader?.email ?? ''}</bdi> · ${reader === null ? '' : say(`person.${reader.role}`)}</p>
${
  problem !== undefined
    ? html`<p class="notice bad" role="alert">${say(problem, { minutes })}</p>`
    : known === undefined
      ? ''
      : html`<p class="notice good" role="status">${say(`own.done.${known}`)}</p>`
}
<div class="columns own-columns">
<div class="stack">
<section class="sheet" aria-labelledby="own-name"><h2 id="own-name">${say('own.name')}</h2>
<form method="post" action="/account/name" class="fields">${formTokenField(page)}
<p class="field"><label for="name">${say('welcome.name')}</label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="${reader?.name ?? ''}"></p>
<p><button>${say('welcome.send')}</button></p></form></section>
<section class="sheet" aria-labelledby="own-sessions"><h2 id="own-sessions">${say('own.sessions')}</h2>
<ul class="plain">${sessions.map((session) => sessionItem(page, session))}</ul>
${
  sessions.length > 1
    ? html`<form method="post" action="/account/sessions" class="fields">${formTokenField(page)}<p><button class="danger">${say('own.sessions.end')}</button></p></form>`
    : ''
}</section>
</div>
<section class="sheet" aria-labelledby="own-password"><h2 id="own-password">${say('own.password')}</h2>
<p class="small soft">${say('own.password.about')}</p>
<form method="post" action="/account/password" class="fields">${formTokenField(page)}
<input type="hidden" name="username" autocomplete="username" value="${reader?.email ?? ''}">
<p class="field"><label for="old">${say('own.password.old')}</label>
<input id="old" name="old" type="password" dir="ltr" autocomplete="current-password" required maxlength="200"></p>
<p class="field"><label for="password">${say('welcome.password')}</label>
<input id="password" name="password" type="password" dir="ltr" autocomplete="new-password" required minlength="12" maxlength="200" aria-describedby="least">
<span id="least" class="soft small">${say('welcome.least')}</span></p>
<p><button class="main">${say('own.password.send')}</button></p></form></section>
</div>`,
  });
}

function sessionItem({ say, time, reader }: Page, { id, startedAt, userAgent }: OpenSession): Html {
  return html`<li><p>${id === reader?.sessionId ? html`<strong>${say('own.sessions.this')}</strong>` : html`<bdi>${browserOf(userAgent) ?? say('own.sessions.unknown')}</bdi>`}</p>
<p class="small soft">${say('own.sessions.since')} <time datetime="${startedAt}">${time.moment(startedAt)}</time></p></li>`;
}

/** The name of a browser and its system, as far as it says so; nothing is decided by it. */
function browserOf(userAgent: string | null): string | null {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent ?? '')?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent ?? '')?.[1];
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  return [name, system].filter(Boolean).join(' · ') || null;
}
