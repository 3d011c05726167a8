import { html } from 'hono/html';
import type { Invitation } from '../../accounts/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';

export interface WelcomeState {
  /** null: the link was used or has ended */
  invitation: Invitation | null;
  name?: string;
  email?: string;
  problem?: string;
}

/** Behind a one-time link: a name, an e-mail and a password, or a new password only. */
export function welcomePage(page: Page, { invitation, name = '', email = '', problem }: WelcomeState): Html {
  const { say } = page;
  if (invitation === null)
    return layout(page, {
      title: say('welcome.spent'),
      body: html`<h1>${say('welcome.spent')}</h1><p class="lead">${say('welcome.spent.text')}</p>`,
    });
  const title = say(`welcome.${invitation.purpose}`);
  return layout(page, {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${say(`welcome.${invitation.purpose}.text`, { role: say(`person.${invitation.role}`) })}</p>
${problem === undefined ? '' : html`<p class="notice bad" role="alert">${problem}</p>`}
<form method="post" class="sheet fields">
${
  invitation.personId !== null
    ? ''
    : html`<p class="field"><label for="name">${say('welcome.name')}</label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="${name}"></p>
<p class="field"><label for="email">${say('signIn.email')}</label>
<input id="email" name="email" type="email" dir="ltr" autocomplete="username" required maxlength="200" value="${email}"></p>`
}
<p class="field"><label for="password">${say('welcome.password')}</label>
<input id="password" name="password" type="password" dir="ltr" autocomplete="new-password" required minlength="12" maxlength="200" aria-describedby="least">
<span id="least" class="soft small">${say('welcome.least')}</span></p>
<p><button class="main">${say('welcome.send')}</button></p>
</form>`,
  });
}
