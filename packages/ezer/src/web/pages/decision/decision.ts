import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import { blocksOf, type DecisionReading, type HalachaView } from '../../../reader/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionFacts } from '../../parts/decision-line.ts';
import { stateSign } from '../../parts/state-tag.ts';
import { beside } from './beside.ts';
import { type MarkedText, type Reference, textOf } from './text.ts';
import type { WithdrawalRefused } from './withdrawal.ts';

/** The decision reader: the court's text with what was found in it, and beside it what is known of the decision. */
export function decisionPage(page: Page, decision: DecisionReading, refused: WithdrawalRefused | null): Html {
  const { say } = page;
  const text = markedText(decision);
  const { dockets, kind, title, outcome, sourceKind } = decision;
  const name = title ?? say('decision.untitled');
  return layout(page, {
    title: [...dockets.slice(0, 1), name].join(' '),
    body: html`<header class="decision-head">
<p class="states soft">${dockets.length === 0 ? '' : html`<bdi class="docket">${dockets[0]}</bdi>`}${dockets.length > 1 ? html` <a href="#about">${say('decision.moreDockets', { count: dockets.length - 1 })}</a>` : ''}${kind === null ? '' : html` <span class="tag"><bdi>${kind}</bdi></span>`}${outcome === null ? '' : html` <span class="tag">${wordFor(say, 'result', outcome)}</span>`}</p>
<h1><bdi lang="he">${name}</bdi></h1>
${decisionFacts(page, { ...decision, sourceKind, judges: decision.judges.map((judge) => judge.name) })}
</header>
${notices(page, decision)}
${jumps(page, decision, text)}
<div class="reader">
<article aria-labelledby="text-of">
<h2 id="text-of" class="only-heard">${say('decision.text')}</h2>
${text.halachot.length === 0 ? '' : legend(page, text.halachot)}
<div class="court-text" lang="he" dir="rtl">
${textOf(page, text)}</div>
</article>
${beside(page, decision, text, refused)}
</div>`,
  });
}

/** Marked are the halachot that stand in this very text, but for those that a person rejected. */
function markedText(decision: DecisionReading): MarkedText {
  const halachot = decision.halachot.filter(
    (halacha) => halacha.versionId === decision.versionId && halacha.state !== 'rejected',
  );
  const references: Reference[] = [
    ...decision.citations.map((citation) => ({ kind: 'case' as const, ...citation })),
    ...decision.statutes.map((statute) => ({ kind: 'law' as const, ...statute })),
  ].sort((a, b) => a.start - b.start || (a.kind === 'case' ? -1 : 1));
  const { text, paragraphs, sections } = decision;
  return { halachot, references, blocks: blocksOf(text, { paragraphs, sections, halachot, references }) };
}

/** What stands in the text, by its signs. */
function legend({ say }: Page, halachot: readonly HalachaView[]): Html {
  const states = [...new Set(halachot.map(({ state }) => (state === 'published' ? 'approved' : state)))];
  return html`<ul class="legend small soft">${states.map(
    (state) =>
      html`<li><span class="mark-sign ${state === 'approved' ? 'approved' : 'proposed'}">${stateSign(state)}</span> ${wordFor(say, 'legend', state)}</li>`,
  )}</ul>`;
}

// Below this the order of the letters was a close vote of the reader of the file.
const SURE_ORDER = 0.8;
// Repairs after which letters may be missing or wrong; the others put right what is known exactly.
const DOUBTFUL: ReadonlySet<string> = new Set(['undecodable-bytes', 'mojibake', 'lone-surrogate']);

function notices({ say, time }: Page, decision: DecisionReading): Html {
  const { status, statusReason, version, versions, file, id } = decision;
  const old = versions.find(({ number }) => number === version)?.current === false;
  const doubts = [
    ...(file.orderScore !== null && file.orderScore < SURE_ORDER
      ? [say('decision.lowOrder', { percent: Math.round(file.orderScore * 100) })]
      : []),
    ...file.warnings.map(({ code, count }) => counted(wordFor(say, 'warning', code), count)),
    ...file.repairs
      .filter(({ kind }) => DOUBTFUL.has(kind))
      .map(({ kind, count }) => counted(wordFor(say, 'repair', kind), count)),
  ];
  return html`${
    status === 'held'
      ? html`<div class="notice warn"><p><strong>${say('decision.held')}</strong> ${say('decision.held.text')}</p>${statusReason === null ? '' : html`<p class="small soft"><bdi>${statusReason}</bdi></p>`}</div>`
      : ''
  }${
    old
      ? html`<div class="notice"><p>${say('decision.old', { number: version, day: time.moment((versions.find(({ number }) => number === version)?.createdAt ?? new Date(0)).toISOString()) })} <a href="/decisions/${id}">${say('decision.old.current')}</a></p></div>`
      : ''
  }${
    doubts.length === 0
      ? ''
      : html`<div class="notice warn"><p>${say('decision.doubts')}</p><ul>${doubts.map((doubt) => html`<li>${doubt}</li>`)}</ul></div>`
  }`;
}

const counted = (words: string, count: number): string => (count > 1 ? `${words} (${count})` : words);

/** On a phone what stands beside the text comes after it; these lead there. */
function jumps({ say }: Page, decision: DecisionReading, { halachot, blocks }: MarkedText): Html {
  const headings = blocks.filter(({ kind }) => kind === 'heading' || kind === 'speaker').length;
  const ways = [
    ['halachot', say('decision.halachot'), halachot.length],
    ['contents', say('decision.contents'), headings],
    ['about', say('decision.about'), null],
    ['cited-by', say('decision.citedBy'), decision.citedBy.total],
  ] as const;
  return html`<nav class="jumps" aria-label="${say('decision.jumps')}">${ways
    .filter(([, , count]) => count !== 0)
    .map(
      ([anchor, name, count]) =>
        html`<a class="button" href="#${anchor}">${name}${count === null ? '' : html` <bdi class="soft">${count}</bdi>`}</a>`,
    )}</nav>`;
}
