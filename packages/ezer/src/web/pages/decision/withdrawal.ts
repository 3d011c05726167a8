import { html } from 'hono/html';
import { formTokenField } from '../../form.ts';
import type { Html } from '../../layout.ts';
import { may, type Page } from '../../page.ts';
import { notice } from '../../parts/notice.ts';

/** Why a decision was not withdrawn, and the reason that was typed. */
export interface WithdrawalRefused {
  problem: 'not-sure' | 'no-reason';
  reason: string;
}

const LONGEST = 300;

/** For administrators: the way to take a decision out for good, behind a reason and a second thought. */
export function withdrawalForm(page: Page, id: string, refused: WithdrawalRefused | null): Html {
  const { say, reader } = page;
  if (!may(reader, 'administrator')) return html``;
  return html`<details class="placing withdrawal" id="withdraw"${refused === null ? '' : html` open`}><summary>${say('decision.withdraw')}</summary>
<form method="post" action="/decisions/${id}/withdraw#withdraw" class="stack">${formTokenField(page)}
${refused === null ? '' : notice({ words: say(`decision.withdraw.${refused.problem}`), tone: 'bad' })}
<p class="small soft">${say('decision.withdraw.about')}</p>
<p class="field"><label for="withdraw-reason">${say('decision.withdraw.reason')}</label>
<input id="withdraw-reason" name="reason" required maxlength="${LONGEST}" autocomplete="off" value="${refused?.reason ?? ''}"></p>
<p class="tick"><input id="withdraw-sure" type="checkbox" name="sure" value="yes" required> <label for="withdraw-sure">${say('decision.withdraw.sure')}</label></p>
<p><button class="danger">${say('decision.withdraw')}</button></p></form></details>`;
}
