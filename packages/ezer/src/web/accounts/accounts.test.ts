import { expect, test } from 'vitest';
import { testLibrary } from '../../../../../testing/library.ts';
import { visitor } from '../../../../../testing/website.ts';
import type { Store } from '../../store/database.ts';
import {
  type Accounts,
  endOtherSessions,
  InvitationShown,
  InvitationSpent,
  LastAdministrator,
  listPeople,
  openAccounts,
  openInvitations,
  PersonMissing,
  personByEmail,
  readAudit,
  revokeInvitation,
  SignInRefused,
  setDisabled,
  setRole,
} from './index.ts';

const PASSWORD = 'a few quiet words';
const DANA = { name: 'דנה', email: 'dana@example.com', password: PASSWORD };

async function people() {
  const { store } = await testLibrary();
  const accounts = await openAccounts({ store, publicUrl: 'http://127.0.0.1' });
  return { store, accounts };
}

const cookieOf = (cookies: string[]) => new Headers({ cookie: cookies.map((each) => each.split(';')[0]).join('; ') });

const attempt = (accounts: Accounts, email: string, password: string, address = 'here') =>
  accounts.signIn({ email, password, address, headers: new Headers() });

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    return error.minutes > 0 ? `${error.reason} ${error.minutes}` : error.reason;
  }
}

test('somebody makes the first account by its link, signs in and out; the session is dead afterwards', async () => {
  const { store, accounts } = await people();
  expect(await accounts.isEmpty()).toBe(true);
  const link = await accounts.invite({ purpose: 'first', role: 'administrator' });
  const id = await accounts.accept(link, { ...DANA, email: ' Dana@Example.com ' });
  expect(await accounts.isEmpty()).toBe(false);
  const headers = cookieOf(await attempt(accounts, 'DANA@example.com', PASSWORD));
  expect(await accounts.signedIn(headers)).toMatchObject({
    id,
    name: 'דנה',
    email: 'dana@example.com',
    role: 'administrator',
  });
  expect((await listPeople(store.db))[0]).toMatchObject({
    sessions: 1,
    isDisabled: false,
    lastSignIn: expect.any(String),
  });
  await accounts.signOut(headers);
  expect(await accounts.signedIn(headers)).toBeNull();
  expect(await accounts.signedIn(new Headers({ cookie: 'ezer.session_token=made.up' }))).toBeNull();
});

test('who is signed in costs one query', async () => {
  const { store, accounts } = await people();
  const { cookie } = await visitor(store, 'reader');
  const headers = new Headers({ cookie });
  await accounts.signedIn(headers); // the first time, the library also looks at its tables
  let queries = 0;
  const connect = store.pool.connect.bind(store.pool);
  store.pool.connect = (async () => {
    queries++;
    return connect();
  }) as typeof store.pool.connect; // the other way to call it, with a callback, is not used
  expect(await accounts.signedIn(headers)).toMatchObject({ role: 'reader' });
  expect(queries).toBe(1);
});

