import { Hono } from 'hono';
import type { WebEnv, WebOptions } from '../../page.ts';

export function reviewPages(_: WebOptions): Hono<WebEnv> {
  return new Hono<WebEnv>();
}
