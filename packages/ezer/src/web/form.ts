import { createHmac, timingSafeEqual } from 'node:crypto';
import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Page } from './page.ts';

/** The name of the hidden field that carries the token. */
export const TOKEN_FIELD = '_token';

/**
 * What stands first in every form that changes something. The token is bound to the session: a page elsewhere cannot
 * know it, and a form of an ended session is told apart from a forged one.
 */
export function formTokenField({ formToken }: Page): Html {
  return html`<input type="hidden" name="${TOKEN_FIELD}" value="${formToken ?? ''}">`;
}

/** The token of a session's forms. */
export function formTokenOf(key: Buffer, sessionId: string): string {
  return createHmac('sha256', key).update(`form ${sessionId}`).digest('base64url');
}

/** Does a posted token belong to this session? */
export function isFormToken(posted: unknown, expected: string | null): boolean {
  if (typeof posted !== 'string' || expected === null) return false;
  const [a, b] = [Buffer.from(posted), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
