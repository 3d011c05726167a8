import { html } from 'hono/html';
import type { Say } from '../../../messages/index.ts';
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
  /** nobody has an account yet */
  isEmpty?: boolean;
  /** the account was just made */
  isWelcome?: boolean;
}

export function signInPage(
  page: Page,
  { then, kept, email, problem, isEmpty = false, isWelcome = false }: SignInState,
): Html {
  const { say } = page;
  if (isEmpty)
    return layout(page, {
      title: say('signIn.first'),
      body: html`<h1>${say('signIn.first')}</h1>
<p class="lead">${say('signIn.first.text')}</p>
<p class="lead">${say('signIn.first.again')}</p>
<p class="lead"><code dir="ltr">ezer account invite --role administrator</code></p>`,
    });
  return layout(page, {
    title: say('nav.signIn'),
    body: html`<h1>${say('nav.signIn')}</h1>
${isWelcome ? html`<p class="notice good" role="status">${say('signIn.welcome')}</p>` : ''}
${problem === undefined ? html`<p class="lead">${say('signIn.about')}</p>` : html`<p class="notice bad" role="alert">${problem}</p>`}
<form method="post" action="/sign-in" class="sheet fields">
<input type="hidden" name="then" value="${then}">
${kept === undefined ? '' : html`<input type="hidden" name="kept" value="${kept}">`}
${signInFields(say, email)}
</form>`,
  });
}
