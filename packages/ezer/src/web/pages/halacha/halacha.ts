import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { HalachaReading } from '../../../reader/index.ts';
import { type Html, layout } from '../../layout.ts';
import { may, type Page } from '../../page.ts';
import { decisionLine } from '../../parts/decision-line.ts';
import { restatedWords } from '../../parts/halacha-card.ts';
import { quoteInContext } from '../../parts/quote-in-context.ts';
import { isCitable, stateTag } from '../../parts/state-tag.ts';
import { history } from './history.ts';
import { placeAmongPrinciples } from './place.ts';
import type { HalachaState } from './state.ts';

/** One halacha: its rule, the court's words in their place, why it was taken, who decided what. */
export function halachaPage(page: Page, state: HalachaState): Html {
  const { say } = page;
  const { halacha } = state;
  const { id, principle, quote, role, restated, authority, flags, decision } = halacha;
  return layout(page, {
    title: principle ?? quote.slice(0, LONGEST_TITLE),
    body: html`<header class="decision-head">
<p class="states">${stateTag(say, halacha.state)} <span class="tag">${wordFor(say, 'role', role)}</span>${
      restated ? html` <span class="soft small">${restatedWords(page, authority)}</span>` : ''
    }${flags.map((flag) => html` <span class="tag warn">${wordFor(say, 'flag', flag)}</span>`)}</p>
${principle === null ? html`<h1 class="rule soft">${say('halacha.noPrinciple')}</h1>` : html`<h1 class="rule" lang="he" dir="rtl">${principle}</h1>`}
</header>
${warnings(page, halacha)}
<div class="columns spaced">
<div class="stack">
<section class="sheet" aria-labelledby="quote"><h2 id="quote">${say('halacha.quote')}</h2>
${quoteInContext(halacha)}
<div class="source">${decisionLine(page, decision)}
<p class="small"><a href="/decisions/${decision.id}${halacha.current ? '' : `?version=${halacha.version}`}#h-${id}">${say('halacha.inDecision')}</a></p></div>
</section>
${placeAmongPrinciples(page, state)}
</div>
<div class="stack">
${may(page.reader, 'reviewer') ? toReview(page, halacha) : ''}
${reasons(page, halacha)}
${history(page, halacha)}
${provenance(page, halacha)}
</div>
</div>`,
  });
}

const LONGEST_TITLE = 80;

function warnings({ say }: Page, { state, reverify, current, decision }: HalachaReading): Html {
  return html`${
    isCitable(state)
      ? ''
      : html`<p class="notice warn"><strong>${say('halacha.notCitable')}</strong> ${say(state === 'rejected' ? 'halacha.notCitable.rejected' : 'halacha.notCitable.text')}</p>`
  }${reverify ? html`<p class="notice warn">${say('halacha.reverify')}</p>` : ''}${
    current ? '' : html`<p class="notice">${say('halacha.oldVersion')}</p>`
  }${decision.status === 'held' ? html`<p class="notice warn"><strong>${say('decision.held')}</strong> ${say('decision.held.text')}</p>` : ''}`;
}

/** What waits for a decision is the main thing to do here; what was decided can be opened again, quietly. */
function toReview({ say }: Page, { id, state }: HalachaReading): Html {
  const waits = state === 'proposed' || state === 'deferred';
  return html`<p><a class="button${waits ? ' main' : ''}" href="/review/${id}">${say(waits ? 'halacha.review' : 'halacha.reopen')}</a></p>`;
}

/** The signs that the engine saw, heaviest first. */
function reasons({ say }: Page, { reasons: all, confidence }: HalachaReading): Html {
  const sorted = [...all].sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return html`<section class="sheet" aria-labelledby="reasons"><h2 id="reasons">${say('halacha.reasons')}</h2>
<p class="soft small">${say('halacha.confidence', { percent: Math.round(confidence * 100) })}</p>
${
  sorted.length === 0
    ? html`<p class="empty">${say('halacha.reasons.none')}</p>`
    : html`<ul class="plain reasons">${sorted.map(
        ({ feature, hebrew, points, evidence }) =>
          html`<li><span>${signWords(say, feature, hebrew)}${evidence === null || evidence === '' ? '' : html` <q class="soft small" lang="he" dir="rtl">${evidence}</q>`}</span> <bdi class="weight ${points < 0 ? 'bad' : 'good'}" dir="ltr">${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(2)}</bdi></li>`,
      )}</ul>`
}</section>`;
}

/** The engine's own Hebrew where a sign has no words in the catalogue. */
function signWords(say: Page['say'], feature: string | null, hebrew: string): Html {
  const words = feature === null ? '' : wordFor(say, 'sign', feature);
  return words === '' || words === feature ? html`<bdi lang="he">${hebrew}</bdi>` : html`${words}`;
}

/** Which text, by which engine, when (G9). */
function provenance({ say, time }: Page, halacha: HalachaReading): Html {
  const { engine, engineVersion, version, createdAt, start, end, principle, principleSource } = halacha;
  return html`<section class="sheet" aria-labelledby="provenance"><h2 id="provenance">${say('halacha.provenance')}</h2>
<dl class="catalogue">
<div><dt>${say('halacha.engine')}</dt><dd><bdi dir="ltr">${engine} ${engineVersion}</bdi></dd></div>
<div><dt>${say('halacha.proposedAt')}</dt><dd><time datetime="${createdAt.toISOString()}">${time.moment(createdAt.toISOString())}</time></dd></div>
<div><dt>${say('halacha.place')}</dt><dd>${say('halacha.place.text', { version })} <bdi class="soft" dir="ltr">${start}–${end}</bdi></dd></div>
${principle === null ? '' : html`<div><dt>${say('halacha.sentence')}</dt><dd>${say(principleSource === 'person' ? 'halacha.sentence.person' : 'halacha.sentence.engine')}</dd></div>`}
</dl></section>`;
}
