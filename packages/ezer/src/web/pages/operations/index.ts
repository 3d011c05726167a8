import { Hono } from 'hono';
import { wordFor } from '../../../messages/index.ts';
import { itemHistory, jobRuns, refusalsOf, troubleItems } from '../../../status/index.ts';
import type { Page, WebContext, WebEnv, WebOptions } from '../../page.ts';
import type { Said } from '../../parts/notice.ts';
import { pageNumber } from '../../parts/pages-of-list.ts';
import { fieldsOf, needs } from '../../session.ts';
import { missingPage } from '../apology.ts';
import { ACTS, actOnJob, type Done, redriveItems, WrongAct } from './acts.ts';
import { jobPage } from './job-page.ts';
import { livePart } from './live.ts';
import { REFUSALS_A_PAGE, refusalsPage } from './refusals.ts';
import { readLive, readOperations } from './state.ts';
import { ITEMS_A_PAGE, itemAddress, itemPage, itemsPage, TROUBLE } from './trouble.ts';
import { operationsPage } from './view.ts';

/** The machine at work, and what an administrator may do with it. */
export function operationsPages({ store, timetable }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const isJob = (name: string) => timetable.some(({ job }) => job === name);
  const missing = (c: WebContext) => c.html(missingPage(c.var.page), 404);

  app.get('/operations', async (c) => {
    const state = await readOperations(store.db, timetable);
    return c.html(operationsPage(c.var.page, state, doneWords(c)));
  });

  app.get('/operations/live', async (c) => c.html(livePart(c.var.page, await readLive(store.db, timetable))));

  const showJob = async (c: WebContext, name: string, wrong: Parameters<typeof jobPage>[1]['wrong']) => {
    const [{ jobs }, runs] = await Promise.all([readLive(store.db, timetable), jobRuns(store.db, name)]);
    const job = jobs.find((each) => each.job === name);
    if (job === undefined) return missing(c);
    return c.html(jobPage(c.var.page, { job, runs, done: doneWords(c), wrong }), wrong === null ? 200 : 422);
  };
  app.get('/operations/jobs/:job', async (c) => {
    const name = c.req.param('job');
    return isJob(name) ? showJob(c, name, null) : missing(c);
  });
  app.post('/operations/jobs/:job/:act', needs('administrator'), async (c) => {
    const name = c.req.param('job');
    const act = ACTS.find((each) => each === c.req.param('act'));
    if (act === undefined || !isJob(name)) return missing(c);
    const fields = await fieldsOf(c);
    try {
      const done = await actOnJob(store, { job: name, act, fields, by: actorOf(c.var.page) });
      return c.redirect(`/operations?done=${done}&job=${name}`, 303);
    } catch (error) {
      if (!(error instanceof WrongAct)) throw error;
      return showJob(c, name, { words: c.var.page.say(error.key), typed: { act, fields } });
    }
  });

  app.get('/operations/items', async (c) => {
    const { queue, state: asked, pattern } = c.req.query();
    const filter = { queue: queue || undefined, state: TROUBLE.find((each) => each === asked), pattern };
    const number = pageNumber(c.req.query('page'));
    const range = { limit: ITEMS_A_PAGE, offset: (number - 1) * ITEMS_A_PAGE };
    const found = await troubleItems(store.db, withoutNul(filter), range);
    return c.html(itemsPage(c.var.page, { ...found, ...filter, number }, doneWords(c)));
  });
  const showItem = async (c: WebContext, queue: string, subject: string) => {
    const item = await itemHistory(store.db, queue.replaceAll('\0', ''), subject.replaceAll('\0', ''));
    return item === null ? missing(c) : c.html(itemPage(c.var.page, item, doneWords(c)));
  };
  app.get('/operations/items/:queue/:subject', (c) => showItem(c, c.req.param('queue'), c.req.param('subject')));
  app.post('/operations/redrive', needs('administrator'), async (c) => {
    const fields = withoutNul(await fieldsOf(c));
    const { queue = '', subject, pattern } = fields;
    const state = TROUBLE.find((each) => each === fields.state);
    if (state === undefined) return missing(c);
    const wish = { queue, state, ...(subject && { subject }), ...(pattern && { pattern }) };
    try {
      const count = await redriveItems(store, { wish, fields, by: actorOf(c.var.page) });
      return c.redirect(
        `${subject ? itemAddress({ queue, subject }) : '/operations'}?done=redriven&count=${count}`,
        303,
      );
    } catch (error) {
      if (!(error instanceof WrongAct)) throw error;
      // Back to a page with the same form.
      const back = subject
        ? `${itemAddress({ queue, subject })}?`
        : `/operations/items?${new URLSearchParams({ queue, state, ...(pattern && { pattern }) })}&`;
      return c.redirect(`${back}done=wrong-reason`, 303);
    }
  });

  app.get('/operations/refusals/:reason', async (c) => {
    const reason = c.req.param('reason').replaceAll('\0', '');
    const number = pageNumber(c.req.query('page'));
    const range = { limit: REFUSALS_A_PAGE, offset: (number - 1) * REFUSALS_A_PAGE };
    return c.html(refusalsPage(c.var.page, { reason, number, ...(await refusalsOf(store.db, reason, range)) }));
  });

  return app;

  /** What the address says became of an act: a code, whose words are ours. */
  function doneWords(c: WebContext): Said | null {
    const { say } = c.var.page;
    const { done, job = '', count = '' } = c.req.query();
    if (done === 'wrong-reason') return { words: say('wrong.reason'), tone: 'bad' };
    if (done === 'redriven')
      return /^[1-9]\d{0,8}$/.test(count)
        ? { words: say('done.redriven', { count }), tone: 'good' }
        : { words: say('done.redriven.none'), tone: 'plain' };
    const code = DONE.find((each) => each === done);
    if (code === undefined || !isJob(job)) return null;
    const tone = code === 'unchanged' || code === 'run.open' ? 'plain' : 'good';
    return { words: say(`done.${code}`, { job: wordFor(say, 'job', job) }), tone };
  }
}

const DONE: readonly Done[] = [...ACTS, 'run.open', 'unchanged'];

/** Who acts. The route is open to people who are signed in only. */
function actorOf({ reader }: Page): string {
  if (reader === null) throw new Error('an act without a person; this is a defect');
  return reader.email;
}

// Postgres has no text with NUL in it.
function withoutNul<F extends Record<string, string | undefined>>(fields: F): F {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value?.replaceAll('\0', '')])) as F; // the same keys
}
