import { html, raw } from 'hono/html';
import type { MessageKey } from '../../../messages/index.ts';
import { type OpenInvitation, type Person, ROLES, type Role } from '../../accounts/index.ts';
import { formTokenField } from '../../form.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';

export interface PeopleState {
  done?: string | undefined;
  problem?: MessageKey;
}

interface PeopleParts extends PeopleState {
  people: readonly Person[];
  invitations: readonly OpenInvitation[];
  /** names one form: sent again, it is the same act */
  formId(): string;
}

const DONE = ['role', 'disabled', 'enabled', 'revoked'] as const;

/** Everybody with an account, what they may do, and how somebody new is let in. */
export function peoplePage(page: Page, { people, invitations, formId, done, problem }: PeopleParts): Html {
  const { say } = page;
  const known = DONE.find((name) => name === done);
  return layout(page, {
    title: say('nav.accounts'),
    body: html`<h1>${say('nav.accounts')}</h1>
<p class="lead">${say('people.about')}</p>
${
  problem !== undefined
    ? html`<p class="notice bad" role="alert">${say(problem)}</p>`
    : known === undefined
      ? ''
      : html`<p class="notice good" role="status">${say(`people.done.${known}`)}</p>`
}
<div class="columns people-columns">
<section class="sheet" aria-labelledby="people"><h2 id="people">${say('people.list')}</h2>
<ul class="plain people">${people.map((person) => personItem(page, person, formId()))}</ul></section>
<div class="stack">${invitation(page, formId())}${waiting(page, invitations)}</div>
</div>`,
  });
}

function personItem(page: Page, person: Person, formId: string): Html {
  const { say, time, reader } = page;
  const { name, email, role, isDisabled, lastSignIn, sessions } = person;
  return html`<li><p class="row"><strong><bdi>${name}</bdi></strong> <span class="tag">${say(`person.${role}`)}</span>${
    isDisabled ? html` <span class="tag bad">${say('people.disabled')}</span>` : ''
  }${person.id === reader?.id ? html` <span class="small soft">${say('people.you')}</span>` : ''}</p>
<p class="small soft"><bdi class="email">${email}</bdi></p>
<p class="small soft">${lastSignIn === null ? say('people.never') : html`${say('people.lastSignIn')} <time datetime="${lastSignIn}">${time.ago(lastSignIn)}</time>`}${
    sessions > 0 ? html` · ${sessions === 1 ? say('people.session') : say('people.sessions', { count: sessions })}` : ''
  }</p>
${person.id === reader?.id ? html`<p class="small"><a href="/account">${say('people.toOwn')}</a></p>` : manage(page, person, formId)}</li>`;
}

function manage(page: Page, { id, name, role, isDisabled }: Person, formId: string): Html {
  const { say } = page;
  return html`<details class="manage"><summary>${say('people.manage')}<span class="visually-hidden"> <bdi>${name}</bdi></span></summary>
<form method="post" action="/accounts/${id}/role" class="row">${formTokenField(page)}
<label for="role-${id}">${say('people.role')}</label> ${roleChoice(page, `role-${id}`, role)} <button>${say('people.role.save')}</button></form>
<div class="row">
${
  isDisabled
    ? ''
    : html`<form method="post" action="/accounts/${id}/link">${formTokenField(page)}<input type="hidden" name="id" value="${formId}"><button>${say('people.link')}</button></form>`
}
<form method="post" action="/accounts/${id}/${isDisabled ? 'enable' : 'disable'}">${formTokenField(page)}<button class="${isDisabled ? '' : 'danger'}">${say(isDisabled ? 'people.enable' : 'people.disable')}</button></form>
</div>
<p class="small soft">${say(isDisabled ? 'people.enable.about' : 'people.disable.about')}</p></details>`;
}

function roleChoice({ say }: Page, id: string, chosen: Role): Html {
  return html`<select id="${id}" name="role">${ROLES.map((role) => html`<option value="${role}"${role === chosen ? raw(' selected') : ''}>${say(`person.${role}`)}</option>`)}</select>`;
}

function invitation(page: Page, formId: string): Html {
  const { say } = page;
  return html`<section class="sheet" aria-labelledby="invite"><h2 id="invite">${say('people.invite')}</h2>
<p class="small soft">${say('people.invite.about')}</p>
<form method="post" action="/accounts/invite" class="fields">${formTokenField(page)}<input type="hidden" name="id" value="${formId}">
<p class="field"><label for="invited-role">${say('people.role')}</label>${roleChoice(page, 'invited-role', 'reviewer')}</p>
<dl class="roles small soft">${ROLES.map((role) => html`<div><dt>${say(`person.${role}`)}</dt><dd>${say(`people.role.${role}`)}</dd></div>`)}</dl>
<p><button class="main">${say('people.invite.send')}</button></p></form></section>`;
}

function waiting(page: Page, invitations: readonly OpenInvitation[]): Html {
  const { say, time } = page;
  if (invitations.length === 0) return html``;
  return html`<section class="sheet" aria-labelledby="waiting"><h2 id="waiting">${say('people.waiting')}</h2>
<ul class="plain">${invitations.map(
    ({
      id,
      role,
      invitedBy,
      expiresAt,
    }) => html`<li class="row waiting"><div><p><span class="tag">${say(`person.${role}`)}</span> <bdi>${invitedBy ?? say('people.commandLine')}</bdi></p>
<p class="small soft">${say('people.waiting.until')} <time datetime="${expiresAt}">${time.moment(expiresAt)}</time></p></div>
<form method="post" action="/accounts/invitations/${id}/revoke">${formTokenField(page)}<button>${say('people.revoke')}</button></form></li>`,
  )}</ul></section>`;
}

/** The one time that a link is shown: the library keeps no more than a fingerprint of it. */
export function linkPage(page: Page, { url, role, name }: { url: string; role: Role; name: string | null }): Html {
  const { say } = page;
  const title = name === null ? say('people.link.invitation') : say('people.link.password', { name });
  return layout(page, {
    title,
    scripts: ['accounts.js'],
    body: html`<h1><bdi>${title}</bdi></h1>
<p class="lead">${name === null ? say('people.link.invitation.about', { role: say(`person.${role}`) }) : say('people.link.password.about')}</p>
<div class="sheet link-shown"><p class="field"><label for="link">${say('people.link.label')}</label>
<input id="link" readonly dir="ltr" value="${url}"></p>
<p><button type="button" class="main" data-copy="link" data-copied="${say('people.copied')}" hidden>${say('people.copy')}</button> <span class="good" role="status"></span></p>
<p class="small soft">${say('people.link.once')}</p></div>
<p class="lead"><a href="/accounts">${say('people.back')}</a></p>`,
  });
}
