import { html } from 'hono/html';
import type { Hit, Snippet } from '../../../search/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionFacts, decisionName, type NamedDecision } from '../../parts/decision-line.ts';
import { marked } from '../../parts/snippet.ts';
import { isCitable, stateTag } from '../../parts/state-tag.ts';

/** One hit: what it is, its name as the way to it, the words that matched, where they stand. */
export function hitView(page: Page, hit: Hit): Html {
  return hit.kind === 'halacha' ? halacha(page, hit) : decision(page, hit);
}

function decision(page: Page, hit: Hit): Html {
  const { say } = page;
  const decision = named(hit);
  return html`<article class="hit">
${hit.isOwn ? html`<p class="hit-kind"><span class="tag good">${say('results.own')}</span></p>` : ''}
<h2>${decisionName(page, decision)}</h2>
${decisionFacts(page, decision)}
<p class="hit-words" lang="he" dir="rtl">${words(hit.snippet)}</p>
</article>`;
}

function halacha(page: Page, hit: Hit): Html {
  const { say } = page;
  const { id, state, principle, snippet } = hit;
  const from = named(hit);
  const name = principle ?? snippet;
  return html`<article class="hit">
<p class="hit-kind"><span class="tag">${say('results.halacha')}</span> ${state === null ? '' : stateTag(say, state)}${
    state === null || isCitable(state) ? '' : html` <span class="warn small">${say('results.notCitable')}</span>`
  }</p>
<h2 lang="he" dir="rtl"><a href="/halachot/${id}">${words(name)}</a></h2>
${principle === null || principle.text === snippet.text ? '' : html`<blockquote class="hit-words" lang="he" dir="rtl">${words(snippet)}</blockquote>`}
<p class="hit-from small"><span class="soft">${say('results.from')}</span> ${decisionName(page, from)}</p>
${decisionFacts(page, from)}
</article>`;
}

const named = ({ decisionId, ...hit }: Hit): NamedDecision => ({ ...hit, id: decisionId });

const words = ({ text, marks, cut }: Snippet): Html =>
  html`${cut.before ? '… ' : ''}${marked(text, marks)}${cut.after ? ' …' : ''}`;
