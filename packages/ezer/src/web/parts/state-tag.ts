import { html } from 'hono/html';
import { type Say, wordFor } from '../../messages/index.ts';
import type { Html } from '../layout.ts';

/** What a state looks like beside its colour: a sign that is drawn, since the page's font has no such letters. */
export function stateSign(state: string): Html {
  return html`<svg class="sign" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false"><path d="${SIGNS[state] ?? SIGNS.proposed}"/></svg>`;
}

/**
 * The state of a halacha in a word, a colour and a sign.
 *
 * @example stateTag(page.say, 'approved') // ✓ מאושרת
 */
export function stateTag(say: Say, state: string): Html {
  return html`<span class="tag state ${TONES[state] ?? ''}">${stateSign(state)}${wordFor(say, 'state', state)}</span>`;
}

/** May it be cited? What stands in a citation must be approved by a person (G10). */
export const isCitable = (state: string): boolean => state === 'approved' || state === 'published';

// Strokes in a square of 16: a tick, a hollow diamond, a cross, a pause, a tick in a ring.
const SIGNS: Record<string, string> = {
  approved: 'M2.5 8.5l3.5 4 7.5-9',
  published: 'M2.5 8.5l3.5 4 7.5-9',
  proposed: 'M8 2l6 6-6 6-6-6z',
  rejected: 'M3 3l10 10M13 3L3 13',
  deferred: 'M5 3v10M11 3v10',
};
const TONES: Record<string, string> = {
  approved: 'good',
  published: 'good',
  proposed: 'open',
  rejected: 'bad',
  deferred: 'warn',
};
