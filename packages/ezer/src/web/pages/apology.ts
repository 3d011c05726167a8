import { html } from 'hono/html';
import { type Html, layout } from '../layout.ts';
import type { Page, Role } from '../page.ts';

/** There is no such page. */
export const missingPage = (page: Page): Html => apology(page, 'missing');

/** A court withdrew what stood here (G11): that something was removed is said, nothing of what it was. */
export const removedPage = (page: Page): Html => apology(page, 'removed');

/** The page could not be made. What went wrong stands in the log, never here. */
export const troublePage = (page: Page): Html => apology(page, 'trouble');

/** The form did not come from a page of this session. */
export const forgedPage = (page: Page): Html => apology(page, 'forged');

/** Signed in, but without the role. */
export const forbiddenPage = (page: Page, role: Role): Html => apology(page, 'forbidden', page.say(`person.${role}`));

function apology(page: Page, what: 'missing' | 'removed' | 'trouble' | 'forged' | 'forbidden', role = ''): Html {
  const { say } = page;
  const title = say(`page.${what}.title`);
  return layout(page, {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${say(`page.${what}.text`, { role })}</p>
<p class="lead"><a href="/">${say('page.home')}</a></p>`,
  });
}
