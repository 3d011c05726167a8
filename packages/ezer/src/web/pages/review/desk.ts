import { html } from 'hono/html';
import { type MessageKey, wordFor } from '../../../messages/index.ts';
import type { ActDone, Desk, DeskItem, QueueChoices } from '../../../review/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionLine } from '../../parts/decision-line.ts';
import { stateTag } from '../../parts/state-tag.ts';
import { actForms, type Draft, undoForm } from './acts.ts';
import { filters, upcoming } from './aside.ts';
import { type DeskFilter, deskAddress, isFiltered } from './filter.ts';
import { keysWindow } from './keys.ts';
import { surroundings } from './surroundings.ts';

/** What a request adds to the page: what was typed and could not be carried out, and why. */
export interface DeskState {
  draft?: Draft;
  problem?: MessageKey;
}

interface DeskParts extends DeskState {
  /** null: the queue is empty */
  desk: Desk | null;
  choices: QueueChoices;
  filter: DeskFilter;
  /** the act just carried out */
  done: ActDone | null;
  notice: string | undefined;
  canAct: boolean;
}

/** One halacha to decide on, the way through the queue, and what the queue shows. */
export function deskPage(page: Page, parts: DeskParts): Html {
  const { say } = page;
  const { desk, choices, filter, canAct } = parts;
  return layout(page, {
    title: titleOf(page, desk),
    scripts: ['review.js'],
    body: html`<div class="desk-head"><h1>${say('desk.title')}</h1>${desk === null ? '' : walk(page, desk, filter)}</div>
${notices(page, parts)}
<div class="desk">
${desk === null ? emptyQueue(page, filter, choices) : proposal(page, desk, parts)}
<aside class="stack">
${desk === null ? '' : upcoming(page, desk, filter)}
${filters(page, filter, choices)}
${canAct && desk !== null ? keysWindow(page) : ''}
</aside>
</div>`,
  });
}

/** The history of a browser tells one halacha from another. */
function titleOf({ say, address }: Page, desk: Desk | null): string {
  const docket = address.startsWith('/review/') ? desk?.item.dockets[0] : undefined;
  return docket === undefined ? say('desk.title') : `${say('desk.title')}: ${docket}`;
}

/** Where one stands in the queue, and the ways to both sides. */
function walk({ say }: Page, { item, total, before, previousId, next }: Desk, filter: DeskFilter): Html {
  const inside = item.reverify || item.state === filter.state;
  const place = inside
    ? say('desk.place', { place: (before + 1).toLocaleString('en'), total: total.toLocaleString('en') })
    : say('desk.outside');
  const nextId = next[0]?.id ?? null;
  return html`<nav class="walk" aria-label="${say('desk.walk')}">
${previousId === null ? '' : html`<a class="button" rel="prev" href="${deskAddress(`/review/${previousId}`, filter)}">${say('desk.previous')} <kbd class="key">K</kbd></a>`}
<span class="soft">${place}${inside ? '' : html` · ${say('desk.left', { count: total.toLocaleString('en') })}`}</span>
${nextId === null ? '' : html`<a class="button" rel="next" href="${deskAddress(`/review/${nextId}`, filter)}">${say('desk.next')} <kbd class="key">J</kbd></a>`}
</nav>`;
}

const NOTICES = ['undone', 'unchanged', 'same'] as const;

function notices(page: Page, { done, notice, problem, filter, canAct }: DeskParts): Html {
  const { say } = page;
  if (problem !== undefined) return html`<p class="notice bad" role="alert">${say(problem)}</p>`;
  const known = NOTICES.find((name) => name === notice);
  if (known !== undefined) return html`<p class="notice good" role="status">${say(`desk.done.${known}`)}</p>`;
  if (done === null || !canAct) return html``;
  const key = `desk.done.${done.act}`;
  return html`<div class="notice good done" role="status">
<p>${isDone(key) ? say(key, { quote: shortened(done.quote) }) : ''}</p>
${done.canUndo ? undoForm(page, done.reviewId, filter) : ''}
</div>`;
}

const DONE = ['approve', 'reject', 'defer', 'edit', 'reopen'].map((act) => `desk.done.${act}`);
const isDone = (key: string): key is 'desk.done.approve' => DONE.includes(key);

const SHOWN_LETTERS = 70;
const shortened = (text: string): string => {
  const letters = [...text];
  return letters.length <= SHOWN_LETTERS
    ? text
    : `${letters
        .slice(0, SHOWN_LETTERS - 1)
        .join('')
        .trimEnd()}…`;
};

