import { html } from 'hono/html';
import { type Say, wordFor } from '../../../messages/index.ts';
import type { TroubleGroup, TroubleItem, TroubleState, WorkItemView } from '../../../status/index.ts';
import { formTokenField } from '../../form.ts';
import { type Html, layout } from '../../layout.ts';
import { may, type Page } from '../../page.ts';
import { notice, type Said } from '../../parts/notice.ts';
import { pagesOfList } from '../../parts/pages-of-list.ts';
import { reasonField } from './switches.ts';

/** Work that stopped, in groups that failed in the same way: what happened, what to do, and the way back to work. */
export function troubleGroups(page: Page, groups: readonly TroubleGroup[]): Html {
  const { say } = page;
  return html`<section class="sheet" aria-labelledby="trouble"><h2 id="trouble">${say('trouble.title')}</h2>
${
  groups.length === 0
    ? html`<p class="empty">${say('trouble.none')}</p>`
    : html`<p class="soft small">${say('trouble.about')}</p><ul class="plain">${groups.map((group) => html`<li>${troubleGroup(page, group)}</li>`)}</ul>`
}</section>`;
}

function troubleGroup(page: Page, group: TroubleGroup): Html {
  const { say, reader } = page;
  const { queue, state, pattern, count, message } = group;
  const name = wordFor(say, 'queue', queue);
  const list = `/operations/items?${new URLSearchParams({ queue, state, pattern })}`;
  return html`<h3>${stateTag(say, state)} ${whatHappened(say, group)}</h3>
<p>${say('trouble.count', { queue: name, count: count.toLocaleString('en') })}. ${whatToDo(say, group)} <a href="${list}">${say('trouble.list')}</a></p>
${original(message)}
${may(reader, 'administrator') ? redriveForm(page, { queue, state, pattern }, say('act.redrive.all', { count })) : ''}`;
}

const original = (message: string | null): Html =>
  message === null ? html`` : html`<p class="small soft"><bdi lang="en" dir="ltr">${message}</bdi></p>`;

const stateTag = (say: Say, state: string): Html =>
  html`<span class="tag ${state === 'dead' ? 'bad' : state === 'held' ? 'warn' : ''}">${wordFor(say, 'work', state)}</span>`;

type Failed = { state: string; kind: string | null };

function whatHappened(say: Say, failed: Failed): string {
  return wordFor(say, 'failure', kindOf(failed));
}

function whatToDo(say: Say, failed: Failed): string {
  const advice = wordFor(say, 'failure', `${kindOf(failed)}.do`);
  return advice.endsWith('.do') ? say('failure.unknown.do') : advice;
}

const kindOf = ({ state, kind }: Failed): string => (state === 'stale' ? 'stale' : (kind ?? 'unknown'));

/** What is brought back to work: one item, or a group. */
export interface RedriveWish {
  queue: string;
  state: TroubleState;
  subject?: string;
  pattern?: string;
}

function redriveForm(page: Page, wish: RedriveWish, words: string): Html {
  const id = `reason-${[wish.queue, wish.state, wish.subject ?? wish.pattern ?? 'all'].join('-')}`;
  return html`<form method="post" action="/operations/redrive" class="redrive">${formTokenField(page)}${Object.entries(
    wish,
  ).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${reasonField(page, id, '', 'act.reason.kept')}<p><button>${words}</button></p></form>`;
}

export const ITEMS_A_PAGE = 50;

export interface ItemsState {
  items: TroubleItem[];
  count: number;
  number: number;
  queue?: string | undefined;
  state?: TroubleState | undefined;
  pattern?: string | undefined;
}

