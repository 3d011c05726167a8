import { html } from 'hono/html';
import type { Front } from '../../../search/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionFacts, decisionLine, decisionName } from '../../parts/decision-line.ts';
import { searchBox } from '../../parts/search-box.ts';

export function homePage(page: Page, front: Front): Html {
  const { say } = page;
  return layout(page, {
    title: say('home.title'),
    scripts: ['search.js'],
    body: html`<div class="home">
<div class="home-top">
<h1>${say('home.heading')}</h1>
<p class="lead">${say('home.lead')}</p>
${searchBox(page, { isReady: true })}
${examples(page, front)}
</div>
${unread(page, front)}
${numbers(page, front)}
<div class="halves">
${newestDecisions(page, front)}
${approvedHalachot(page, front)}
</div></div>`,
  });
}

function examples({ say }: Page, { examples: { docket, phrase, law } }: Front): Html {
  const links = [
    docket === null
      ? null
      : html`<a href="/search?q=${encodeURIComponent(docket)}"><bdi class="docket">${docket}</bdi></a>`,
    phrase === null ? null : html`<a href="/search?q=${encodeURIComponent(`"${phrase}"`)}"><bdi>״${phrase}״</bdi></a>`,
    law === null ? null : html`<a href="/search?law=${encodeURIComponent(law)}"><bdi>${law}</bdi></a>`,
  ].filter((link) => link !== null);
  if (links.length === 0) return html``;
  return html`<p class="examples"><span class="soft">${say('home.examples')}</span> ${links}</p>`;
}

function unread({ say }: Page, { numbers }: Front): Html {
  if (numbers.unread === 0) return html``;
  return html`<p class="notice" role="status">${say('home.unread', { count: numbers.unread })}</p>`;
}

function numbers({ say, language }: Page, { numbers: { decisions, approved, waiting, gaps } }: Front): Html {
  const shown = [
    {
      name: say('home.decisions'),
      count: decisions,
      way: '/search?what=decisions',
      about: say('home.decisions.about'),
    },
    { name: say('home.approved'), count: approved, way: '/search?what=halachot', about: say('home.approved.about') },
    { name: say('home.waiting'), count: waiting, way: '/review', about: say('home.waiting.about') },
    { name: say('home.gaps'), count: gaps, way: '/gaps', about: say('home.gaps.about') },
  ];
  return html`<ul class="home-numbers" aria-label="${say('home.numbers')}">${shown.map(
    ({ name, count, way, about }) =>
      html`<li><a href="${way}"><span class="count">${count.toLocaleString(language === 'he' ? 'he-IL' : 'en-GB')}</span> <span class="name">${name}</span></a><span class="soft small">${about}</span></li>`,
  )}</ul>`;
}

function newestDecisions(page: Page, { decisions }: Front): Html {
  const { say } = page;
  return html`<section class="sheet" aria-labelledby="newest"><h2 id="newest">${say('home.newest')}</h2>
${
  decisions.length === 0
    ? html`<p class="empty">${say('home.newest.none')}</p>`
    : html`<ol class="plain">${decisions.map((decision) => html`<li>${decisionLine(page, decision, 'h3')}</li>`)}</ol>
<p class="more"><a href="/search?what=decisions&amp;sort=newest">${say('home.newest.all')}</a></p>`
}</section>`;
}

function approvedHalachot(page: Page, { halachot, numbers: { waiting } }: Front): Html {
  const { say } = page;
  return html`<section class="sheet" aria-labelledby="halachot"><h2 id="halachot">${say('home.halachot')}</h2>
${
  halachot.length === 0
    ? html`<p class="empty">${say('home.halachot.none')}</p>${
        waiting === 0
          ? ''
          : html`<p class="more"><a class="button" href="/review">${say('home.halachot.review')}</a></p>`
      }`
    : html`<ol class="plain">${halachot.map(
        ({ halachaId, quote, principle, ...decision }) =>
          html`<li class="home-halacha"><h3 lang="he" dir="rtl"><a href="/halachot/${halachaId}">${principle ?? shortened(quote)}</a></h3>
<p class="small">${decisionName(page, decision)}</p>${decisionFacts(page, decision)}</li>`,
      )}</ol>
<p class="more"><a href="/search?what=halachot&amp;sort=newest">${say('home.halachot.all')}</a></p>`
}</section>`;
}

const LONGEST_QUOTE = 220;

/** A list shows where a long quote begins; its page has it whole. */
function shortened(quote: string): string {
  const letters = Array.from(quote);
  if (letters.length <= LONGEST_QUOTE) return quote;
  return `${letters
    .slice(0, LONGEST_QUOTE)
    .join('')
    .replace(/\s+\S*$/, '')} …`;
}

/** A library without a decision: how decisions come in. */
export function emptyHomePage(page: Page): Html {
  const { say } = page;
  return layout(page, {
    title: say('home.title'),
    scripts: ['search.js'],
    body: html`<div class="home">
<div class="home-top"><h1>${say('home.heading')}</h1><p class="lead">${say('home.lead')}</p></div>
<section class="sheet" aria-labelledby="empty"><h2 id="empty">${say('home.empty')}</h2>
<p class="soft">${say('home.empty.about')}</p>
<ul class="plain ways-in">
<li><h3>${say('home.empty.upload')}</h3><p class="soft">${say('home.empty.upload.about')}</p><p><a class="button main" href="/upload">${say('nav.upload')}</a></p></li>
<li><h3>${say('home.empty.folder')}</h3><p class="soft">${say('home.empty.folder.about')}</p><pre dir="ltr" lang="en"><code>npm start -- --library ~/decisions</code></pre></li>
<li><h3>${say('home.empty.ingest')}</h3><p class="soft">${say('home.empty.ingest.about')}</p><pre dir="ltr" lang="en"><code>npm run ezer -- ingest ~/decisions</code></pre></li>
</ul></section></div>`,
  });
}
