import { html } from 'hono/html';
import type { Say } from '../../../messages/index.ts';
import { formTokenField } from '../../form.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';

/** E-mail, password and the button. */
export function signInFields(say: Say, email = ''): Html {
  return html`<p class="field"><label for="email">${say('signIn.email')}</label>
<input id="email" name="email" type="email" dir="ltr" autocomplete="username" required value="${email}"></p>
<p class="field"><label for="password">${say('signIn.password')}</label>
<input id="password" name="password" type="password" dir="ltr" autocomplete="current-password" required></p>
<p><button class="main">${say('nav.signIn')}</button></p>`;
}

export interface SignInState {
  /** where to go afterwards: an address of this library */
  then: string;
  /** a form that waits for the sign-in, as JSON */
  kept?: string | undefined;
  email?: string | undefined;
  /** why the attempt before failed */
  problem?: string | undefined;
}

export function signInPage(page: Page, { then, kept, email, problem }: SignInState): Html {
  const { say } = page;
  return layout(page, {
    title: say('nav.signIn'),
    body: html`<h1>${say('nav.signIn')}</h1>
${problem === undefined ? html`<p class="lead">${say('signIn.about')}</p>` : html`<p class="notice bad" role="alert">${problem}</p>`}
<form method="post" action="/sign-in" class="sheet fields">
<input type="hidden" name="then" value="${then}">
${kept === undefined ? '' : html`<input type="hidden" name="kept" value="${kept}">`}
${signInFields(say, email)}
</form>`,
  });
}

/** Signed in again: the form that waited, ready to be sent. */
export function resumePage(page: Page, action: string, fields: Record<string, string>): Html {
  const { say } = page;
  const long = Object.entries(fields).filter(([, value]) => value.trim() !== '');
  return layout(page, {
    title: say('signIn.resume'),
    body: html`<h1>${say('signIn.resume')}</h1>
<p class="lead">${say('signIn.resume.text')}</p>
<form method="post" action="${action}" class="sheet fields">${formTokenField(page)}
${long.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}"><p class="kept"><bdi>${value}</bdi></p>`)}
<p><button class="main">${say('signIn.resume.send')}</button></p>
</form>`,
  });
}
