import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { Block, DecisionReading, HalachaView, Piece } from '../../../reader/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { isCitable, stateSign } from '../../parts/state-tag.ts';

/** What a reference in the text is: a decision that is cited, or a law. */
export type Reference =
  | ({ kind: 'case' } & DecisionReading['citations'][number])
  | ({ kind: 'law' } & DecisionReading['statutes'][number]);

export interface MarkedText {
  blocks: readonly Block[];
  /** what the indices of the pieces mean */
  halachot: readonly HalachaView[];
  references: readonly Reference[];
}

/**
 * The court's text. A halacha is a coloured and underlined stretch behind a sign, which is the way to its page: the
 * stretch itself is no link, so that citations inside it may be, and its words can be selected and copied.
 */
export function textOf(page: Page, text: MarkedText): Html {
  return html`${text.blocks.map((block) => blockOf(page, text, block))}`;
}

function blockOf(page: Page, text: MarkedText, { kind, anchor, number, pieces }: Block): Html {
  const words = wordsOf(page, text, pieces);
  if (kind === 'title') return html`<h3 class="title">${words}</h3>\n`;
  if (kind === 'speaker' || kind === 'heading') return html`<h3 class="${kind}" id="${anchor}">${words}</h3>\n`;
  if (number !== null && anchor !== null)
    return html`<p class="numbered" id="${anchor}"><a class="number" href="#${anchor}">${number}</a> ${words}</p>\n`;
  return kind === 'body' ? html`<p>${words}</p>\n` : html`<p class="${kind}">${words}</p>\n`;
}

/** Pieces under the same halachot are one mark, whatever is linked inside it. */
function wordsOf(page: Page, text: MarkedText, pieces: readonly Piece[]): Html {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const run = runs.at(-1);
    if (run !== undefined && piece.begins.length === 0 && sameList(run[0]?.over ?? [], piece.over)) run.push(piece);
    else runs.push([piece]);
  }
  return html`${runs.map((run) => runOf(page, text, run))}`;
}

const sameList = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

function runOf(page: Page, text: MarkedText, run: readonly Piece[]): Html {
  const words = html`${run.map((piece) => pieceOf(page, text, piece))}`;
  const over = (run[0]?.over ?? []).flatMap((index) => text.halachot[index] ?? []);
  if (over.length === 0) return words;
  const state = over.some((halacha) => isCitable(halacha.state)) ? 'approved' : 'proposed';
  return html`${(run[0]?.begins ?? []).map((index) => signOf(page, text, index))}<mark class="${state}${over.length > 1 ? ' several' : ''}">${words}</mark>`;
}

function signOf({ say, language }: Page, { halachot }: MarkedText, index: number): Html {
  const halacha = halachot[index];
  if (halacha === undefined) return html``;
  const { id, state } = halacha;
  const name = say('decision.mark', { number: index + 1, state: wordFor(say, 'state', state) });
  return html`<a class="mark-sign ${isCitable(state) ? 'approved' : 'proposed'}" id="h-${id}" href="/halachot/${id}" aria-label="${name}" lang="${language}">${stateSign(state)}</a>`;
}

function pieceOf(page: Page, { references }: MarkedText, { text, reference, referenceBegins }: Piece): Html | string {
  const found = reference === null ? undefined : references[reference];
  if (found === undefined) return text;
  if (found.kind === 'law') return html`<span class="law" title="${found.law}">${text}</span>`;
  const address = addressOf(found);
  const place = referenceBegins ? html` id="c${found.start}"` : '';
  const word = wordFor(page.say, 'citation', found.state);
  const look = `cited ${found.state}${text.length <= UNBROKEN ? ' short' : ''}`;
  return address === null
    ? html`<span class="${look}"${place} title="${word}">${text}</span>`
    : html`<a class="${look}"${place} href="${address}" title="${word}">${text}</a>`;
}

// A docket is not broken at its dashes; a name of parties with it is.
const UNBROKEN = 24;

/** Found: the decision. Several or none: the page of the docket, to choose or to see the gap. */
function addressOf({ state, targetDecisionId, docket }: DecisionReading['citations'][number]): string | null {
  if (state === 'found' && targetDecisionId !== null) return `/decisions/${targetDecisionId}`;
  return docket === null ? null : `/d/${encodeURIComponent(docket)}`;
}
