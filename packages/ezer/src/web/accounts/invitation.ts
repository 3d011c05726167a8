import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, inTransaction, type Store } from '../../store/database.ts';

type Purpose = 'first' | 'account' | 'password';

/** Who gets a link, and for what. */
export interface Invited {
  purpose: Purpose;
  role: 'reader' | 'reviewer' | 'administrator';
  /** whose password is to be set */
  personId?: string;
  invitedBy?: string;
}

export interface Invitation {
  purpose: Purpose;
  role: Invited['role'];
  personId: string | null;
  expiresAt: Date;
}

/** The link was used, ended, replaced by a newer one, or never was. */
export class InvitationSpent extends Error {
  override readonly name = 'InvitationSpent';

  constructor() {
    super('the one-time link was used or has ended; ask for a new one');
  }
}

const DAYS = 3;

/** @returns the token of the link: 256 random bits; the database has its hash only */
export async function invite(store: Store, { purpose, role, personId, invitedBy }: Invited): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await inTransaction(store.pool, async (db) => {
    if (purpose === 'first') await db.deleteFrom('invitation').where('purpose', '=', 'first').execute();
    if (personId)
      await db.deleteFrom('invitation').where('person_id', '=', personId).where('used_at', 'is', null).execute();
    await db
      .insertInto('invitation')
      .values({
        purpose,
        role,
        token_sha256: sha256(token),
        person_id: personId ?? null,
        invited_by: invitedBy ?? null,
        expires_at: sql<Date>`now() + make_interval(days => ${DAYS})`,
      })
      .execute();
  });
  return token;
}

export async function readInvitation(db: Database, token: string): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitation')
    .select(['purpose', 'role', 'person_id as personId', 'expires_at as expiresAt'])
    .where('token_sha256', '=', sha256(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row === undefined ? null : (row as Invitation); // purpose and role: the checks of the columns
}

/** Uses the link up, in the transaction of what it is for. @throws InvitationSpent */
export async function spendInvitation(db: Database, token: string): Promise<Invitation> {
  const invitation = await readInvitation(db, token);
  const used = await db
    .updateTable('invitation')
    .set({ used_at: sql<Date>`now()` })
    .where('token_sha256', '=', sha256(token))
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (invitation === null || used === undefined) throw new InvitationSpent();
  return invitation;
}

const sha256 = (token: string): Buffer => createHash('sha256').update(token).digest();
