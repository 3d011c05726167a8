import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Where the original bytes live, by content. Nothing here is ever changed: a derived text can always be made again
 * from what was received. Only what is withdrawn is removed (G11).
 */
export interface ContentStore {
  /** Stores the bytes (once) and returns their SHA-256. Safe against a kill at any moment, and to call twice. */
  put(bytes: Uint8Array): Promise<Buffer>;
  /** @throws ContentMissing */
  get(sha256: Uint8Array): Promise<Buffer>;
  /** Removes the bytes; nothing happens when they are gone already. */
  remove(sha256: Uint8Array): Promise<void>;
}

export class ContentMissing extends Error {
  override readonly name = 'ContentMissing';
  readonly sha256: string;

  constructor(sha256: string, options: { cause: unknown }) {
    super(`the content store has no file ${sha256}; restore it from a backup ('ezer restore')`, options);
    this.sha256 = sha256;
  }
}

/**
 * A content store in a folder: `ab/cd/<sha256>`. A file appears under its name only when it is whole: it is written
 * beside, flushed, then renamed.
 *
 * @example
 * const store = folderContent('/tmp/content');
 * const sha256 = await store.put(Buffer.from('שלום'));
 * (await store.get(sha256)).toString(); // 'שלום'
 */
export function folderContent(folder: string): ContentStore {
  const pathOf = (hex: string) => join(folder, hex.slice(0, 2), hex.slice(2, 4), hex);
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest();
      const path = pathOf(sha256.toString('hex'));
      const present = await stat(path).catch(() => null);
      if (present?.size === bytes.byteLength) return sha256;
      await mkdir(dirname(path), { recursive: true });
      const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
      try {
        const file = await open(beside, 'wx');
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(beside, path);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
      return sha256;
    },

    async get(sha256) {
      const hex = Buffer.from(sha256).toString('hex');
      return readFile(pathOf(hex)).catch((cause: unknown) => {
        throw new ContentMissing(hex, { cause });
      });
    },

    async remove(sha256) {
      await rm(pathOf(Buffer.from(sha256).toString('hex')), { force: true });
    },
  };
}
