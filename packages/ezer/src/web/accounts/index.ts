/** People of the library: who they are, how they sign in, what their roles let them do, what they did. */
export { type Accounts, openAccounts, type Role, type SignedIn, SignInRefused } from './accounts.ts';
export { audit } from './audit.ts';
export { type Invitation, InvitationSpent, type Invited } from './invitation.ts';