function proposal(page: Page, { item }: Desk, parts: DeskParts): Html {
  const { say } = page;
  const { decisionId, decisionTitle: title, court, dateGiven, dockets } = item;
  return html`<section class="sheet proposal" aria-label="${say('desk.item')}">
${decisionLine(page, { id: decisionId, title, court, dateGiven, dockets }, 'h2')}
<p class="marks">${stateTag(say, item.state)}${item.flags.map((flag) => html` <span class="tag warn">${wordFor(say, 'flag', flag)}</span>`)}</p>
${item.reverify ? html`<p class="notice warn">${say('desk.reverify')}</p>` : item.isOldText ? html`<p class="small warn">${say('desk.oldText')}</p>` : ''}
${surroundings(page, item)}
${lastAct(page, item)}
${parts.problem === 'desk.conflict' ? conflict(page, item, parts.draft) : ''}
${actForms(page, item, parts)}
${signs(page, item)}
</section>`;
}

function lastAct({ say, time }: Page, { last }: DeskItem): Html {
  if (last === null) return html``;
  const { act, name, reader, at, reason } = last;
  return html`<p class="small soft last">${wordFor(say, 'act', act)} · <bdi>${name ?? reader}</bdi> · <time datetime="${at}">${time.ago(at)}</time>${
    reason === null ? '' : html`<br><bdi>${say('desk.reason', { reason })}</bdi>`
  }</p>`;
}

/** Both wordings, when another reviewer was first: theirs stands in the library, yours in the form below. */
function conflict({ say }: Page, item: DeskItem, draft: Draft | undefined): Html {
  return html`<dl class="conflict">
<div><dt>${say('desk.conflict.now')}</dt><dd>${stateTag(say, item.state)} <span lang="he" dir="rtl">${item.principle ?? item.quote}</span></dd></div>
${
  draft?.act === undefined
    ? ''
    : html`<div><dt>${say('desk.conflict.yours')}</dt><dd><span class="tag">${say(ACT_NAMES[draft.act])}</span> <span lang="he" dir="rtl">${draft.principle ?? draft.detail ?? ''}</span></dd></div>`
}</dl>`;
}

const ACT_NAMES = {
  approve: 'desk.approve',
  edit: 'desk.save',
  reject: 'desk.reject',
  defer: 'desk.defer',
  reopen: 'desk.reopen',
} as const satisfies Record<string, MessageKey>;

/** Why the engine proposed it, in words; what spoke against it stands last. */
function signs({ say, language }: Page, { reasons, authority, confidence, engine, engineVersion }: DeskItem): Html {
  const ordered = [...reasons].sort((a, b) => b.points - a.points);
  return html`<details class="signs"><summary>${say('desk.signs')}</summary>
${
  ordered.length === 0
    ? ''
    : html`<table class="rows"><tbody>${ordered.map(
        ({ feature, hebrew, evidence, points }) => html`<tr><th scope="row">${signWord(say, feature, hebrew)}</th>
<td>${evidence === '' ? '' : html`<q lang="he" dir="rtl">${evidence}</q>`}</td>
<td class="number ${points < 0 ? 'warn' : 'good'}"><bdi dir="ltr">${points > 0 ? '+' : '−'}${Math.abs(points)}</bdi> <span class="small soft">${say(points > 0 ? 'desk.signs.for' : 'desk.signs.against')}</span></td></tr>`,
      )}</tbody></table>`
}
<p class="small soft">${say('desk.score')} <bdi>${confidence.toLocaleString(language, { maximumFractionDigits: 2, minimumFractionDigits: 2 })}</bdi>: ${say('desk.score.about')}.</p>
${authority === null ? '' : html`<p class="small soft">${say('desk.authority')}: <bdi lang="he">${authority}</bdi></p>`}
<p class="small soft">${say('desk.engine')}: <bdi>${engine} ${engineVersion}</bdi></p>
</details>`;
}

/** In the words of the page's language; an engine that is not ours brings its own. */
function signWord(say: Page['say'], feature: string, hebrew: string): Html {
  const word = wordFor(say, 'sign', feature);
  return word === feature ? html`<bdi>${hebrew}</bdi>` : html`${word}`;
}

function emptyQueue({ say }: Page, filter: DeskFilter, { states }: QueueChoices): Html {
  const narrowed = isFiltered(filter);
  return html`<section class="sheet empty-queue"><h2>${say('desk.empty')}</h2>
<p class="empty">${say(narrowed ? 'desk.empty.filter' : 'desk.empty.all')}</p>
<p class="row">${narrowed && (states.proposed ?? 0) > 0 ? html`<a class="button main" href="/review">${say('desk.empty.filter.clear')}</a>` : ''}
<a class="button" href="/">${say('desk.empty.search')}</a></p></section>`;
}

/** The halacha was replaced by a new reading while somebody wrote on it: the words are shown, to be taken along. */
export function gonePage(page: Page, { principle, detail }: Draft, filter: DeskFilter): Html {
  const { say } = page;
  const typed = [principle, detail].filter((text) => text !== undefined && text.trim() !== '');
  return layout(page, {
    title: say('desk.gone'),
    body: html`<h1>${say('desk.gone')}</h1><p class="lead">${say('desk.gone.text')}</p>
${typed.map((text) => html`<p class="kept" lang="he" dir="auto">${text}</p>`)}
<p class="lead"><a class="button" href="${deskAddress('/review', filter)}">${say('desk.back')}</a></p>`,
  });
}
