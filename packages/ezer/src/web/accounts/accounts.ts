import { sql } from 'kysely';
import { z } from 'zod';
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
import { endOthers } from './people.ts';
import type { Role } from './role.ts';
import { LEAST_PASSWORD, openSignInLibrary, type SignInOptions, signingKey } from './sign-in-library.ts';
import { countAttempt, forgetFailures } from './throttle.ts';

export interface SignedIn {
  id: string;
  name: string;
  email: string;
  role: Role;
  sessionId: string;
  /** to be set again when use has prolonged the session; most times none */
  cookies: readonly string[];
}

/** Why somebody could not sign in; the page has the words. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly reason: 'wrong' | 'throttled' | 'weak-password' | 'taken' | 'bad-email';
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
  /** A new password by the old one; the other sessions of the person end. @throws SignInRefused */
  changePassword(person: SignedIn, input: { old: string; password: string; address: string }): Promise<void>;
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
  const { APIError } = await import('better-auth/api');
  const library = await openSignInLibrary(options);
  const { password: passwords } = await library.$context;

  return {
    formKey: await signingKey(store, 'forms'),

    async signedIn(headers) {
      if (!headers.get('cookie')?.includes('ezer.session_token')) return null;
      const answer = await library.api.getSession({ headers, returnHeaders: true });
      const found = answer.response;
      if (found === null || found.user.disabledAt != null) return null;
      const { id, name, email, role } = found.user;
      // the column's check has only these roles
      return {
        id,
        name,
        email,
        role: role as Role,
        sessionId: found.session.id,
        cookies: answer.headers.getSetCookie(),
      };
    },

    async signIn({ email: typed, password, address, headers }) {
      const email = typed.trim().toLowerCase();
      const { minutes, takeBack } = await countAttempt(store.db, { email, address });
      if (minutes > 0) throw new SignInRefused('throttled', minutes);
      const person = await personOf(store.db, email);
      try {
        const answer = await library.api.signInEmail({ body: { email, password }, headers, returnHeaders: true });
        // Only now: an answer that came sooner would tell which accounts are disabled.
        if (person?.disabled_at) {
          await store.db.deleteFrom('session').where('person_id', '=', person.id).execute();
          throw new APIError('UNAUTHORIZED');
        }
        await takeBack();
        await forgetFailures(store.db, email);
        await audit(store.db, { actor: email, action: 'sign-in' });
        return answer.headers.getSetCookie();
      } catch (error) {
        if (!(error instanceof APIError)) throw error;
        // Of a name that nobody has nothing is written down: it may be a password in the wrong field.
        if (person !== undefined) await audit(store.db, { actor: email, action: 'sign-in.refused' });
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
          const { email: known } = await db
            .selectFrom('person')
            .select('email')
            .where('id', '=', personId)
            .executeTakeFirstOrThrow();
          await setPassword(db, personId, hash);
          await db.deleteFrom('session').where('person_id', '=', personId).execute();
          await forgetFailures(db, known);
          await audit(db, { actor: known, action: 'account.password', subject: ['person', personId] });
          return personId;
        }
        if (purpose === 'first') {
          // Two links to the first account may be open when two processes started at once: one account comes of them.
          await sql`lock table ezer.person in share row exclusive mode`.execute(db);
          if (await hasPeople(db)) throw new InvitationSpent();
        }
        const address = email.trim().toLowerCase();
        const person = await newPerson(db, { name: name.trim(), email: address, role });
        await db
          .insertInto('credential')
          .values({ person_id: person, account_id: person, provider_id: 'credential', password: hash })
          .execute();
        await audit(db, { actor: address, action: 'account.made', subject: ['person', person], detail: { role } });
        return person;
      });
    },

    async changePassword({ id, email, sessionId }, { old, password, address }) {
      const { minutes, takeBack } = await countAttempt(store.db, { email, address });
      if (minutes > 0) throw new SignInRefused('throttled', minutes);
      const credential = await store.db
        .selectFrom('credential')
        .select('password')
        .where('person_id', '=', id)
        .executeTakeFirst();
      const isRight = await passwords.verify({ hash: credential?.password ?? '', password: old }).catch(() => false);
      if (!isRight) throw new SignInRefused('wrong');
      await takeBack();
      if (password.length < LEAST_PASSWORD) throw new SignInRefused('weak-password');
      const hash = await passwords.hash(password);
      await inTransaction(store.pool, async (db) => {
        await setPassword(db, id, hash);
        await endOthers(db, id, sessionId);
        await audit(db, { actor: email, action: 'account.password', subject: ['person', id] });
      });
    },
  };
}

async function setPassword(db: Database, personId: string, hash: string): Promise<void> {
  await db.updateTable('credential').set({ password: hash }).where('person_id', '=', personId).execute();
}

async function hasPeople(db: Database): Promise<boolean> {
  return (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function personOf(db: Database, email: string) {
  return db.selectFrom('person').select(['id', 'disabled_at']).where('email', '=', email).executeTakeFirst();
}

async function newPerson(
  db: Database,
  { name, email, role }: { name: string; email: string; role: Role },
): Promise<string> {
  if (!z.email().safeParse(email).success) throw new SignInRefused('bad-email');
  const row = await db
    .insertInto('person')
    .values({ name: name || email, email, role })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw new SignInRefused('taken');
  return row.id;
}
