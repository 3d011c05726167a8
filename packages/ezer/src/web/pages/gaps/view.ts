import { html } from 'hono/html';
import type { GapLine, GapPointer } from '../../../status/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionName, type NamedDecision } from '../../parts/decision-line.ts';
import { pagesOfList } from '../../parts/pages-of-list.ts';

export const GAPS_A_PAGE = 25;

export interface GapsState {
  gaps: GapLine[];
  count: number;
  state: 'open' | 'closed';
  /** what was asked for; empty: everything */
  docket: string;
  number: number;
}

/** What decisions and digests point at, and the library has not; the most wanted first. */
export function gapsPage(page: Page, asked: GapsState): Html {
  const { say } = page;
  const { gaps, count, state, docket, number } = asked;
  const address = (to: number) => addressOf(state, docket, to);
  return layout(page, {
    title: say('gaps.title'),
    body: html`<h1>${say('gaps.title')}</h1>
<p class="lead">${say('gaps.about')} <a href="/upload">${say('gaps.upload')}</a></p>
<form method="get" action="/gaps" role="search" class="find">
${state === 'closed' ? html`<input type="hidden" name="state" value="closed">` : ''}
<p class="field"><label for="docket">${say('gaps.search')}</label><input id="docket" name="docket" type="search" maxlength="200" value="${docket}"></p>
<p><button>${say('gaps.find')}</button></p></form>
<section class="sheet" aria-label="${say('gaps.title')}">
<nav class="tabs" aria-label="${say('gaps.which')}">${tab(page, asked, 'open')}${tab(page, asked, 'closed')}</nav>
${
  count > 0
    ? html`<p class="small soft">${say('gaps.count', { count: count.toLocaleString('en') })}</p>${gaps.length === 0 ? '' : gapTable(page, asked)}`
    : emptyState(page, asked)
}
${count === 0 && number === 1 ? '' : pagesOfList(page, { number, size: GAPS_A_PAGE, count, address })}</section>`,
  });
}

function addressOf(state: 'open' | 'closed', docket: string, page = 1): string {
  const query = new URLSearchParams({
    ...(state === 'closed' && { state }),
    ...(docket !== '' && { docket }),
    ...(page > 1 && { page: String(page) }),
  });
  return query.size === 0 ? '/gaps' : `/gaps?${query}`;
}

function tab({ say }: Page, { state, docket }: GapsState, which: 'open' | 'closed'): Html {
  const current = state === which ? html` aria-current="page"` : '';
  return html`<a href="${addressOf(which, docket)}"${current}>${say(which === 'open' ? 'gaps.open' : 'gaps.closed')}</a>`;
}

function emptyState({ say }: Page, { state, docket }: GapsState): Html {
  if (docket !== '')
    return html`<p class="empty">${say('gaps.notFound', { query: docket })} <a href="${addressOf(state, '')}">${say('gaps.all')}</a></p>`;
  return html`<p class="empty">${say(state === 'open' ? 'gaps.none' : 'gaps.none.closed')}</p>`;
}

function gapTable(page: Page, { gaps, state }: GapsState): Html {
  const { say, time } = page;
  const open = state === 'open';
  const [who, since] = open ? [say('gaps.who'), say('gaps.since')] : [say('gaps.filledBy'), say('gaps.closedAt')];
  return html`<table class="rows gaps"><thead><tr><th scope="col">${say('gaps.wanted')}</th><th scope="col">${say('gaps.demand')}</th><th scope="col">${who}</th><th scope="col">${since}</th></tr></thead>
<tbody>${gaps.map(
    (gap) => html`<tr><th scope="row"><bdi class="docket">${gap.wanted}</bdi></th>
<td class="number" data-label="${say('gaps.demand')}"><bdi>${gap.demand.toLocaleString('en')}</bdi></td>
<td data-label="${who}"><div>${open ? pointers(page, gap) : gap.closedBy === null ? '' : decisionName(page, named(gap.closedBy))}</div></td>
<td data-label="${since}"><time datetime="${(gap.closedAt ?? gap.openedAt).toISOString()}">${time.ago((gap.closedAt ?? gap.openedAt).toISOString())}</time></td></tr>`,
  )}</tbody></table>`;
}

function pointers(page: Page, { pointers: all, demand }: GapLine): Html {
  const { say } = page;
  const more = demand - all.length;
  return html`<ul class="pointers small">${all.map((each) => html`<li>${pointer(page, each)}</li>`)}${
    more > 0 ? html`<li class="soft">${say('gaps.more', { count: more.toLocaleString('en') })}</li>` : ''
  }</ul>`;
}

function pointer(page: Page, by: GapPointer): Html {
  const { say } = page;
  if (by.kind === 'decision') return decisionName(page, named(by));
  return html`<span class="tag">${say('gaps.digest')}</span> <a class="decision-name" href="/digests/${by.id}"><bdi>${by.title ?? say('digests.untitled')}</bdi></a>`;
}

/** Where it stands in a table the name is enough. */
const named = ({ id, title, dockets }: Pick<NamedDecision, 'id' | 'title' | 'dockets'>): NamedDecision => ({
  id,
  title,
  dockets: dockets.slice(0, 2),
  court: null,
  dateGiven: null,
});
