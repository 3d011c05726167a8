import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { DigestIssueView, DigestItemView } from '../../../status/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { issueDay, itemCounts } from './issues.ts';

/** One issue: what it says of each ruling, in its own words, and what became of the ruling. */
export function issuePage(page: Page, issue: DigestIssueView): Html {
  const { say } = page;
  const title = issue.title ?? say('digests.untitled');
  return layout(page, {
    title,
    body: html`<p class="back"><a href="/digests">${say('digests.all')}</a></p>
<h1><bdi>${title}</bdi></h1>
<p class="when"><span>${issueDay(page, issue)}</span>${issue.kind === null ? '' : html`<span>${wordFor(say, 'issue', issue.kind)}</span>`}<span>${say('digests.file', { file: issue.fileName })}</span></p>
<p class="notice points">${say('digests.about')}</p>
<section class="sheet" aria-label="${say('digests.items')}">${
      issue.readAt === null
        ? html`<p class="empty">${say('digests.waiting')}</p>`
        : issue.entries.length === 0
          ? html`<p class="empty">${say('digests.noItems')}</p>`
          : html`${itemCounts(page, issue)}<ol class="plain">${issue.entries.map((entry) => html`<li>${item(page, entry)}</li>`)}</ol>`
    }</section>`,
  });
}

function item(page: Page, entry: DigestItemView): Html {
  const { time } = page;
  const { headline, concept, summary, citation, decisionDate } = entry;
  return html`<h2 lang="he" dir="rtl">${headline ?? citation ?? ''}</h2>
${concept === null ? '' : html`<p class="small soft" lang="he" dir="rtl">${concept}</p>`}
<p class="row">${outcomeOf(page, entry)}${decisionDate === null ? '' : html`<time class="small soft" datetime="${decisionDate}">${time.day(decisionDate)}</time>`}</p>
${citation === null || headline === null || citation === entry.docket ? '' : html`<p class="small"><bdi lang="he">${citation}</bdi></p>`}
${summary === null ? '' : html`<p class="item-text" lang="he" dir="rtl">${withoutHeadline(summary, headline)}</p>`}`;
}

/** An item's text begins with its headline, which stands above it already. */
function withoutHeadline(summary: string, headline: string | null): string {
  const rest = headline !== null && summary.startsWith(headline) ? summary.slice(headline.length) : null;
  return rest?.startsWith('\n') && rest.trim() !== '' ? rest.trimStart() : summary;
}

/** What became of the ruling that an item points at. */
function outcomeOf({ say }: Page, { state, decision, docket, request }: DigestItemView): Html {
  if (decision !== null)
    return html`<span class="tag good">${wordFor(say, 'item', 'linked')}</span> <a href="/decisions/${decision.id}" dir="rtl"><bdi class="docket">${decision.dockets.slice(0, 3).join(', ')}</bdi> <bdi>${decision.title ?? say('decision.untitled')}</bdi></a>`;
  if (state === 'none') return html`<span class="tag">${wordFor(say, 'item', 'none')}</span>`;
  const gap =
    docket === null
      ? ''
      : html` <bdi class="docket">${docket}</bdi> <a href="/gaps?${new URLSearchParams({ docket })}">${say('item.gap.see')}</a>`;
  return html`<span class="tag warn">${wordFor(say, 'item', state === 'requested' ? 'requested' : 'gap')}</span>${gap}${
    request === null ? '' : html` <span class="small soft">${wordFor(say, 'fetch', request.state)}</span>`
  }`;
}
