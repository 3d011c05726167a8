import { html } from 'hono/html';
import type { Language } from '../../messages/index.ts';
import { type Html, home, layout } from '../layout.ts';

/** There is no such page. */
export const missingPage = (language: Language): Html => apology(language, 'missing');

/** The page could not be made. What went wrong stands in the log, never here. */
export const troublePage = (language: Language): Html => apology(language, 'trouble');

function apology(language: Language, what: 'missing' | 'trouble'): Html {
  return layout(language, (say) => ({
    title: say(`page.${what}.title`),
    body: html`<h1>${say(`page.${what}.title`)}</h1>
<p class="lead">${say(`page.${what}.text`)}</p>
<p class="lead"><a href="${home(language)}">${say('page.home')}</a></p>`,
  }));
}
