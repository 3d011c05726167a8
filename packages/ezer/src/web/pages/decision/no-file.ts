import { html } from 'hono/html';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';

/** The decision is here, the bytes that it was read from are not. */
export function noFilePage(page: Page, decisionId: string): Html {
  const { say } = page;
  const title = say('decision.noFile');
  return layout(page, {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${say('decision.noFile.text')}</p>
<p class="lead"><a href="/decisions/${decisionId}">${say('decision.back')}</a></p>`,
  });
}
