import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { DigestIssueLine } from '../../../status/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { pagesOfList } from '../../parts/pages-of-list.ts';

export const ISSUES_A_PAGE = 25;

export function issuesPage(
  page: Page,
  { issues, count, number }: { issues: DigestIssueLine[]; count: number; number: number },
): Html {
  const { say } = page;
  const list = pagesOfList(page, { number, size: ISSUES_A_PAGE, count, address: (to) => `/digests?page=${to}` });
  return layout(page, {
    title: say('digests.title'),
    body: html`<h1>${say('digests.title')}</h1>
<p class="lead">${say('digests.about')}</p>
<section class="sheet below" aria-label="${say('digests.title')}">${
      count === 0 ? html`<p class="empty">${say('digests.none')}</p>` : issueTable(page, issues)
    }
${count === 0 && number === 1 ? '' : list}</section>`,
  });
}

function issueTable(page: Page, issues: DigestIssueLine[]): Html {
  const { say } = page;
  if (issues.length === 0) return html``;
  return html`<table class="rows"><thead><tr><th scope="col">${say('digests.issue')}</th><th scope="col">${say('digests.date')}</th><th scope="col">${say('digests.items')}</th></tr></thead>
<tbody>${issues.map(
    (
      issue,
    ) => html`<tr><th scope="row"><a href="/digests/${issue.id}"><bdi>${issue.title ?? say('digests.untitled')}</bdi></a>${issue.kind === null ? '' : html` <span class="small soft">${wordFor(say, 'issue', issue.kind)}</span>`}</th>
<td data-label="${say('digests.date')}"><span>${issueDay(page, issue)}</span></td>
<td data-label="${say('digests.items')}"><span>${issue.readAt === null ? html`<span class="warn">${say('digests.waiting')}</span>` : itemCounts(page, issue)}</span></td></tr>`,
  )}</tbody></table>`;
}

export function issueDay({ say, time }: Page, { issuedOn }: DigestIssueLine): Html {
  return issuedOn === null
    ? html`<span class="soft">${say('digests.undated')}</span>`
    : html`<time datetime="${issuedOn}">${time.day(issuedOn)}</time>`;
}

/** How many rulings an issue points at, by what became of them. */
export function itemCounts({ say }: Page, { items }: DigestIssueLine): Html {
  const states = ['linked', 'requested', 'gap', 'none'].filter((state) => (items[state] ?? 0) > 0);
  return html`<span class="counts">${states.map((state) => html`<span class="${state === 'gap' ? 'warn' : ''}">${wordFor(say, 'item', state)} <bdi>${items[state] ?? 0}</bdi></span>`)}</span>`;
}
