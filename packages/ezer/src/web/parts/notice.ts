import { html } from 'hono/html';
import type { Html } from '../layout.ts';

/** What happened: it was done, it was refused, or there was nothing to do. */
export type Tone = 'good' | 'bad' | 'plain';

export interface Said {
  words: string;
  tone: Tone;
}

/** What just happened, or why it did not; said aloud by screen readers. Nothing without words. */
export function notice(said: Said | null): Html {
  if (said === null) return html``;
  const { words, tone } = said;
  return html`<p class="notice${tone === 'plain' ? '' : ` ${tone}`}" role="${tone === 'bad' ? 'alert' : 'status'}">${words}</p>`;
}
