import { Inflate } from 'fflate';
import type { Limits } from '../../limits.ts';
import { DocumentRefused } from '../../refused.ts';

interface Entry {
  name: string;
  method: number;
  packed: number;
  at: number;
}

/** A zip container, read entry by entry under limits. Nothing is unpacked before it is asked for. */
export interface Container {
  names: string[];
  /** The unpacked entry, or null when there is none of that name. */
  read(name: string): Uint8Array | null;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Opens a container by its central directory (APPNOTE 4.3). The sizes it claims are never believed: unpacking goes in
 * pieces and stops at the limit, so a bomb costs one piece more than the limit and not what it unpacks to.
 *
 * @throws DocumentRefused cut-off, encrypted, zip-bomb or damaged.
 */
export function openContainer(bytes: Uint8Array, limits: Limits): Container {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(bytes, view, limits);
  let budget = limits.inflatedBytes;
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      const inflated = unpack(packedBytes(bytes, view, entry), entry, limits, budget);
      budget -= inflated.length;
      return inflated;
    },
  };
}

function directory(bytes: Uint8Array, view: DataView, limits: Limits): Map<string, Entry> {
  const end = endRecord(view);
  const total = view.getUint16(end + 10, true);
  if (total > limits.zipEntries) {
    throw new DocumentRefused('zip-bomb', `The container has ${total} entries, the limit is ${limits.zipEntries}.`);
  }
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < total; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) {
      throw new DocumentRefused('damaged', 'The directory of the container is broken.');
    }
    if ((view.getUint16(at + 8, true) & 1) === 1) throw new DocumentRefused('encrypted');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The end record is the last thing in the file but for a comment of at most 65,535 bytes. */
function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new DocumentRefused('cut-off', 'The directory at the end of the container is missing.');
}

function packedBytes(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== LOCAL) {
    throw new DocumentRefused('damaged', `The entry ${entry.name} is not where the directory says.`);
  }
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  if (start + entry.packed > bytes.length) throw new DocumentRefused('cut-off', `The entry ${entry.name} is cut.`);
  return bytes.subarray(start, start + entry.packed);
}

/** 100 KiB of grace before the ratio counts: a short part of one repeated style packs a hundredfold honestly. */
const GRACE = 100 * 1024;
/** Deflate packs at most 1,032 to 1, so one piece costs at most 4 MiB. */
const PIECE = 4 * 1024;

function unpack(packed: Uint8Array, entry: Entry, limits: Limits, budget: number): Uint8Array {
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new DocumentRefused('damaged', `The entry ${entry.name} uses an unknown packing.`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((piece) => {
    size += piece.length;
    if (size > budget || (size > GRACE && size > packed.length * limits.inflationRatio)) {
      throw new DocumentRefused('zip-bomb', `The entry ${entry.name} unpacks to more than ${size} bytes.`);
    }
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < packed.length; at += PIECE) {
      inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    }
  } catch (cause) {
    if (cause instanceof DocumentRefused) throw cause;
    throw new DocumentRefused('damaged', `The entry ${entry.name} cannot be unpacked.`, { cause });
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
