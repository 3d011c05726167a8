import { Hono } from 'hono';
import {
  likelyPrinciples,
  NoSuchPrinciple,
  type Placing,
  placeHalacha,
  placeOf,
  readPrinciple,
} from '../../../principles/index.ts';
import { readHalacha, UUID } from '../../../reader/index.ts';
import { inTransaction } from '../../../store/database.ts';
import { audit } from '../../accounts/index.ts';
import { may, type WebContext, type WebEnv, type WebOptions } from '../../page.ts';
import { fieldsOf, needs } from '../../session.ts';
import { missingPage, removedPage } from '../apology.ts';
import { halachaPage } from './halacha.ts';
import type { Problem } from './state.ts';

/** A halacha with its reasons and history, and its place among the principles, which a reviewer may change. */
export function halachaPages({ store }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db, pool } = store;

  app.get('/halachot/:id', (c) => show(c, null, 200));

  app.post('/halachot/:id/principle', needs('reviewer'), async (c) => {
    const id = c.req.param('id');
    const by = c.var.page.reader?.email;
    const placing = placingOf(await fieldsOf(c));
    if (!UUID.test(id) || by === undefined) return c.html(missingPage(c.var.page), 404);
    if (placing === null) return show(c, 'no-choice', 422);
    try {
      await inTransaction(pool, async (tx) => {
        const changed = await placeHalacha(tx, { halachaId: id, by, ...placing });
        if (changed)
          await audit(tx, {
            actor: by,
            action: `principle.${placing.act}`,
            subject: ['halacha', id],
            detail: placing.act === 'join' ? { principle: placing.principleId } : {},
          });
      });
    } catch (error) {
      if (!(error instanceof NoSuchPrinciple)) throw error;
      return show(c, error.what, 409);
    }
    return c.redirect(`/halachot/${id}?done=${placing.act}#principle`, 303);
  });

  async function show(c: WebContext, problem: Problem | null, status: 200 | 409 | 422): Promise<Response> {
    const { page } = c.var;
    const id = c.req.param('id') ?? '';
    const halacha = await readHalacha(db, id);
    if (halacha === 'missing') return c.html(missingPage(page), 404);
    if (halacha === 'removed') return c.html(removedPage(page), 410);
    const place = await placeOf(db, id);
    const principle = place === null ? null : await readPrinciple(db, place.principleId);
    const sentence = halacha.principle ?? halacha.quote;
    const likely = may(page.reader, 'reviewer')
      ? await likelyPrinciples(db, { sentence, besides: place?.principleId ?? null })
      : [];
    const done = c.req.query('done') ?? null;
    return c.html(halachaPage(page, { halacha, place, principle, likely, done, problem }), status);
  }

  return app;
}

function placingOf({ act, principle = '' }: Record<string, string>): Placing | null {
  if (act === 'apart' || act === 'sentence') return { act };
  return act === 'join' && UUID.test(principle) ? { act, principleId: principle } : null;
}
