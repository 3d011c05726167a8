import { html } from 'hono/html';
import type { DocketAnswer } from '../../../reader/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionLine } from '../../parts/decision-line.ts';

/** A docket with several decisions, to choose from; or with none, and then who points at it. */
export function docketPage(page: Page, written: string, answer: DocketAnswer): Html {
  const { say } = page;
  const { docket, decisions, gap } = answer;
  if (docket === null)
    return layout(page, {
      title: say('docket.unknown'),
      body: html`<h1>${say('docket.unknown')}</h1>
<p class="lead"><bdi class="file">${written.slice(0, LONGEST_SHOWN)}</bdi></p>
<p class="lead">${say('docket.unknown.text')}</p>
<p class="lead"><a href="/search?q=${encodeURIComponent(written.slice(0, LONGEST_SHOWN))}">${say('docket.search')}</a></p>`,
    });
  if (decisions.length > 0)
    return layout(page, {
      title: docket,
      measure: 'reading',
      body: html`<h1><bdi class="docket">${docket}</bdi></h1>
<p class="lead">${say('docket.several', { count: decisions.length })}</p>
<ol class="plain sheet spaced">${decisions.map((decision) => html`<li>${decisionLine(page, decision, 'h2')}</li>`)}</ol>`,
    });
  return layout(page, {
    title: docket,
    measure: 'reading',
    body: html`<h1><bdi class="docket">${docket}</bdi></h1>
<p class="lead">${say(gap === null ? 'docket.absent' : 'docket.missing')}</p>
${gap === null ? html`<p class="lead"><a href="/upload">${say('docket.upload')}</a></p>` : gapOf(page, gap)}`,
  });
}

const LONGEST_SHOWN = 120;

function gapOf(page: Page, { demand, citing }: NonNullable<DocketAnswer['gap']>): Html {
  const { say } = page;
  return html`<p class="lead">${say('docket.demand', { count: demand })} <a href="/upload">${say('docket.upload')}</a> · <a href="/gaps">${say('docket.gaps')}</a></p>
${
  citing.length === 0
    ? ''
    : html`<section class="sheet spaced" aria-labelledby="citing"><h2 id="citing">${say('docket.citing')}</h2>
<ol class="plain">${citing.map((decision) => html`<li>${decisionLine(page, decision, 'h3')}</li>`)}</ol></section>`
}`;
}
