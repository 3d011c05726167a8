import { Hono } from 'hono';
import type { WebEnv, WebOptions } from '../../page.ts';

export function designPages(_: WebOptions): Hono<WebEnv> {
  return new Hono<WebEnv>();
}
