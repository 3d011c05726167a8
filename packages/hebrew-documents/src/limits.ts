/** What one document may cost. Every bound is checked while reading, never after. */
export interface Limits {
  /** Size of the file, bytes. */
  bytes: number;
  /** Length of the text that comes out, UTF-16 units. */
  characters: number;
  /** Pages of a PDF. */
  pages: number;
  /** Entries of a zip container. */
  zipEntries: number;
  /** All inflated parts of a container together, bytes. */
  inflatedBytes: number;
  /** Inflated to packed size of one part, judged once the part passes 100 KiB (the bound Apache POI uses). */
  inflationRatio: number;
  /** Wall time of reading, milliseconds, not counting the start of the worker. */
  milliseconds: number;
  /** Resident memory of the worker process, mebibytes. */
  memory: number;
}

export const DEFAULT_LIMITS: Limits = {
  bytes: 50 * 1024 * 1024,
  characters: 60_000_000,
  pages: 5_000,
  zipEntries: 2_000,
  inflatedBytes: 200 * 1024 * 1024,
  inflationRatio: 100,
  milliseconds: 60_000,
  memory: 1_024,
};
