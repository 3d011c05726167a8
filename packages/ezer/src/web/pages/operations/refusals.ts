import { html } from 'hono/html';
import { type Say, wordFor } from '../../../messages/index.ts';
import type { Refusal, RefusalsByReason } from '../../../status/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { pagesOfList } from '../../parts/pages-of-list.ts';

/** What to do about a document that was refused for this reason. */
export function refusalAdvice(say: Say, reason: string): string {
  const advice = wordFor(say, 'refusal', `${reason}.do`);
  return advice === `${reason}.do` ? say('refusal.other.do') : advice;
}

/** The refused documents by reason, with what to do about each. */
export function refusedDocuments({ say }: Page, all: readonly RefusalsByReason[]): Html {
  return html`<section class="sheet" aria-labelledby="refusals"><h2 id="refusals">${say('refusals.title')}</h2>
<p class="soft small">${say('refusals.about')}</p>
${
  all.length === 0
    ? html`<p class="empty">${say('refusals.none')}</p>`
    : html`<ul class="plain">${all.map(
        ({
          reason,
          count,
          latest,
        }) => html`<li><h3>${wordFor(say, 'refusal', reason)} <span class="tag"><bdi>${count}</bdi></span></h3>
<p>${refusalAdvice(say, reason)}</p>
<p class="small soft files">${latest.map((name) => html`<bdi class="file">${name}</bdi> `)}<a href="${addressOf(reason)}">${say('refusals.files')}</a></p></li>`,
      )}</ul>`
}</section>`;
}

const addressOf = (reason: string): string => `/operations/refusals/${encodeURIComponent(reason)}`;

export const REFUSALS_A_PAGE = 100;

/** All files of one reason. */
export function refusalsPage(
  page: Page,
  { reason, count, refusals, number }: { reason: string; count: number; refusals: Refusal[]; number: number },
): Html {
  const { say, time } = page;
  const title = `${say('refusals.title')}: ${wordFor(say, 'refusal', reason)}`;
  return layout(page, {
    title,
    body: html`<p class="back"><a href="/operations">${say('list.back')}</a></p>
<h1>${title}</h1><p class="lead">${refusalAdvice(say, reason)}</p>
<section class="sheet below">${
      refusals.length === 0
        ? html`<p class="empty">${say('refusals.none')}</p>`
        : html`<table class="rows"><thead><tr><th scope="col">${say('refusals.file')}</th><th scope="col">${say('refusals.source')}</th><th scope="col">${say('refusals.seen')}</th></tr></thead>
<tbody>${refusals.map(
            ({
              ref,
              source,
              detail,
              seenAt,
            }) => html`<tr><th scope="row"><bdi class="file">${ref}</bdi>${detail === null ? '' : html`<span class="small soft"><bdi lang="en" dir="ltr">${detail}</bdi></span>`}</th>
<td data-label="${say('refusals.source')}"><bdi class="file" dir="ltr">${source}</bdi></td>
<td data-label="${say('refusals.seen')}"><time datetime="${seenAt.toISOString()}">${time.moment(seenAt.toISOString())}</time></td></tr>`,
          )}</tbody></table>`
    }
${pagesOfList(page, { number, size: REFUSALS_A_PAGE, count, address: (to) => `${addressOf(reason)}?page=${to}` })}</section>`,
  });
}
