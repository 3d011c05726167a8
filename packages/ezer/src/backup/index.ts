/** One file with everything a library holds, and the way back, on any Postgres from 15 on. */
export { type BackupOptions, backup } from './backup.ts';
export * from './errors.ts';
export type { BackupManifest, BackupProgress, LedgerHead } from './manifest.ts';
export { checkBackup, type RestoreOptions, restore } from './restore.ts';
