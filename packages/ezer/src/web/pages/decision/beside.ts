import { html } from 'hono/html';
import type { Block, DecisionReading, HalachaView } from '../../../reader/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionLine } from '../../parts/decision-line.ts';
import { isCitable, stateSign } from '../../parts/state-tag.ts';
import { aboutDecision, citationLine } from './about.ts';
import { originalFile } from './file.ts';
import type { MarkedText } from './text.ts';
import { type WithdrawalRefused, withdrawalForm } from './withdrawal.ts';

/** What stands beside the text. Every part can be closed. */
export function beside(
  page: Page,
  decision: DecisionReading,
  text: MarkedText,
  refused: WithdrawalRefused | null,
): Html {
  const { say } = page;
  const { citedBy } = decision;
  const headings = text.blocks.filter(({ kind }) => kind === 'heading' || kind === 'speaker');
  return html`<aside class="beside" aria-label="${say('decision.beside')}">
${part('halachot', `${say('decision.halachot')} (${text.halachot.length})`, halachaList(page, decision, text.halachot))}
${headings.length === 0 ? '' : part('contents', say('decision.contents'), contents(headings))}
${part('about', say('decision.about'), html`${aboutDecision(page, decision)}${citationLine(page, decision)}`)}
${part(
  'cited-by',
  `${say('decision.citedBy')} (${citedBy.total})`,
  citedBy.total === 0
    ? html`<p class="empty">${say('decision.citedBy.none')}</p>`
    : html`<ol class="plain">${citedBy.shown.map((citing) => html`<li>${decisionLine(page, citing)}</li>`)}</ol>
${citedBy.total > citedBy.shown.length ? html`<p class="soft small">${say('decision.citedBy.more', { count: citedBy.total - citedBy.shown.length })}</p>` : ''}`,
)}
${part('file', say('decision.file'), html`${originalFile(page, decision)}${withdrawalForm(page, decision.id, refused)}`)}
</aside>`;
}

function part(id: string, name: string, body: Html): Html {
  return html`<details open class="sheet" id="${id}"><summary><h2>${name}</h2></summary>
${body}</details>`;
}

function halachaList({ say }: Page, decision: DecisionReading, marked: readonly HalachaView[]): Html {
  const { halachot, versionId, halachotRead } = decision;
  const earlier = halachot.filter((halacha) => halacha.versionId !== versionId && halacha.state !== 'rejected');
  const rejected = halachot.filter(({ state }) => state === 'rejected').length;
  return html`${
    marked.length === 0
      ? html`<p class="empty">${say(halachotRead ? 'decision.halachot.none' : 'decision.halachot.unread')}</p>`
      : html`<ol class="plain jump-list">${marked.map((halacha) => jumpTo(halacha, `#h-${halacha.id}`))}</ol>`
  }${
    earlier.length === 0
      ? ''
      : html`<h3 class="small soft">${say('decision.halachot.earlier')}</h3>
<ol class="plain jump-list">${earlier.map((halacha) => jumpTo(halacha, `/halachot/${halacha.id}`))}</ol>`
  }${rejected === 0 ? '' : html`<p class="small soft">${say('decision.halachot.rejected', { count: rejected })}</p>`}`;
}

const jumpTo = ({ state, principle, quote }: HalachaView, address: string): Html =>
  html`<li><a href="${address}"><span class="mark-sign ${isCitable(state) ? 'approved' : 'proposed'}">${stateSign(state)}</span><span class="clamped" lang="he" dir="rtl">${principle ?? quote}</span></a></li>`;

const contents = (headings: readonly Block[]): Html =>
  html`<ol class="plain headings" lang="he" dir="rtl">${headings.map(
    ({ kind, anchor, pieces }) =>
      html`<li class="${kind}"><a href="#${anchor}">${pieces
        .map(({ text }) => text)
        .join('')
        .trim()
        .replace(/:$/, '')}</a></li>`,
  )}</ol>`;
