import { html } from 'hono/html';
import type { MessageKey } from '../../../messages/index.ts';
import { styleSheet } from '../../assets.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { PARTS } from './parts.ts';
import { type Colour, coloursOf, contrast, type Length, lengthsOf } from './tokens.ts';

const CSS = styleSheet();
const COLOURS = coloursOf(CSS);

/** Every token and every part, shown with the style sheet that is served. */
export function designPage(page: Page): Html {
  const { say } = page;
  const section = (id: string, title: MessageKey, body: Html) =>
    html`<section class="sheet" aria-labelledby="${id}"><h2 id="${id}">${say(title)}</h2>${body}</section>`;
  return layout(page, {
    title: say('design.title'),
    body: html`<h1>${say('design.title')}</h1>
<p class="lead">${say('design.lead')}</p>
<div class="stack design">
${section('colours', 'design.colours', colours(page))}
${section('type', 'design.type', typeScale(page))}
${section('space', 'design.space', spaces(page))}
${PARTS.map(({ id, title, body }) => section(id, title, body(page)))}
</div>`,
  });
}

/** Which colour is written on which; a pair stands here when a rule of the style sheet puts one on the other. */
export const PAIRS = {
  words: {
    title: 'design.group.words',
    names: ['ink', 'soft', 'accent', 'bad', 'good', 'warn'],
    on: ['ground', 'sheet', 'sunken'],
  },
  marks: { title: 'design.group.marks', names: ['mark', 'proposed', 'approved'], on: ['ink'] },
  accent: { title: 'design.group.words', names: ['on-accent'], on: ['accent'] },
  grounds: { title: 'design.group.grounds', names: ['ground', 'sheet', 'sunken', 'line', 'edge'], on: [] },
} as const satisfies Record<string, { title: MessageKey; names: readonly string[]; on: readonly string[] }>;

function colours({ say }: Page): Html {
  return html`<p class="soft small">${say('design.colours.about')}</p>
<table class="rows"><thead><tr><th scope="col">${say('design.name')}</th><th scope="col">${say('design.light')}</th><th scope="col">${say('design.dark')}</th><th scope="col">${say('design.contrast')}</th><th scope="col">${say('design.contrast.dark')}</th></tr></thead>
<tbody>${Object.values(PAIRS).map(({ names, on }) =>
    names.map((name) => {
      const colour = COLOURS.get(name);
      return colour === undefined ? '' : colourRow(say, colour, on);
    }),
  )}</tbody></table>`;
}

function colourRow(say: Page['say'], colour: Colour, on: readonly string[]): Html {
  const ratios = (scheme: 'light' | 'dark') => {
    const found = on.flatMap((name) => COLOURS.get(name) ?? []);
    return found.length === 0
      ? html`<span class="soft">—</span>`
      : html`<span>${found.map((ground) => html`<span class="ratio"><bdi dir="ltr">${ground.name} ${contrast(colour[scheme], ground[scheme]).toFixed(1)}</bdi></span> `)}</span>`;
  };
  const shown = (value: string) =>
    html`<span class="swatch"><svg width="32" height="20" aria-hidden="true" focusable="false"><rect width="32" height="20" rx="4" fill="${value}" stroke="#888"/></svg> <code dir="ltr">${value}</code></span>`;
  return html`<tr><th scope="row"><code dir="ltr">--${colour.name}</code></th>
<td data-label="${say('design.light')}">${shown(colour.light)}</td><td data-label="${say('design.dark')}">${shown(colour.dark)}</td>
<td data-label="${say('design.contrast')}">${ratios('light')}</td><td data-label="${say('design.contrast.dark')}">${ratios('dark')}</td></tr>`;
}

function typeScale({ say }: Page): Html {
  return html`<p class="soft small">${say('design.type.about')}</p>
<ul class="plain scale">${lengthsOf(CSS, 'type').map(
    ({ name, value }) =>
      html`<li><code class="soft small" dir="ltr">--${name}: ${value}</code><p class="${name}">${say('design.type.sample')}</p><p class="${name}"><b>${say('design.type.sample')}</b></p></li>`,
  )}</ul>`;
}

function spaces({ say }: Page): Html {
  return html`<p class="soft small">${say('design.space.about')}</p>
<ul class="plain lengths">${lengthsOf(CSS, 'space').map(
    (length) =>
      html`<li><code class="small" dir="ltr">--${length.name}: ${length.value}</code><svg width="${pixels(length)}" height="16" aria-hidden="true" focusable="false"><rect width="100%" height="16" rx="3" fill="var(--accent)"/></svg></li>`,
  )}</ul>`;
}

const pixels = ({ value }: Length): number => Number.parseFloat(value) * 16;
