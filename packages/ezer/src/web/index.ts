/** The pages that `ezer start` serves. */
export { assertLoopback, NotLoopback, startWeb, type Web, type WebOptions } from './server.ts';