test('a link works once, for one account, also when it is used twice at the same moment', async () => {
  const { store, accounts } = await people();
  const link = await accounts.invite({ purpose: 'account', role: 'reviewer' });
  const both = await Promise.allSettled([
    accounts.accept(link, DANA),
    accounts.accept(link, { ...DANA, email: 'other@example.com' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await listPeople(store.db)).toHaveLength(1);
  await expect(accounts.accept(link, DANA)).rejects.toThrow(InvitationSpent);
  expect(await accounts.invitation(link)).toBeNull();
});

test('two open links to the first account make one account', async () => {
  const { store, accounts } = await people();
  const first = await accounts.invite({ purpose: 'first', role: 'administrator' });
  const second = await accounts.invite({ purpose: 'first', role: 'administrator' });
  expect(await accounts.invitation(first)).toBeNull(); // the newer one replaced it
  // as when two processes start at the same moment, and neither sees the other's
  await store.pool.query(
    `insert into ezer.invitation (purpose, role, token_sha256, expires_at)
     values ('first', 'administrator', sha256(convert_to('by another start', 'UTF8')), now() + interval '1 day')`,
  );
  const both = await Promise.allSettled([
    accounts.accept(second, DANA),
    accounts.accept('by another start', { ...DANA, email: 'other@example.com' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await listPeople(store.db)).toHaveLength(1);
  const late = await accounts.invite({ purpose: 'first', role: 'administrator' });
  await expect(accounts.accept(late, { ...DANA, email: 'late@example.com' })).rejects.toThrow(InvitationSpent);
});

test('a link ends by time, by a newer one, and by being revoked', async () => {
  const { store, accounts } = await people();
  const { id } = await visitor(store, 'administrator');
  const expired = await accounts.invite({ purpose: 'account', role: 'reader' });
  await store.pool.query(`update ezer.invitation set expires_at = now() - interval '1 second' where used_at is null`);
  await expect(accounts.accept(expired, DANA)).rejects.toThrow(InvitationSpent);
  const older = await accounts.invite({ purpose: 'password', role: 'administrator', personId: id });
  const newer = await accounts.invite({ purpose: 'password', role: 'administrator', personId: id });
  expect([await accounts.invitation(older), (await accounts.invitation(newer))?.personId]).toEqual([null, id]);
  const revoked = await accounts.invite({ purpose: 'account', role: 'reader' });
  const [open] = await openInvitations(store.db);
  await revokeInvitation(store, { id: open?.id ?? '', actor: 'a@example.com' });
  await revokeInvitation(store, { id: open?.id ?? '', actor: 'a@example.com' });
  await expect(accounts.accept(revoked, DANA)).rejects.toThrow(InvitationSpent);
  expect((await readAudit(store.db, { action: 'account.revoke' }, 9)).length).toBe(1);
});

test('an invitation form that is sent twice makes one link, and says that it was shown', async () => {
  const { store, accounts } = await people();
  const id = '01900000-0000-7000-8000-000000000001';
  await accounts.invite({ purpose: 'account', role: 'reader', id });
  await expect(accounts.invite({ purpose: 'account', role: 'reader', id })).rejects.toThrow(InvitationShown);
  expect(await openInvitations(store.db)).toHaveLength(1);
});

test('a link to a new password ends every session and the failures before it', async () => {
  const { store, accounts } = await people();
  const { id, email, cookie } = await visitor(store, 'reviewer');
  for (let i = 0; i < 5; i++) await reasonOf(attempt(accounts, email, 'wrong wrong wrong'));
  expect(await reasonOf(attempt(accounts, email, PASSWORD))).toMatch(/^throttled/);
  const link = await accounts.invite({ purpose: 'password', role: 'reviewer', personId: id });
  await accounts.accept(link, { name: '', email: '', password: 'other quiet words' });
  expect(await accounts.signedIn(new Headers({ cookie }))).toBeNull();
  expect(await reasonOf(attempt(accounts, email, PASSWORD))).toBe('wrong');
  expect(await reasonOf(attempt(accounts, email, 'other quiet words'))).toBe('done');
});

test('the sixth attempt on a name waits, whatever its password; another name does not; an address waits after twenty', async () => {
  const { store, accounts } = await people();
  const [one, other] = [await visitor(store, 'reader'), await visitor(store, 'reader')];
  for (let i = 0; i < 5; i++) expect(await reasonOf(attempt(accounts, one.email, 'wrong wrong wrong'))).toBe('wrong');
  expect(await reasonOf(attempt(accounts, one.email, PASSWORD))).toBe('throttled 15');
  expect(await reasonOf(attempt(accounts, one.email.toUpperCase(), PASSWORD, 'elsewhere'))).toBe('throttled 15');
  expect(await reasonOf(attempt(accounts, other.email, PASSWORD))).toBe('done');
  for (let i = 0; i < 15; i++) await reasonOf(attempt(accounts, `nobody${i}@example.com`, 'wrong wrong wrong'));
  expect(await reasonOf(attempt(accounts, other.email, PASSWORD))).toBe('throttled 15');
  expect(await reasonOf(attempt(accounts, other.email, PASSWORD, 'elsewhere'))).toBe('done');
  await store.pool.query(`update ezer.sign_in_failure set at = at - interval '14 minutes'`);
  expect(await reasonOf(attempt(accounts, one.email, PASSWORD))).toBe('throttled 1');
  await store.pool.query(`update ezer.sign_in_failure set at = at - interval '1 minute'`);
  expect(await reasonOf(attempt(accounts, one.email, PASSWORD))).toBe('done');
});

test('of many guesses at the same moment, five at most are looked at', async () => {
  const { store, accounts } = await people();
  const { email } = await visitor(store, 'reader');
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => reasonOf(attempt(accounts, email, 'wrong wrong wrong'))),
  );
  expect(answers.filter((answer) => answer === 'wrong').length).toBeLessThanOrEqual(5);
});

test('a changed role and a disabled account count at once, for the sessions that are open', async () => {
  const { store, accounts } = await people();
  await visitor(store, 'administrator');
  const { id, email, cookie } = await visitor(store, 'reviewer');
  const headers = new Headers({ cookie });
  await setRole(store, { personId: id, actor: 'a', role: 'reader' });
  await setRole(store, { personId: id, actor: 'a', role: 'reader' });
  expect((await accounts.signedIn(headers))?.role).toBe('reader');
  const link = await accounts.invite({ purpose: 'password', role: 'reader', personId: id });
  await setDisabled(store, { personId: id, actor: 'a', disabled: true });
  await setDisabled(store, { personId: id, actor: 'a', disabled: true });
  expect(await accounts.signedIn(headers)).toBeNull();
  expect(await accounts.invitation(link)).toBeNull();
  expect(await reasonOf(attempt(accounts, email, PASSWORD))).toBe('wrong');
  expect((await listPeople(store.db)).find((person) => person.id === id)).toMatchObject({
    isDisabled: true,
    sessions: 0,
  });
  await setDisabled(store, { personId: id, actor: 'a', disabled: false });
  expect(await accounts.signedIn(headers)).toBeNull(); // the old session stays ended
  expect(await reasonOf(attempt(accounts, email, PASSWORD))).toBe('done');
  const done = (await readAudit(store.db, { actor: 'a' }, 9)).map((entry) => entry.action);
  expect(done).toEqual(['account.enable', 'account.disable', 'account.role']);
});

test('the last administrator stays, also when two of them demote each other at once', async () => {
  const { store } = await people();
  const [one, other] = [await visitor(store, 'administrator'), await visitor(store, 'administrator')];
  const both = await Promise.allSettled([
    setRole(store, { personId: one.id, actor: other.email, role: 'reader' }),
    setDisabled(store, { personId: other.id, actor: one.email, disabled: true }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = (await listPeople(store.db)).filter((person) => person.role === 'administrator' && !person.isDisabled);
  expect(left).toHaveLength(1);
  const last = left[0]?.id ?? '';
  await expect(setDisabled(store, { personId: last, actor: 'a', disabled: true })).rejects.toThrow(LastAdministrator);
  await expect(setRole(store, { personId: last, actor: 'a', role: 'reviewer' })).rejects.toThrow(LastAdministrator);
});

test('a password is changed by the old one only; the other sessions end, this one stays', async () => {
  const { store, accounts } = await people();
  const { email, cookie } = await visitor(store, 'reader');
  const here = new Headers({ cookie });
  const elsewhere = cookieOf(await attempt(accounts, email, PASSWORD));
  const reader = await accounts.signedIn(here);
  if (reader === null) throw new Error('not signed in');
  const change = (old: string, password: string) => accounts.changePassword(reader, { old, password, address: 'here' });
  expect(await reasonOf(change('not the old one', 'new quiet words'))).toBe('wrong');
  expect(await reasonOf(change(PASSWORD, 'short'))).toBe('weak-password');
  expect(await reasonOf(change(PASSWORD, 'new quiet words'))).toBe('done');
  expect(await accounts.signedIn(elsewhere)).toBeNull();
  expect(await accounts.signedIn(here)).toMatchObject({ email });
  expect(await reasonOf(attempt(accounts, email, 'new quiet words'))).toBe('done');
  const { id: personId, sessionId } = reader;
  expect(await endOtherSessions(store, { personId, actor: email, sessionId })).toBe(1);
  expect(await accounts.signedIn(here)).toMatchObject({ email });
});

test('an account needs an address of its own and a password that is not short', async () => {
  const { store, accounts } = await people();
  const { email } = await visitor(store, 'reader');
  const link = await accounts.invite({ purpose: 'account', role: 'reader' });
  expect(await reasonOf(accounts.accept(link, { ...DANA, password: 'short' }))).toBe('weak-password');
  expect(await reasonOf(accounts.accept(link, { ...DANA, email }))).toBe('taken');
  expect(await reasonOf(accounts.accept(link, { ...DANA, email: 'no address' }))).toBe('bad-email');
  // none of it used the link up
  expect(await reasonOf(accounts.accept(link, DANA))).toBe('done');
  await expect(personByEmail(store.db, 'who@example.com')).rejects.toThrow(PersonMissing);
});

test('what is kept is a hash: no password and no link stands in the database', async () => {
  const { store, accounts } = await people();
  await visitor(store, 'reader');
  const link = await accounts.invite({ purpose: 'account', role: 'reader' });
  expect(await everythingIn(store)).not.toContain(link);
  expect(await everythingIn(store)).not.toContain(PASSWORD);
});

test('use prolongs a session, in the browser too', async () => {
  const { store, accounts } = await people();
  const headers = new Headers({ cookie: (await visitor(store, 'reader')).cookie });
  expect((await accounts.signedIn(headers))?.cookies).toEqual([]);
  await store.pool.query(`update ezer.session set expires_at = now() + interval '2 days'`);
  const cookies = (await accounts.signedIn(headers))?.cookies ?? [];
  expect(cookies.join()).toContain(`Max-Age=${14 * 86_400}`);
  expect((await accounts.signedIn(headers))?.cookies).toEqual([]);
});

async function everythingIn(store: Store): Promise<string> {
  const tables = ['person', 'credential', 'invitation', 'audit', 'sign_in_failure'];
  const rows = await Promise.all(
    tables.map((table) => store.pool.query(`select to_jsonb(t)::text as row from ezer.${table} t`)),
  );
  return rows.flatMap(({ rows: found }) => found.map((each: { row: string }) => each.row)).join('\n');
}
