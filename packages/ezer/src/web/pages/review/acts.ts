import { html, raw } from 'hono/html';
import { wordFor } from '../../../messages/index.ts';
import { type Act, type DeskItem, HALACHA_ROLES } from '../../../review/index.ts';
import { formTokenField } from '../../form.ts';
import type { Html } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { type DeskFilter, deskAddress } from './filter.ts';

/** What somebody filled in. */
export interface Draft {
  act?: Act | undefined;
  principle?: string | undefined;
  role?: string | undefined;
  restated?: boolean | undefined;
  why?: string | undefined;
  detail?: string | undefined;
}

/** Why a proposal is rejected: the word is kept with the act. */
export const REJECTIONS = ['no-rule', 'party', 'context', 'minority', 'duplicate', 'other'] as const;

/**
 * The wording and the acts. Approving, saving and deferring send the wording; rejecting is a form of its own, so that
 * Enter in its reason can never approve.
 */
export function actForms(
  page: Page,
  item: DeskItem,
  { filter, draft = {}, canAct }: { filter: DeskFilter; draft?: Draft; canAct: boolean },
): Html {
  if (!canAct) return readOnly(page, item);
  const { say } = page;
  const action = deskAddress(`/review/${item.id}`, filter);
  return html`<form id="wording" method="post" action="${action}" class="wording">${formTokenField(page)}
<input type="hidden" name="seen" value="${item.seen}">
<button class="default" name="act" value="edit" tabindex="-1" aria-hidden="true"></button>
<p class="field"><label for="principle">${say('desk.sentence')} <kbd class="key" aria-hidden="true">E</kbd></label>
<textarea id="principle" name="principle" lang="he" dir="rtl" rows="3" maxlength="2000" aria-describedby="principle-hint">${draft.principle ?? item.principle ?? ''}</textarea>
<span id="principle-hint" class="small soft">${say('desk.sentence.hint')}</span></p>
<div class="row kind">
<p class="field"><label for="role">${say('desk.role')}</label>
<select id="role" name="role">${HALACHA_ROLES.map((role) => html`<option value="${role}"${selected(role === (draft.role ?? item.role))}>${wordFor(say, 'role', role)}</option>`)}</select></p>
<p class="tick"><input id="restated" name="restated" type="checkbox" value="1"${(draft.restated ?? item.restated) ? raw(' checked') : ''}> <label for="restated">${say('desk.restated')}</label></p>
</div>
</form>
<div class="acts">
${approveButton(page, item)}
<button form="wording" name="act" value="edit">${say('desk.save')}</button>
${item.state === 'deferred' ? '' : html`<button form="wording" name="act" value="defer">${say('desk.defer')} <kbd class="key">D</kbd></button>`}
${item.state === 'proposed' ? '' : html`<button form="wording" name="act" value="reopen">${say('desk.reopen')}</button>`}
${item.state === 'rejected' ? '' : rejection(page, item, action, draft)}
</div>`;
}

function approveButton({ say }: Page, { state, reverify }: DeskItem): Html {
  const approved = state === 'approved' || state === 'published';
  if (approved && !reverify) return html``;
  return html`<button class="main" form="wording" name="act" value="approve">${say(approved ? 'desk.approve.again' : 'desk.approve')} <kbd class="key">A</kbd></button>`;
}

function rejection(page: Page, item: DeskItem, action: string, draft: Draft): Html {
  const { say } = page;
  const chosen = REJECTIONS.find((known) => known === draft.why) ?? 'no-rule';
  return html`<details class="rejection"${draft.act === 'reject' ? raw(' open') : ''}><summary class="button danger">${say('desk.reject')} <kbd class="key">R</kbd></summary>
<form method="post" action="${action}" class="sheet">${formTokenField(page)}
<input type="hidden" name="seen" value="${item.seen}"><input type="hidden" name="act" value="reject">
<fieldset><legend>${say('desk.reject.why')}</legend>
${REJECTIONS.map((why) => html`<p class="tick"><input id="why-${why}" type="radio" name="why" value="${why}"${why === chosen ? raw(' checked') : ''}> <label for="why-${why}">${say(`desk.why.${why}`)}</label></p>`)}</fieldset>
<p class="field"><label for="detail">${say('desk.detail')}</label>
<input id="detail" name="detail" lang="he" dir="auto" maxlength="1000" autocomplete="off" value="${draft.detail ?? ''}"></p>
<p><button class="danger">${say('desk.reject.send')}</button></p>
</form></details>`;
}

/** The last act can be taken back by the one who did it. */
export function undoForm(page: Page, reviewId: string, filter: DeskFilter): Html {
  const { say } = page;
  return html`<form class="undo" method="post" action="${deskAddress('/review/undo', filter)}">${formTokenField(page)}
<input type="hidden" name="review" value="${reviewId}">
<button>${say('desk.undo')} <kbd class="key">U</kbd></button></form>`;
}

/** For whoever may not act: the wording as text, and the way to act. */
function readOnly({ say, reader, address }: Page, { principle, role, restated }: DeskItem): Html {
  return html`${
    principle === null
      ? ''
      : html`<h3 class="small soft">${say('desk.sentence')}</h3><p class="principle" lang="he" dir="rtl">${principle}</p>`
  }
<p class="marks"><span class="tag">${wordFor(say, 'role', role)}</span>${restated ? html` <span class="tag">${say('desk.restated')}</span>` : ''}</p>
${
  reader === null
    ? html`<p class="notice row"><span>${say('desk.signIn.about')}</span> <a class="button main" href="/sign-in?then=${encodeURIComponent(address)}">${say('desk.signIn')}</a></p>`
    : html`<p class="notice">${say('desk.noRole')}</p>`
}`;
}

const selected = (is: boolean) => (is ? raw(' selected') : '');
