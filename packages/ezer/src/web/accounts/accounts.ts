import { APIError } from 'better-auth/api';
import { type Database, inTransaction } from '../../store/database.ts';
import { audit } from './audit.ts';
import {
  type Invitation,
  InvitationSpent,
  type Invited,
  invite,
  readInvitation,
  spendInvitation,
} from './invitation.ts';
import { LEAST_PASSWORD, openSignInLibrary, type SignInOptions, signingKey } from './sign-in-library.ts';
import { forgetFailures, noteFailure, waitBefore } from './throttle.ts';

export const ROLES = ['reader', 'reviewer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export interface SignedIn {
  id: string;
  name: string;
  email: string;
  role: Role;
  sessionId: string;
}

/** Why somebody could not sign in; the page has the words. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly reason: 'wrong' | 'throttled' | 'weak-password' | 'taken';
  /** minutes to wait, when throttled */
  readonly minutes: number;

  constructor(reason: SignInRefused['reason'], minutes = 0) {
    super(`sign-in refused: ${reason}`);
    this.reason = reason;
    this.minutes = minutes;
  }
}

export interface Accounts {
  /** what form tokens are signed with */
  formKey: Buffer;
  /** Whose session these headers carry; null: nobody's, an ended one, or a disabled person's. */
  signedIn(headers: Headers): Promise<SignedIn | null>;
  /** @returns the cookies to set @throws SignInRefused */
  signIn(input: { email: string; password: string; address: string; headers: Headers }): Promise<string[]>;
  /** @returns the cookies to set */
  signOut(headers: Headers): Promise<string[]>;
  /** Is there nobody yet? Then the first account is made by the link that start prints. */
  isEmpty(): Promise<boolean>;
  /** A new one-time link of this kind; an older one of the same purpose and person ends. @returns the token of the link */
  invite(invited: Invited): Promise<string>;
  /** What a link leads to, or null when it is spent, ended or none. */
  invitation(token: string): Promise<Invitation | null>;
  /**
   * Makes the account that the link is for, or sets the new password; every older session of the person ends.
   *
   * @returns the id of the person
   * @throws InvitationSpent, SignInRefused (weak password, e-mail taken)
   */
  accept(token: string, input: { name: string; email: string; password: string }): Promise<string>;
}

/**
 * The people of a library.
 *
 * @example
 * const accounts = await openAccounts({ store, publicUrl: 'http://127.0.0.1:8710' });
 * if (await accounts.isEmpty()) print(`/welcome/${await accounts.invite({ purpose: 'first', role: 'administrator' })}`);
 */
export async function openAccounts(options: SignInOptions): Promise<Accounts> {
  const { store } = options;
  const library = await openSignInLibrary(options);
  const { password: passwords } = await library.$context;

  return {
    formKey: await signingKey(store, 'forms'),

    async signedIn(headers) {
      if (!headers.get('cookie')?.includes('ezer.session_token')) return null;
      const found = await library.api.getSession({ headers });
      if (found === null || found.user.disabledAt != null) return null;
      const { id, name, email, role } = found.user;
      return { id, name, email, role: role as Role, sessionId: found.session.id }; // the column's check has only these
    },

    async signIn({ email, password, address, headers }) {
      const who = [`email:${email.toLowerCase()}`, `address:${address}`];
      const minutes = await waitBefore(store.db, who);
      if (minutes > 0) throw new SignInRefused('throttled', minutes);
      try {
        if (await isDisabled(store.db, email)) throw new APIError('UNAUTHORIZED');
        const answer = await library.api.signInEmail({
          body: { email: email.toLowerCase(), password },
          headers,
          returnHeaders: true,
        });
        await forgetFailures(store.db, who);
        await audit(store.db, { actor: email.toLowerCase(), action: 'sign-in' });
        return answer.headers.getSetCookie();
      } catch (error) {
        if (!(error instanceof APIError)) throw error;
        await noteFailure(store.db, who);
        throw new SignInRefused('wrong');
      }
    },

    async signOut(headers) {
      const answer = await library.api.signOut({ headers, returnHeaders: true });
      return answer.headers.getSetCookie();
    },

    isEmpty: async () => !(await hasPeople(store.db)),

    invite: (invited) => invite(store, invited),
    invitation: (token) => readInvitation(store.db, token),

    async accept(token, { name, email, password }) {
      if (password.length < LEAST_PASSWORD) throw new SignInRefused('weak-password');
      const hash = await passwords.hash(password);
      return inTransaction(store.pool, async (db) => {
        const { purpose, role, personId } = await spendInvitation(db, token);
        if (personId !== null) {
          await db.updateTable('credential').set({ password: hash }).where('person_id', '=', personId).execute();
          await db.deleteFrom('session').where('person_id', '=', personId).execute();
          await audit(db, { actor: personId, action: 'password-set', subject: ['person', personId] });
          return personId;
        }
        if (purpose === 'first' && (await hasPeople(db))) throw new InvitationSpent();
        const person = await newPerson(db, { name: name.trim(), email: email.trim().toLowerCase(), role });
        await db
          .insertInto('credential')
          .values({ person_id: person, account_id: person, provider_id: 'credential', password: hash })
          .execute();
        await audit(db, { actor: person, action: 'account-made', subject: ['person', person], detail: { role } });
        return person;
      });
    },
  };
}

async function hasPeople(db: Database): Promise<boolean> {
  return (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function isDisabled(db: Database, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('person')
    .select('disabled_at')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  return row?.disabled_at != null;
}

async function newPerson(
  db: Database,
  { name, email, role }: { name: string; email: string; role: Role },
): Promise<string> {
  const row = await db
    .insertInto('person')
    .values({ name: name || email, email, role })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw new SignInRefused('taken');
  return row.id;
}
