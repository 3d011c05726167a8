import { html } from 'hono/html';
import type { Html } from '../layout.ts';

/** What just happened, or why it did not; said aloud by screen readers. Nothing without words. */
export function notice(words: string | null, tone: 'good' | 'bad' = 'good'): Html {
  if (words === null) return html``;
  return html`<p class="notice ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}">${words}</p>`;
}
