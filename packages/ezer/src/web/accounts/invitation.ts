import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, inTransaction, type Store } from '../../store/database.ts';
import { audit } from './audit.ts';

type Purpose = 'first' | 'account' | 'password';

/** Who gets a link, and for what. */
export interface Invited {
  purpose: Purpose;
  role: 'reader' | 'reviewer' | 'administrator';
  /** whose password is to be set */
  personId?: string;
  /** the id of the person who invites */
  invitedBy?: string;
  /** written down as the one who invited; left out for the link that start prints */
  actor?: string;
  /** a UUID of this one invitation (of one form): sent again, it makes no second link */
  id?: string;
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

/** The form was sent before; its link was shown then, and only its hash is kept. */
export class InvitationShown extends Error {
  override readonly name = 'InvitationShown';

  constructor() {
    super('the link of this invitation was shown already; make a new one');
  }
}

const DAYS = 3;

/**
 * @returns the token of the link: 256 random bits; the database has its hash only
 * @throws InvitationShown
 */
export async function invite(store: Store, invited: Invited): Promise<string> {
  const { purpose, role, personId, invitedBy, actor, id } = invited;
  const token = randomBytes(32).toString('base64url');
  await inTransaction(store.pool, async (db) => {
    if (purpose === 'first') await db.deleteFrom('invitation').where('purpose', '=', 'first').execute();
    if (personId) {
      const older = db.deleteFrom('invitation').where('person_id', '=', personId).where('used_at', 'is', null);
      await (id === undefined ? older : older.where('id', '<>', id)).execute();
    }
    const made = await db
      .insertInto('invitation')
      .values({
        ...(id === undefined ? {} : { id }),
        purpose,
        role,
        token_sha256: sha256(token),
        person_id: personId ?? null,
        invited_by: invitedBy ?? null,
        expires_at: sql<Date>`now() + make_interval(days => ${DAYS})`,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made === undefined) throw new InvitationShown();
    if (actor !== undefined)
      await audit(db, {
        actor,
        action: purpose === 'password' ? 'account.link' : 'account.invite',
        subject: personId ? ['person', personId] : ['invitation', made.id],
        detail: { role },
      });
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

/** A link to an account that nobody has used yet. */
export interface OpenInvitation {
  id: string;
  role: Invited['role'];
  /** null: made on the command line */
  invitedBy: string | null;
  expiresAt: string;
}

export async function openInvitations(db: Database): Promise<OpenInvitation[]> {
  const rows = await db
    .selectFrom('invitation')
    .leftJoin('person', 'person.id', 'invitation.invited_by')
    .select(['invitation.id', 'invitation.role', 'person.name as invitedBy', 'invitation.expires_at as expiresAt'])
    .where('purpose', '=', 'account')
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('invitation.expires_at')
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as Invited['role'], expiresAt: row.expiresAt.toISOString() })); // the check of the column
}

/** Ends a link that nobody has used. Ending it twice is ending it once. */
export async function revokeInvitation(store: Store, { id, actor }: { id: string; actor: string }): Promise<void> {
  await inTransaction(store.pool, async (db) => {
    const gone = await db
      .deleteFrom('invitation')
      .where('id', '=', id)
      .where('purpose', '=', 'account')
      .where('used_at', 'is', null)
      .returning('role')
      .executeTakeFirst();
    if (gone !== undefined)
      await audit(db, { actor, action: 'account.revoke', subject: ['invitation', id], detail: { role: gone.role } });
  });
}

const sha256 = (token: string): Buffer => createHash('sha256').update(token).digest();
