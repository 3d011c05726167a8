import { sql } from 'kysely';
import { type Database, inTransaction, type Store } from '../../store/database.ts';
import { audit } from './audit.ts';
import type { Role } from './role.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  isDisabled: boolean;
  createdAt: string;
  /** null: never */
  lastSignIn: string | null;
  sessions: number;
}

export class PersonMissing extends Error {
  override readonly name = 'PersonMissing';
  readonly person: string;

  constructor(person: string) {
    super(`nobody has the account ${person}; 'ezer account list' names them`);
    this.person = person;
  }
}

/** Without an administrator nobody could invite, and a library in use would be locked for good. */
export class LastAdministrator extends Error {
  override readonly name = 'LastAdministrator';

  constructor() {
    super('this is the last administrator: make somebody else one first');
  }
}

/** Everybody with an account, by name. */
export async function listPeople(db: Database): Promise<Person[]> {
  const rows = await db
    .selectFrom('person')
    .select(['person.id', 'name', 'email', 'role', 'disabled_at as disabledAt', 'created_at as createdAt'])
    .select((eb) => [
      eb
        .selectFrom('session')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('session.person_id', '=', 'person.id')
        .where('session.expires_at', '>', sql<Date>`now()`)
        .as('sessions'),
      eb
        .selectFrom('audit')
        .select((each) => each.fn.max('at').as('at'))
        .where('action', '=', 'sign-in')
        .whereRef('audit.actor', '=', 'person.email')
        .as('lastSignIn'),
    ])
    .orderBy('name')
    .orderBy('email')
    .execute();
  return rows.map(({ disabledAt, createdAt, lastSignIn, ...row }) => ({
    ...row,
    role: row.role as Role, // the check of the column
    isDisabled: disabledAt !== null,
    createdAt: createdAt.toISOString(),
    lastSignIn: lastSignIn?.toISOString() ?? null,
    sessions: row.sessions ?? 0,
  }));
}

export interface ByWhom {
  personId: string;
  /** who does it: an e-mail, or the user of the command line */
  actor: string;
}

/** @throws PersonMissing, LastAdministrator */
export async function setRole(store: Store, { personId, actor, role }: ByWhom & { role: Role }): Promise<void> {
  await inTransaction(store.pool, async (db) => {
    const { person, isLast } = await lockPerson(db, personId);
    if (person.role === role) return;
    if (isLast) throw new LastAdministrator();
    await db.updateTable('person').set({ role, updated_at: new Date() }).where('id', '=', personId).execute();
    await audit(db, {
      actor,
      action: 'account.role',
      subject: ['person', personId],
      detail: { email: person.email, before: person.role, role },
    });
  });
}

/** Disabling ends every session and every open link of the person at once. @throws PersonMissing, LastAdministrator */
export async function setDisabled(
  store: Store,
  { personId, actor, disabled }: ByWhom & { disabled: boolean },
): Promise<void> {
  await inTransaction(store.pool, async (db) => {
    const { person, isLast } = await lockPerson(db, personId);
    if ((person.disabledAt !== null) === disabled) return;
    if (disabled && isLast) throw new LastAdministrator();
    await db
      .updateTable('person')
      .set({ disabled_at: disabled ? new Date() : null, updated_at: new Date() })
      .where('id', '=', personId)
      .execute();
    if (disabled) {
      await db.deleteFrom('session').where('person_id', '=', personId).execute();
      await db.deleteFrom('invitation').where('person_id', '=', personId).where('used_at', 'is', null).execute();
    }
    await audit(db, {
      actor,
      action: disabled ? 'account.disable' : 'account.enable',
      subject: ['person', personId],
      detail: { email: person.email },
    });
  });
}

/** @throws PersonMissing */
export async function rename(store: Store, { personId, actor, name }: ByWhom & { name: string }): Promise<void> {
  await inTransaction(store.pool, async (db) => {
    const { person } = await lockPerson(db, personId);
    if (person.name === name) return;
    await db.updateTable('person').set({ name, updated_at: new Date() }).where('id', '=', personId).execute();
    await audit(db, {
      actor,
      action: 'account.name',
      subject: ['person', personId],
      detail: { before: person.name, name },
    });
  });
}

/** Ends the sessions of a person but the one named. @returns how many ended */
export async function endOtherSessions(
  store: Store,
  { personId, actor, sessionId }: ByWhom & { sessionId: string },
): Promise<number> {
  return inTransaction(store.pool, async (db) => {
    const ended = await endOthers(db, personId, sessionId);
    if (ended > 0)
      await audit(db, { actor, action: 'account.sessions', subject: ['person', personId], detail: { count: ended } });
    return ended;
  });
}

export async function endOthers(db: Database, personId: string, sessionId: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('person_id', '=', personId)
    .where('id', '<>', sessionId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export interface OpenSession {
  id: string;
  startedAt: string;
  userAgent: string | null;
}

/** Where a person is signed in, the latest first. */
export async function sessionsOf(db: Database, personId: string): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'created_at as startedAt', 'user_agent as userAgent'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() }));
}

/**
 * The person, and every administrator, held against a change by somebody else: of two administrators who demote each
 * other at once, the second waits, and then finds that nobody else is left.
 */
async function lockPerson(db: Database, personId: string) {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'role', 'disabled_at as disabledAt'])
    .where((eb) =>
      eb.or([eb('id', '=', personId), eb.and([eb('role', '=', 'administrator'), eb('disabled_at', 'is', null)])]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  const person = rows.find((row) => row.id === personId);
  if (person === undefined) throw new PersonMissing(personId);
  const isAdministrator = (row: typeof person) => row.role === 'administrator' && row.disabledAt === null;
  const isLast = isAdministrator(person) && !rows.some((row) => row.id !== personId && isAdministrator(row));
  return { person, isLast };
}

/** @throws PersonMissing */
export async function personByEmail(db: Database, email: string): Promise<{ id: string; role: Role }> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'role'])
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst();
  if (row === undefined) throw new PersonMissing(email);
  return { id: row.id, role: row.role as Role }; // the check of the column
}

/** @throws PersonMissing */
export async function personById(
  db: Database,
  personId: string,
): Promise<{ id: string; email: string; name: string; role: Role; isDisabled: boolean }> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'email', 'name', 'role', 'disabled_at as disabledAt'])
    .where('id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) throw new PersonMissing(personId);
  const { disabledAt, ...person } = row;
  return { ...person, role: person.role as Role, isDisabled: disabledAt !== null }; // the check of the column
}
