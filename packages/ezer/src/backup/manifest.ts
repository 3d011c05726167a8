import * as z from 'zod/mini';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.number().check(z.int(), z.nonnegative());

export const FORMAT_VERSION = 1;

/** The last step of the migration ledger; `chain` is its cumulative hash. */
const ledgerHead = z.object({ number: count, name: z.string(), chain: z.string() });

/** What a backup says about itself; the entry before the last of the archive. */
export const manifestSchema = z.object({
  format: z.literal('ezer-backup'),
  version: z.literal(FORMAT_VERSION),
  createdAt: z.iso.datetime(),
  /** As `server_version_num` says it: 180004. */
  server: count,
  schema: z.string(),
  head: ledgerHead,
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: count, bytes: count, sha256 })),
  /** `last` as text: a bigint need not fit a number. */
  sequences: z.array(z.object({ name: z.string(), last: z.string().check(z.regex(/^-?\d+$/)), called: z.boolean() })),
  /**
   * The stored documents: the hash is over one line `<sha256> <bytes> <name>` each, in the order of the archive.
   * `damaged` are names whose bytes no longer had the hash they are named by when the backup was made.
   */
  content: z.nullable(z.object({ files: count, bytes: count, sha256, damaged: z.array(z.string()) })),
});

export type BackupManifest = z.output<typeof manifestSchema>;
export type LedgerHead = z.output<typeof ledgerHead>;

/** Where a long backup or restore stands. `total` is null when it is not known beforehand. */
export interface BackupProgress {
  step: 'tables' | 'content' | 'checking' | 'loading' | 'constraints';
  /** The table, or the stored document. */
  name: string;
  /** Rows of the table, or files. */
  done: number;
  total: number | null;
}
