import { Hono } from 'hono';
import { type AuditFilter, listPeople, readAudit } from '../../accounts/index.ts';
import type { WebContext, WebEnv, WebOptions } from '../../page.ts';
import { needs } from '../../session.ts';
import { ACTIONS, auditPage } from './view.ts';

const A_PAGE = 50;

/** Who did what, and when. */
export function auditPages({ store }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/audit', needs('administrator'), async (c) => {
    const filter = filterOf(c);
    const [entries, people] = await Promise.all([readAudit(store.db, filter, A_PAGE + 1), listPeople(store.db)]);
    const shown = entries.slice(0, A_PAGE);
    const last = entries.length > A_PAGE ? shown.at(-1) : undefined;
    return c.html(
      auditPage(c.var.page, { entries: shown, people, filter, before: last ? `${last.at}_${last.id}` : null }),
    );
  });
  return app;
}

const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const LONGEST_ACTOR = 200;

/** What is no day, no action and no place in the list is left out, never an error. */
function filterOf(c: WebContext): AuditFilter {
  const actor = (c.req.query('person') ?? '').replaceAll('\0', '').trim().slice(0, LONGEST_ACTOR);
  const action = ACTIONS.find((known) => known === c.req.query('action'));
  const day = dayOf(c.req.query('day'));
  const [, at, id] = PLACE.exec(c.req.query('before') ?? '') ?? [];
  const isMoment = at !== undefined && !Number.isNaN(Date.parse(at));
  return {
    ...(actor === '' ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(day === undefined ? {} : { day }),
    ...(isMoment && id !== undefined ? { before: { at, id } } : {}),
  };
}

/** A day of the calendar: `2035-02-30` is none, and Postgres would say so loudly. */
function dayOf(text: string | undefined): string | undefined {
  if (text === undefined || !/^[12]\d{3}-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
}
