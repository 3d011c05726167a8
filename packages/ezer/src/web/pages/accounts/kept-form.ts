import { html } from 'hono/html';
import { TOKEN_FIELD } from '../../form.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { signInFields } from './sign-in.ts';

/** Sign in to go on: what was typed before the session ended travels along in the form, and is shown. */
export function keptFormPage(page: Page, fields: Record<string, string>): Html {
  const { say, address } = page;
  const kept = Object.entries(fields).filter(([name]) => name !== TOKEN_FIELD && name !== 'password');
  const title = say('signIn.again');
  return layout(page, {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${say(kept.length > 0 ? 'signIn.again.kept' : 'signIn.again.text')}</p>
<form method="post" action="/sign-in" class="sheet fields">
<input type="hidden" name="then" value="${address}">
<input type="hidden" name="kept" value="${JSON.stringify(Object.fromEntries(kept))}">
${signInFields(say)}
</form>`,
  });
}
