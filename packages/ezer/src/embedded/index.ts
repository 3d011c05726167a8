/** The database of an installation: the address it was given, or a Postgres of its own. */
export * from './errors.ts';
export type { DatabaseHandle } from './given.ts';
export { type FileLock, tryLock } from './lock.ts';
export {
  type EmbeddedStatus,
  embeddedStatus,
  freePort,
  type OpenOptions,
  openDatabase,
  stopEmbedded,
} from './open.ts';
export { prepareDataFolder } from './place.ts';
export { type StandaloneServer, startStandalone } from './standalone.ts';
