import { formatCitation } from 'hebrew-law';
import { html } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import type { DecisionReading, FieldValue } from '../../../reader/index.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';

/** The catalogue entry: each field with who gave it and how sure it is. */
export function aboutDecision(page: Page, decision: DecisionReading): Html {
  const { say, time } = page;
  const { fields, dockets, kind, court, dateGiven, outcome, judges, parties } = decision;
  const row = (field: string, value: Html | null) => fieldRow(page, field, value, fields);
  const side = (name: string) => parties.filter((party) => party.side === name).map((party) => party.name);
  const others = side('other');
  return html`<p class="soft small">${say('decision.about.percent')}</p>
<dl class="catalogue">
${row('dockets', dockets.length === 0 ? null : names(page, dockets, 'docket'))}
${row('kind', kind === null ? null : html`<bdi>${kind}</bdi>`)}
${row('court', court === null ? null : html`<bdi>${court}</bdi>`)}
${row('date_given', dateGiven === null ? null : html`<time datetime="${dateGiven}">${time.day(dateGiven)}</time>`)}
${row('outcome', outcome === null ? null : html`${wordFor(say, 'result', outcome)}`)}
${row(
  'judges',
  judges.length === 0
    ? null
    : html`<ul class="plain names">${judges.map(
        ({ name, opinion }) =>
          html`<li><bdi>${name}</bdi>${opinion === null ? '' : html` <span class="tag${opinion === 'dissenting' ? ' warn' : ''}">${wordFor(say, 'opinion', opinion)}</span>`}</li>`,
      )}</ul>`,
)}
${row('applicants', side('applicant').length === 0 ? null : names(page, side('applicant')))}
${row('respondents', side('respondent').length === 0 ? null : names(page, side('respondent')))}
${others.length === 0 ? '' : html`<div><dt>${say('field.others')}</dt><dd>${names(page, others)}</dd></div>`}
</dl>`;
}

// A building's thirty flats are one action; the first names say whose it is.
const NAMES_SHOWN = 6;

function names({ say }: Page, all: readonly string[], look = ''): Html {
  const list = (some: readonly string[]) =>
    html`<ul class="plain names">${some.map((name) => html`<li>${look === '' ? html`<bdi>${name}</bdi>` : html`<bdi class="${look}">${name}</bdi>`}</li>`)}</ul>`;
  if (all.length <= NAMES_SHOWN + 1) return list(all);
  return html`${list(all.slice(0, NAMES_SHOWN))}<details><summary class="small">${say('decision.moreNames', { count: all.length - NAMES_SHOWN })}</summary>${list(all.slice(NAMES_SHOWN))}</details>`;
}

// What is less sure is worth a look at the text; measured confidences of right values lie above it.
const SURE = 0.8;

function fieldRow({ say }: Page, field: string, value: Html | null, fields: readonly FieldValue[]): Html {
  // They come in the order in which sources count.
  const from = fields.find((given) => given.field === field);
  const origin =
    from === undefined
      ? ''
      : html`<span class="origin${from.confidence !== null && from.confidence < SURE ? ' warn' : ''}">${wordFor(say, 'origin', from.source)}${
          from.confidence === null ? '' : ` · ${Math.round(from.confidence * 100)}%`
        }${from.decidedBy === null ? '' : html` · <bdi>${from.decidedBy}</bdi>`}</span>`;
  return html`<div><dt>${wordFor(say, 'field', field)} ${origin}</dt>
<dd>${value ?? html`<span class="soft">${say('decision.field.none')}</span>`}</dd></div>`;
}

// Where a decision was published is not in its text; the rules of citation want it, so its place is left open.
const OPEN = '____';

/** How this decision is named in another text, to be selected and copied; nothing where too little is known. */
export function citationLine({ say }: Page, decision: DecisionReading): Html {
  const { dockets, court, parties, dateGiven, title } = decision;
  const first = (side: string) => parties.find((party) => party.side === side)?.name ?? null;
  const docket = dockets[0] ?? null;
  const [applicant, respondent] = [first('applicant'), first('respondent')];
  const known = { docket, court, applicant, respondent, date: dateGiven };
  const { plain } = formatCitation({ kind: 'case', ...known, reporter: null, database: OPEN });
  const line = plain ?? (docket === null || title === null ? null : `${docket} ${title}`);
  if (line === null) return html``;
  return html`<h3 class="small soft" id="citation">${say('decision.citation')}</h3>
<p class="citation" lang="he" dir="rtl">${line}</p>
${plain === null ? '' : html`<p class="small soft">${say('decision.citation.open')}</p>`}`;
}
