/** People of the library: who they are, how they sign in, what their roles let them do, what they did. */
export { type Accounts, openAccounts, type SignedIn, SignInRefused } from './accounts.ts';
export { audit } from './audit.ts';
export { type AuditEntry, type AuditFilter, readAudit } from './audit-log.ts';
export {
  type Invitation,
  InvitationShown,
  InvitationSpent,
  type OpenInvitation,
  openInvitations,
  revokeInvitation,
} from './invitation.ts';
export {
  endOtherSessions,
  LastAdministrator,
  listPeople,
  type OpenSession,
  type Person,
  PersonMissing,
  personByEmail,
  personById,
  rename,
  sessionsOf,
  setDisabled,
  setRole,
} from './people.ts';
export { ROLES, type Role } from './role.ts';
