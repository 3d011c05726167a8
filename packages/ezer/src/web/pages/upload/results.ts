import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { UploadedItem } from '../../../status/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionFacts, decisionName } from '../../parts/decision-line.ts';
import { refusalAdvice } from '../operations/refusals.ts';

export interface UploadState {
  upload: string;
  counts: Record<UploadedItem['state'], number>;
  items: UploadedItem[];
  /** when reading starts at the latest */
  latest: Date | null;
}

/** The files with what became of each. As long as one is being read, the page asks again. */
export function results(page: Page, { upload, counts, items, latest }: UploadState): Html {
  const { say, time } = page;
  if (items.length === 0) return html`<div id="results" data-upload="${upload}"></div>`;
  const reading = items.some(isReading);
  const total = counts.ingested + counts.duplicate + counts.refused;
  return html`<section class="sheet below" id="results" data-upload="${upload}"${
    reading ? html` data-live="3" hx-get="/upload/${upload}/list" hx-trigger="live" hx-swap="outerHTML"` : ''
  } aria-labelledby="results-title"><h2 id="results-title">${say('upload.results')}</h2>
<p class="when"><span>${say('upload.counts', { ...counts, total })}</span>${
    reading
      ? html`<span>${say('upload.reading.latest', { time: latest === null ? '' : time.hour(latest.toISOString()) })}</span> <a href="/upload/${upload}">${say('page.refresh')}</a>`
      : ''
  }</p>
<ul class="plain">${items.map((item) => html`<li>${uploaded(page, item)}</li>`)}</ul>
${total > items.length ? html`<p class="small soft">${say('upload.shown', { count: items.length })}</p>` : ''}</section>`;
}

const isReading = ({ decision, digest }: UploadedItem): boolean =>
  decision?.catalogue === 'waiting' || decision?.halachot === 'waiting' || digest?.reading === 'waiting';

function uploaded(page: Page, item: UploadedItem): Html {
  const { say } = page;
  const { name, state, reason, detail } = item;
  const file = html`<bdi class="file">${name}</bdi>`;
  if (state === 'refused')
    return html`<p><span class="tag bad">${say('upload.refused')}</span> ${file}</p>
<p>${wordFor(say, 'refusal', reason ?? '')}. ${refusalAdvice(say, reason ?? '')}</p>
${detail === null || !saysMore(page, detail) ? '' : html`<p class="small soft"><bdi lang="en" dir="ltr">${detail}</bdi></p>`}`;
  const tag =
    state === 'duplicate'
      ? html`<span class="tag">${say('upload.duplicate')}</span>`
      : html`<span class="tag good">${say('upload.ingested')}</span>`;
  return html`<p>${tag} ${file}</p>${whereItIs(page, item)}`;
}

/** The detail is English and mostly repeats the advice; a number or a name in it (a page, a limit, an error) does not. */
const saysMore = ({ language }: Page, detail: string): boolean => language === 'en' || /\d/.test(detail);

function whereItIs(page: Page, { decision, digest }: UploadedItem): Html {
  const { say } = page;
  if (digest !== null)
    return html`<p><a href="/digests/${digest.id}"><bdi>${digest.title ?? say('digests.untitled')}</bdi></a> ${readingWords(page, digest.reading, 'digest')}</p>`;
  if (decision === null) return html`<p class="soft">${say('upload.removed')}</p>`;
  if (decision.catalogue !== 'done')
    return html`<p>${readingWords(page, decision.catalogue, 'metadata')} <a href="/decisions/${decision.id}">${say('upload.open')}</a></p>`;
  return html`<p>${decisionName(page, decision)}</p>${decisionFacts(page, decision)}
<p class="small">${
    decision.halachot === 'done'
      ? html`<a href="/decisions/${decision.id}">${say('upload.proposed', { count: decision.proposed })}</a>`
      : readingWords(page, decision.halachot, 'halacha')
  }</p>`;
}

function readingWords({ say }: Page, reading: 'waiting' | 'done' | 'stuck', queue: string): Html {
  if (reading === 'done') return html``;
  if (reading === 'stuck')
    return html`<span class="tag warn">${say('upload.stuck')}</span> <a href="/operations/items?queue=${queue}">${say('trouble.list')}</a>`;
  return html`<span class="soft">${say(queue === 'halacha' ? 'upload.reading.halachot' : 'upload.reading')}</span>`;
}
