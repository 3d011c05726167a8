import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import {
  InvitationShown,
  LastAdministrator,
  listPeople,
  openInvitations,
  PersonMissing,
  personById,
  ROLES,
  revokeInvitation,
  setDisabled,
  setRole,
} from '../../accounts/index.ts';
import type { WebContext, WebEnv, WebOptions } from '../../page.ts';
import { fieldsOf, needs } from '../../session.ts';
import { missingPage } from '../apology.ts';
import { linkPage, type PeopleState, peoplePage } from './people-view.ts';

/** Who may do what here, for administrators. */
export function peoplePages({ store, accounts, publicUrl }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = store;

  app.get('/accounts', needs('administrator'), (c) => list(c, { done: c.req.query('done') }));

  app.post('/accounts/invite', needs('administrator'), async (c) => {
    const { role: wanted, id = '' } = await fieldsOf(c);
    const role = ROLES.find((known) => known === wanted);
    if (role === undefined || !UUID.test(id)) return list(c, { problem: 'people.problem.role', status: 422 });
    return once(c, async () => {
      const token = await accounts.invite({ purpose: 'account', role, id, ...by(c) });
      return linkPage(c.var.page, { url: linkOf(c, token), role, name: null });
    });
  });

  app.post('/accounts/invitations/:id/revoke', needs('administrator'), async (c) => {
    const id = c.req.param('id');
    if (UUID.test(id)) await revokeInvitation(store, { id, actor: actorOf(c) });
    return c.redirect('/accounts?done=revoked', 303);
  });

  app.post('/accounts/:id/link', needs('administrator'), (c) =>
    act(c, async (personId) => {
      const person = await personById(db, personId);
      const { id = '' } = await fieldsOf(c);
      if (!UUID.test(id)) return list(c, { problem: 'people.problem.role', status: 422 });
      return once(c, async () => {
        const token = await accounts.invite({ purpose: 'password', role: person.role, personId, id, ...by(c) });
        return linkPage(c.var.page, { url: linkOf(c, token), role: person.role, name: person.name });
      });
    }),
  );

  app.post('/accounts/:id/role', needs('administrator'), (c) =>
    act(c, async (personId) => {
      const { role: wanted } = await fieldsOf(c);
      const role = ROLES.find((known) => known === wanted);
      if (role === undefined) return list(c, { problem: 'people.problem.role', status: 422 });
      await setRole(store, { personId, actor: actorOf(c), role });
      return c.redirect('/accounts?done=role', 303);
    }),
  );

  for (const [path, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const)
    app.post(`/accounts/:id/${path}`, needs('administrator'), (c) =>
      act(c, async (personId) => {
        await setDisabled(store, { personId, actor: actorOf(c), disabled });
        return c.redirect(`/accounts?done=${path}d`, 303);
      }),
    );

  return app;

  async function list(c: WebContext, { status = 200, ...state }: PeopleState & { status?: 200 | 409 | 422 }) {
    const [people, invitations] = await Promise.all([listPeople(db), openInvitations(db)]);
    return c.html(peoplePage(c.var.page, { people, invitations, formId: randomUUID, ...state }), status);
  }

  /** What cannot be done to this person is said on the list. */
  async function act(c: WebContext, work: (personId: string) => Promise<Response>): Promise<Response> {
    const personId = c.req.param('id') ?? '';
    if (!UUID.test(personId)) return c.html(missingPage(c.var.page), 404);
    try {
      return await work(personId);
    } catch (error) {
      if (error instanceof PersonMissing) return c.html(missingPage(c.var.page), 404);
      if (error instanceof LastAdministrator) return list(c, { problem: 'people.problem.last', status: 409 });
      throw error;
    }
  }

  /** The link is in this answer and nowhere else: a form that is sent again has no link to show. */
  async function once(c: WebContext, work: () => Promise<ReturnType<typeof linkPage>>): Promise<Response> {
    try {
      return c.html(await work());
    } catch (error) {
      if (error instanceof InvitationShown) return list(c, { problem: 'people.problem.shown', status: 409 });
      throw error;
    }
  }

  function linkOf(c: WebContext, token: string): string {
    return new URL(`/welcome/${token}`, publicUrl ?? c.req.url).href;
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const actorOf = (c: WebContext): string => c.var.page.reader?.email ?? '';

const by = (c: WebContext) => {
  const { reader } = c.var.page;
  return reader === null ? {} : { actor: reader.email, invitedBy: reader.id };
};
