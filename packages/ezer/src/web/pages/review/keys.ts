import { html } from 'hono/html';
import type { MessageKey } from '../../../messages/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';

const KEYS: readonly (readonly [key: string, what: MessageKey])[] = [
  ['J', 'desk.keys.next'],
  ['K', 'desk.keys.previous'],
  ['A', 'desk.keys.approve'],
  ['E', 'desk.keys.edit'],
  ['R', 'desk.keys.reject'],
  ['D', 'desk.keys.defer'],
  ['U', 'desk.keys.undo'],
  ['?', 'desk.keys.help'],
];

/**
 * What the keys do, and the switch that turns them off (WCAG 2.1.4: whoever speaks to the computer would act by chance).
 * Hidden until the script that listens to them is there.
 */
export function keysWindow({ say }: Page): Html {
  return html`<p class="keys-open" hidden><button type="button" class="quiet" data-keys>${say('desk.keys')} <kbd>?</kbd></button></p>
<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">${say('desk.keys')}</h2>
<p class="small soft">${say('desk.keys.about')}</p>
<dl class="keys">${KEYS.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${say(what)}</dd></div>`)}</dl>
<p class="tick"><input id="keys-on" type="checkbox" checked> <label for="keys-on">${say('desk.keys.on')}</label></p>
<form method="dialog"><button class="main">${say('desk.keys.close')}</button></form></dialog>`;
}
