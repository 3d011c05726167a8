import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import type { Page } from '../page.ts';

/** What is said of a decision wherever one is named. */
export interface NamedDecision {
  id: string;
  title: string | null;
  court: string | null;
  /** `2035-02-03` */
  dateGiven: string | null;
  dockets: readonly string[];
  /** `committee` is marked: a committee is no court (G5) */
  sourceKind?: string;
  judges?: readonly string[];
}

/**
 * A decision by its dockets and title, as a link to its page: the one way in which decisions are named. From right to
 * left on an English page too: a name that wraps would else go on at the wrong side of its docket.
 */
export function decisionName({ say }: Page, { id, title, dockets }: NamedDecision): Html {
  return html`<a class="decision-name" dir="rtl" href="/decisions/${id}">${
    dockets.length > 0 ? html`<bdi class="docket">${shortened(dockets)}</bdi> ` : ''
  }<bdi class="title">${title ?? say('decision.untitled')}</bdi></a>`;
}

/** Court, day and judges of a decision in one quiet line; empty when none of them is known. */
export function decisionFacts({ say, time }: Page, decision: NamedDecision): Html {
  const { court, dateGiven, sourceKind, judges = [] } = decision;
  const facts = [
    sourceKind === 'committee' ? html`<span class="tag">${say('decision.committee')}</span>` : null,
    court === null ? null : html`<bdi>${court}</bdi>`,
    dateGiven === null ? null : html`<time datetime="${dateGiven}">${time.day(dateGiven)}</time>`,
    judges.length === 0 ? null : html`<bdi>${shortened(judges)}</bdi>`,
  ].filter((fact) => fact !== null);
  if (facts.length === 0) return html``;
  return html`<p class="decision-facts">${facts.map((fact) => html`<span>${fact}</span>`)}</p>`;
}

/** Name and facts, one under the other. `heading` makes the name a heading of that level. */
export function decisionLine(page: Page, decision: NamedDecision, heading: 'h2' | 'h3' | null = null): Html {
  const name = decisionName(page, decision);
  const line =
    heading === 'h2' ? html`<h2>${name}</h2>` : heading === 'h3' ? html`<h3>${name}</h3>` : html`<p>${name}</p>`;
  return html`<div class="decision-line">${line}${decisionFacts(page, decision)}</div>`;
}

// A case of forty joined appeals is named by its first; the decision's own page has them all.
const SHOWN = 3;
const shortened = (names: readonly string[]): string =>
  names.length <= SHOWN ? names.join(', ') : `${names.slice(0, SHOWN).join(', ')} +${names.length - SHOWN}`;
