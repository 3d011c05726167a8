/** The pages that `ezer start` serves. */
export { isLoopback } from './guard.ts';
export { checkAddress, NoFreePort, NoPublicUrl, NotLoopback, type ServeOptions, startWeb, type Web } from './server.ts';
