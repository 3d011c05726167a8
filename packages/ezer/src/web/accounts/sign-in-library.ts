import { randomBytes } from 'node:crypto';
import type { Store } from '../../store/database.ts';

export interface SignInOptions {
  store: Store;
  /** how browsers reach this library, e.g. `https://law.example`; decides whether cookies need https */
  publicUrl: string;
}

export const LEAST_PASSWORD = 12;

// Half a month unused ends a session; use prolongs it once a day.
const SESSION_SECONDS = 14 * 86_400;
const PROLONG_AFTER_SECONDS = 86_400;

/**
 * The sign-in library (better-auth) on our tables: password hashes (scrypt), sessions and their signed cookies. Its
 * own HTTP routes are not served: pages call it, so every act passes our own walls.
 */
export async function openSignInLibrary({ store, publicUrl }: SignInOptions) {
  // Loaded here and not above: it is half a second of CPU, and every command of the command line knows accounts.
  const { betterAuth } = await import('better-auth');
  return betterAuth({
    appName: 'Ezer Mishpati',
    baseURL: publicUrl,
    secret: (await signingKey(store, 'cookies')).toString('base64url'),
    database: { db: store.db, type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: LEAST_PASSWORD, maxPasswordLength: 200 },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        role: { type: 'string', input: false, required: true },
        disabledAt: { type: 'date', input: false, required: false, fieldName: 'disabled_at' },
      },
    },
    session: {
      modelName: 'session',
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      expiresIn: SESSION_SECONDS,
      updateAge: PROLONG_AFTER_SECONDS,
    },
    account: {
      modelName: 'credential',
      fields: {
        userId: 'person_id',
        providerId: 'provider_id',
        accountId: 'account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    // A session is read with its person in one query: every page pays for it.
    advanced: { cookiePrefix: 'ezer', database: { generateId: false, joins: true } },
  });
}

/** A key that every web process on this database shares; the first one makes it. */
export async function signingKey(store: Store, name: string): Promise<Buffer> {
  await store.db
    .insertInto('signing_key')
    .values({ name, key: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await store.db.selectFrom('signing_key').select('key').where('name', '=', name).executeTakeFirstOrThrow();
  return row.key;
}