/** The items of a group, or of a state, or all. */
export function itemsPage(page: Page, { items, count, number, ...filter }: ItemsState, done: Said | null): Html {
  const { say, time, reader } = page;
  const { queue, state } = filter;
  const address = (to: number) => {
    const given = Object.entries(filter).filter((entry): entry is [string, TroubleState] => entry[1] !== undefined);
    return `/operations/items?${new URLSearchParams([...given, ['page', String(to)]])}`;
  };
  return layout(page, {
    title: say('trouble.title'),
    body: html`<p class="back"><a href="/operations">${say('list.back')}</a></p>
<h1>${say('trouble.title')}</h1>
${notice(done)}
<section class="sheet below">${
      items.length === 0
        ? html`<p class="empty">${say('trouble.none')}</p>`
        : html`<table class="rows"><thead><tr><th scope="col">${say('trouble.subject')}</th><th scope="col">${say('trouble.what')}</th><th scope="col">${say('trouble.since')}</th></tr></thead>
<tbody>${items.map(
            (
              item,
            ) => html`<tr><th scope="row"><a href="${itemAddress(item)}">${nameOf(say, item)}</a> <span class="small soft">${wordFor(say, 'queue', item.queue)}</span></th>
<td data-label="${say('trouble.what')}"><span>${stateTag(say, item.state)} ${whatHappened(say, item)} <span class="small soft">${say('trouble.attempts', { count: item.attempts })}</span></span></td>
<td data-label="${say('trouble.since')}"><time datetime="${item.since.toISOString()}">${time.ago(item.since.toISOString())}</time></td></tr>`,
          )}</tbody></table>
${may(reader, 'administrator') && queue !== undefined && state !== undefined ? redriveForm(page, filter.pattern === undefined ? { queue, state } : { queue, state, pattern: filter.pattern }, say('act.redrive.all', { count })) : ''}`
    }
${pagesOfList(page, { number, size: ITEMS_A_PAGE, count, address })}</section>`,
  });
}

export const itemAddress = ({ queue, subject }: { queue: string; subject: string }): string =>
  `/operations/items/${encodeURIComponent(queue)}/${encodeURIComponent(subject)}`;

const nameOf = (say: Say, { name, decisionId, digestIssueId, subject }: TroubleItem | WorkItemView): Html =>
  name !== null
    ? html`<bdi>${name}</bdi>`
    : html`<bdi dir="ltr">${subject}</bdi>${decisionId === null && digestIssueId === null ? html` <span class="soft">${say('trouble.gone')}</span>` : ''}`;

/** One item with everything that happened to it. */
export function itemPage(page: Page, item: WorkItemView, done: Said | null): Html {
  const { say, time, reader } = page;
  const { queue, subject, state, history, decisionId, digestIssueId } = item;
  const where =
    decisionId !== null ? `/decisions/${decisionId}` : digestIssueId !== null ? `/digests/${digestIssueId}` : null;
  const last = history.at(-1);
  const failed: Failed = { state, kind: last?.kind ?? null };
  const stuck = TROUBLE.find((each) => each === state);
  return layout(page, {
    title: say('trouble.history'),
    body: html`<p class="back"><a href="/operations/items">${say('trouble.title')}</a></p>
<h1>${say('trouble.history')}</h1>
${notice(done)}
<section class="sheet below"><dl class="facts">
<div><dt>${say('trouble.subject')}</dt><dd>${where === null ? nameOf(say, item) : html`<a href="${where}">${nameOf(say, item)}</a>`}</dd></div>
<div><dt>${say('trouble.state')}</dt><dd>${wordFor(say, 'queue', queue)}: ${stateTag(say, state)} <span class="soft small">${say('trouble.attempts', { count: item.attempts })}</span></dd></div>
</dl>
${stuck === undefined ? '' : html`<p>${whatHappened(say, failed)}. ${whatToDo(say, failed)}</p>`}
${stuck !== undefined && may(reader, 'administrator') ? redriveForm(page, { queue, state: stuck, subject }, say('act.redrive')) : ''}
</section>
<section class="sheet below" aria-labelledby="history"><h2 id="history">${say('trouble.what')}</h2>${
      history.length === 0
        ? html`<p class="empty">${say('trouble.history.none')}</p>`
        : html`<ol class="plain">${history.toReversed().map(
            (
              entry,
            ) => html`<li><p>${wordFor(say, 'failure', entry.kind)} <span class="small soft"><time datetime="${entry.at.toISOString()}">${time.moment(entry.at.toISOString())}</time>${entry.by === null ? '' : `, ${say('trouble.history.by', { by: entry.by })}`}</span></p>
<p class="small soft"><bdi${entry.by === null ? html` lang="en" dir="ltr"` : ''}>${entry.message}</bdi></p></li>`,
          )}</ol>`
    }</section>`,
  });
}

export const TROUBLE: readonly TroubleState[] = ['dead', 'held', 'stale'];
