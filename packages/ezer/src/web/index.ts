/** The pages that `ezer start` serves. */
export { isLoopback } from './guard.ts';
export { NoFreePort, NotLoopback, startWeb, type Web, type WebOptions } from './server.ts';
