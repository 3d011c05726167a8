import { html } from 'hono/html';
import type { Html } from '../layout.ts';

/** A range in code points of the text it belongs to, `end` exclusive. */
export type Mark = readonly [start: number, end: number];

/**
 * A piece of stored text with some of it marked. The text stays text whatever it looks like; marks that are out of
 * order, overlap or point outside are cut to what is there.
 *
 * @example marked('תום לב', [[0, 3]]) // <mark>תום</mark> לב
 */
export function marked(text: string, marks: readonly Mark[]): Html {
  const letters = Array.from(text);
  const pieces: (Html | string)[] = [];
  let at = 0;
  for (const [start, end] of [...marks].sort(([a], [b]) => a - b)) {
    const from = Math.max(at, start);
    const to = Math.min(letters.length, end);
    if (to <= from) continue;
    pieces.push(letters.slice(at, from).join(''), html`<mark>${letters.slice(from, to).join('')}</mark>`);
    at = to;
  }
  pieces.push(letters.slice(at).join(''));
  return html`${pieces}`;
}
