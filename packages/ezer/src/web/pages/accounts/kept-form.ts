import { html } from 'hono/html';
import { type MessageKey, type Say, wordFor } from '../../../messages/index.ts';
import { formTokenField, TOKEN_FIELD } from '../../form.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { signInFields } from './sign-in.ts';

/** Sign in to go on: what was typed before the session ended travels along in the form, and is shown. */
export function keptFormPage(page: Page, fields: Record<string, string>): Html {
  const { say, address } = page;
  const typed = typedFields(say, fields);
  const title = say('signIn.again');
  return layout(page, {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${say(typed.length > 0 ? 'signIn.again.kept' : 'signIn.again.text')}</p>
${keptText(typed)}
<form method="post" action="/sign-in" class="sheet fields">
<input type="hidden" name="then" value="${address}">
<input type="hidden" name="kept" value="${JSON.stringify(keptOf(fields))}">
${signInFields(say)}
</form>`,
  });
}

/** The form that waited, ready to be sent with the token of this session. */
export function resumePage(
  page: Page,
  action: string,
  fields: Record<string, string>,
  about: MessageKey = 'signIn.resume.text',
): Html {
  const { say } = page;
  return layout(page, {
    title: say('signIn.resume'),
    body: html`<h1>${say('signIn.resume')}</h1>
<p class="lead">${say(about)}</p>
${keptText(typedFields(say, fields))}
<form method="post" action="${action}" class="row resume">${formTokenField(page)}
${Object.entries(keptOf(fields)).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="main">${say('signIn.resume.send')}</button> <a href="${backOf(action)}">${say('signIn.resume.leave')}</a>
</form>`,
  });
}

interface Typed {
  label: string;
  text: string;
}

/** What a person wrote, under the name of its field. Choices and what the form carries for itself have no such name. */
export function typedFields(say: Say, fields: Record<string, string>): Typed[] {
  return Object.entries(keptOf(fields))
    .map(([name, text]) => ({ label: wordFor(say, 'typed', name), name, text }))
    .filter(({ label, name, text }) => label !== name && text.trim() !== '');
}

const keptText = (typed: readonly Typed[]): Html =>
  html`${typed.map(
    ({ label, text }) =>
      html`<div class="kept-field"><p class="small soft">${label}</p><p class="kept" dir="auto">${text}</p></div>`,
  )}`;

/** Everything but the token, which is of one session, and passwords, which are not carried about. */
function keptOf(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== TOKEN_FIELD && !/password|^old$/.test(name)),
  );
}

/** The page that the form stood on: an act on a thing is posted to the thing's own address, or below it. */
const backOf = (action: string): string => {
  const [path = '/'] = action.split('?');
  return /^\/(review|digests|operations|upload|accounts|account)\b/.exec(path)?.[0] ?? '/';
};
