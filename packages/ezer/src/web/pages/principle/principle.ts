import { html } from 'hono/html';
import type { ListedPrinciple, PrincipleReading } from '../../../principles/index.ts';
import { type Html, layout } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { decisionLine } from '../../parts/decision-line.ts';
import { halachaCard } from '../../parts/halacha-card.ts';
import { pager } from '../../parts/pager.ts';

export interface PrincipleList {
  total: number;
  pages: number;
  shown: readonly ListedPrinciple[];
}

/** All principles, those of most decisions first. */
export function principlesPage(page: Page, number: number, { total, pages, shown }: PrincipleList): Html {
  const { say } = page;
  const to = (other: number) => (other >= 1 && other <= pages ? `/principles?page=${other}` : null);
  return layout(page, {
    title: say('principles.title'),
    measure: 'reading',
    body: html`<h1>${say('principles.title')}</h1>
<p class="lead">${say('principles.about')}</p>
${
  shown.length === 0
    ? html`<p class="notice">${say(total === 0 ? 'principles.none' : 'principles.beyond')} ${total === 0 ? html`<a href="/review">${say('principles.toReview')}</a>` : html`<a href="/principles">${say('principles.toFirst')}</a>`}</p>`
    : html`<p class="small soft">${say('principles.count', { total, page: number, pages })}</p>
<ol class="plain sheet spaced principles">${shown.map((principle) => listed(page, principle))}</ol>
${pager(page, { previous: to(number - 1), next: to(number + 1) })}`
}`,
  });
}

function listed({ say, time }: Page, { id, sentence, decisions, first, latest }: ListedPrinciple): Html {
  const days =
    first === null || latest === null
      ? ''
      : first === latest
        ? html`<time datetime="${first}">${time.day(first)}</time>`
        : html`<time datetime="${first}">${time.day(first)}</time> – <time datetime="${latest}">${time.day(latest)}</time>`;
  return html`<li><h2 class="sentence" lang="he" dir="rtl"><a href="/principles/${id}">${sentence}</a></h2>
<p class="small soft">${decisions === 1 ? say('principles.decision') : say('principles.decisions', { count: decisions })}${days === '' ? '' : html` · ${days}`}</p></li>`;
}

/** One principle: the decisions that lay it down or restate it, in the order of time. */
export function principlePage(page: Page, { sentence, members, more }: PrincipleReading): Html {
  const { say } = page;
  const dated = members.filter(({ decision }) => decision.dateGiven !== null);
  const [first, latest] = [dated[0], dated.at(-1)];
  const mostCited = members.reduce<(typeof members)[number] | null>(
    (most, member) => (member.citedBy > (most?.citedBy ?? 0) ? member : most),
    null,
  );
  const several = new Set(members.map(({ decision }) => decision.id)).size > 1;
  return layout(page, {
    title: sentence,
    measure: 'reading',
    body: html`<header class="decision-head"><p class="small soft"><a href="/principles">${say('principles.title')}</a></p>
<h1 class="rule" lang="he" dir="rtl">${sentence}</h1>
<p class="lead">${several ? say('principle.about', { count: new Set(members.map(({ decision }) => decision.id)).size }) : say('principle.one')}</p></header>
<ol class="plain sheet spaced">${members.map((member) => {
      const marks = [
        ...(several && member === first ? [say('principle.first')] : []),
        ...(several && member === latest ? [say('principle.latest')] : []),
        ...(several && member.decision.id === mostCited?.decision.id
          ? [say('principle.mostCited', { count: member.citedBy })]
          : []),
      ];
      return html`<li>${marks.length === 0 ? '' : html`<p class="states small">${marks.map((mark) => html`<span class="tag good">${mark}</span> `)}</p>`}
${decisionLine(page, member.decision, 'h2')}
${halachaCard(page, member.principle === sentence ? { ...member, principle: null } : member)}</li>`;
    })}</ol>
${more > 0 ? html`<p class="soft small">${say('decision.moreNames', { count: more })}</p>` : ''}`,
  });
}
