import { Hono } from 'hono';
import {
  type Act,
  ActedMeanwhile,
  act,
  actDone,
  firstInQueue,
  HALACHA_ROLES,
  HalachaMissing,
  NotAllowed,
  NothingToUndo,
  nextInQueue,
  openDesk,
  queueChoices,
  type ReviewInput,
  undo,
} from '../../../review/index.ts';
import { may, type WebContext, type WebEnv, type WebOptions } from '../../page.ts';
import { fieldsOf, needs } from '../../session.ts';
import { missingPage, removedPage } from '../apology.ts';
import { REJECTIONS } from './acts.ts';
import { type DeskState, deskPage, gonePage } from './desk.ts';
import { type DeskFilter, deskAddress, filterOf } from './filter.ts';

/** The review queue: one halacha at a time, every act a form. */
export function reviewPages({ store }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = store;

  app.get('/review', async (c) => {
    const filter = filterOf(c);
    return show(c, await firstInQueue(db, filter), filter);
  });

  app.get('/review/:id', async (c) => {
    try {
      return await show(c, c.req.param('id'), filterOf(c));
    } catch (error) {
      if (!(error instanceof HalachaMissing)) throw error;
      return error.removed ? c.html(removedPage(c.var.page), 410) : c.html(missingPage(c.var.page), 404);
    }
  });

  app.post('/review/undo', needs('reviewer'), async (c) => {
    const { page } = c.var;
    const filter = filterOf(c);
    try {
      const { review = '' } = await fieldsOf(c);
      const { halachaId } = await undo(store, { reviewId: review, reader: page.reader?.email ?? '' });
      return c.redirect(deskAddress(`/review/${halachaId}`, filter, { done: 'undone' }), 303);
    } catch (error) {
      if (error instanceof NothingToUndo) return c.html(missingPage(page), 404);
      if (error instanceof HalachaMissing)
        return error.removed ? c.html(removedPage(page), 410) : c.html(missingPage(page), 404);
      if (error instanceof ActedMeanwhile)
        return show(c, error.halachaId, filter, { problem: 'desk.conflict.undo', status: 409 });
      throw error;
    }
  });

  app.post('/review/:id', needs('reviewer'), async (c) => {
    const { page } = c.var;
    const halachaId = c.req.param('id');
    const filter = filterOf(c);
    const fields = await fieldsOf(c);
    const what = ACTS.find((known) => known === fields.act);
    const input: ReviewInput = {
      halachaId,
      reader: page.reader?.email ?? '',
      seen: fields.seen ?? '',
      ...wantedOf(what, fields),
      ...(what === 'reject' ? { reason: reasonOf(c, fields) } : {}),
    };
    const draft = { ...input, act: what, why: fields.why, detail: fields.detail };
    try {
      if (what === undefined)
        return await show(c, halachaId, filter, { draft, problem: 'desk.problem.unknown', status: 422 });
      // Asked before the act moves it out of its place.
      const next = what === 'edit' ? halachaId : await nextInQueue(db, halachaId, filter);
      const { reviewId } = await act(store, what, input);
      const path = next === null ? '/review' : `/review/${next}`;
      return c.redirect(deskAddress(path, filter, reviewId === null ? { done: 'same' } : { last: reviewId }), 303);
    } catch (error) {
      if (error instanceof NotAllowed && error.reason === 'no-change')
        return c.redirect(deskAddress(`/review/${halachaId}`, filter, { done: 'unchanged' }), 303);
      if (error instanceof NotAllowed)
        return show(c, halachaId, filter, { draft, problem: 'desk.problem.empty-sentence', status: 422 });
      if (error instanceof ActedMeanwhile)
        return show(c, halachaId, filter, { draft, problem: 'desk.conflict', status: 409 });
      if (!(error instanceof HalachaMissing)) throw error;
      return error.removed ? c.html(removedPage(page), 410) : c.html(gonePage(page, draft, filter), 404);
    }
  });

  return app;

  async function show(
    c: WebContext,
    halachaId: string | null,
    filter: DeskFilter,
    { status = 200, ...state }: DeskState & { status?: 200 | 409 | 422 } = {},
  ): Promise<Response> {
    const { page } = c.var;
    const last = c.req.query('last');
    const [desk, choices, done] = await Promise.all([
      halachaId === null ? null : openDesk(db, halachaId, filter),
      queueChoices(db),
      last === undefined || page.reader === null ? null : actDone(db, last, page.reader.email),
    ]);
    const canAct = may(page.reader, 'reviewer');
    return c.html(
      deskPage(page, { desk, choices, filter, done, notice: c.req.query('done'), canAct, ...state }),
      status,
    );
  }
}

const ACTS: readonly Act[] = ['approve', 'edit', 'reject', 'defer', 'reopen'];

/** What stands in the fields is what is decided on; a rejection and a return to the queue leave the wording alone. */
function wantedOf(
  what: Act | undefined,
  fields: Record<string, string>,
): Pick<ReviewInput, 'principle' | 'role' | 'restated'> {
  if (what === 'reject' || what === 'reopen' || what === undefined) return {};
  return {
    // A browser sends line breaks as CRLF.
    principle: fields.principle?.replaceAll('\r\n', '\n'),
    role: HALACHA_ROLES.find((role) => role === fields.role),
    restated: fields.restated !== undefined,
  };
}

const LONGEST_REASON = 1_000;

function reasonOf(c: WebContext, { why, detail = '' }: Record<string, string>): string {
  const { say } = c.var.page;
  const code = REJECTIONS.find((known) => known === why) ?? 'other';
  const more = detail.trim().slice(0, LONGEST_REASON);
  if (code === 'other' && more !== '') return more;
  return more === '' ? say(`desk.why.${code}`) : `${say(`desk.why.${code}`)}: ${more}`;
}
