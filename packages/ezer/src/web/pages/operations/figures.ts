import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { Numbers } from '../../../metrics/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { duration } from '../../parts/duration.ts';

/** The numbers of `/metrics`, for whoever has no Prometheus: the same reading, not another one. */
export function figures(page: Page, numbers: Numbers): Html {
  const { say } = page;
  const { deadlocks, lockWaits, connections } = numbers.server;
  return html`<section class="sheet" aria-labelledby="figures"><h2 id="figures">${say('figures.title')}</h2>
<p class="soft small">${say('figures.about')}</p>
${
  numbers.jobs.length === 0
    ? html`<p class="empty">${say('figures.none')}</p>`
    : html`<details class="more"><summary>${say('figures.show')}</summary>${runs(page, numbers)}${queues(page, numbers)}</details>`
}
<p class="small soft">${say('figures.server', { deadlocks, lockWaits, connections })}</p></section>`;
}

const FATES = ['claimed', 'done', 'retried', 'held', 'dead', 'lost'] as const;

function runs(page: Page, { jobs }: Numbers): Html {
  const { say } = page;
  const columns = [
    say('figures.runs'),
    say('figures.wrong'),
    say('figures.average'),
    ...FATES.map((fate) => wordFor(say, 'count', fate)),
  ];
  return table(
    [say('figures.job'), ...columns],
    jobs.map(({ job, runs, seconds, counts }) => {
      const all = Object.values(runs).reduce((sum, count) => sum + count, 0);
      const wrong = (runs.failures ?? 0) + (runs.vanished ?? 0);
      return [
        wordFor(say, 'job', job),
        grouped(all),
        grouped(wrong),
        all === 0 ? '' : duration(page, (1000 * seconds) / all),
        ...FATES.map((fate) => grouped(counts[fate] ?? 0)),
      ];
    }),
  );
}

function queues(page: Page, { queues }: Numbers): Html {
  const { say } = page;
  return table(
    [say('figures.queue'), say('figures.state'), say('figures.items'), say('figures.oldest'), say('figures.attempts')],
    queues.map(({ queue, state, items, oldestSeconds, mostAttempts }) => [
      wordFor(say, 'queue', queue),
      wordFor(say, 'work', state),
      grouped(items),
      oldestSeconds === null ? '' : duration(page, 1000 * oldestSeconds),
      grouped(mostAttempts),
    ]),
  );
}

function table(head: string[], rows: string[][]): Html {
  return html`<table class="rows"><thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([name, ...cells]) => html`<tr><th scope="row">${name}</th>
${cells.map((cell, i) => html`<td data-label="${head[i + 1]}"><span>${cell}</span></td>`)}</tr>`,
  )}</tbody></table>`;
}

const grouped = (count: number): string => count.toLocaleString('en');
