import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { DecisionReading } from '../../../reader/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';

/** The file that this text was read from, what was put right in it, and the texts before it. */
export function originalFile({ say, time }: Page, decision: DecisionReading): Html {
  const { id, file, version, versions } = decision;
  const { name, byteSize, receivedAt, repairs } = file;
  return html`<p><bdi class="file">${name}</bdi></p>
<p class="small soft">${say('decision.received', { time: time.moment(receivedAt.toISOString()), size: sizeOf(byteSize) })}</p>
<p><a href="/decisions/${id}/original?version=${version}" download>${say('decision.download')}</a></p>
${repairs.length === 0 ? '' : html`<p class="small soft">${say('decision.repairs')} ${repairs.map(({ kind, count }, i) => html`${i === 0 ? '' : ', '}${wordFor(say, 'repair', kind)} (${count})`)}</p>`}
${
  versions.length < 2
    ? ''
    : html`<h3 class="small soft">${say('decision.versions')}</h3>
<ol class="plain names">${versions.map(
        ({ number, createdAt, changeClass, current }) =>
          html`<li>${number === version ? html`<strong>${number}</strong>` : html`<a href="/decisions/${id}${current ? '' : html`?version=${number}`}">${number}</a>`} · ${time.moment(createdAt.toISOString())}${current ? html` <span class="tag">${say('decision.current')}</span>` : ''}${changeClass === null ? '' : html` <span class="tag">${wordFor(say, 'change', changeClass)}</span>`}</li>`,
      )}</ol>`
}`;
}

/** A size as people say it. */
function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
