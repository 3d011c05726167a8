import type { Repair, Warning } from '../document.ts';
import { DocumentRefused } from '../refused.ts';

export interface Decoded {
  text: string;
  encoding: string;
  repairs: Repair[];
  warnings: Warning[];
  confidence: number;
}

/**
 * Bytes to characters, decided by what the bytes are; a declared charset is only asked when they are not UTF-8,
 * because the court sites declare windows-1255 over UTF-8 and the other way round.
 */
export function decode(bytes: Uint8Array, declared: string | null = null): Decoded {
  const marked = byteOrderMark(bytes);
  if (marked !== null) return decoded(bytes, marked);
  const wide = utf16WithoutMark(bytes);
  if (wide !== null) return decoded(bytes, wide);
  if (bytes.includes(0) && looksBinary(bytes)) throw new DocumentRefused('binary');

  const strict = strictUtf8(bytes);
  if (strict !== null) return unmixed({ text: strict, encoding: 'utf-8', repairs: [], warnings: [], confidence: 1 });
  if (looksBinary(bytes)) throw new DocumentRefused('binary');
  if (isUtf8WithDamage(bytes)) return decoded(bytes, 'utf-8');
  return singleByte(bytes, declared);
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** In Hebrew and Latin text the high byte of nearly every unit is 0x05, 0x00 or 0x20 (general punctuation). */
function utf16WithoutMark(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, Math.min(bytes.length - (bytes.length % 2), 4096));
  if (sample.length < 4) return null;
  const high = [0, 0];
  const zeroOrHebrew = [0, 0];
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i];
    const side = i % 2;
    if (byte === 0x00 || byte === 0x05 || byte === 0x20) high[side] = (high[side] ?? 0) + 1;
    if (byte === 0x00 || byte === 0x05) zeroOrHebrew[side] = (zeroOrHebrew[side] ?? 0) + 1;
  }
  const half = sample.length / 2;
  const [even = 0, odd = 0] = high;
  const [evenSure = 0, oddSure = 0] = zeroOrHebrew;
  if (odd > half * 0.95 && oddSure > half * 0.8 && even < half * 0.6) return 'utf-16le';
  if (even > half * 0.95 && evenSure > half * 0.8 && odd < half * 0.6) return 'utf-16be';
  return null;
}

function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 65_536);
  let control = 0;
  for (const byte of sample) if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) control++;
  return control > Math.max(2, sample.length * 0.02);
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A few broken bytes in a file whose other high bytes all pair up are damage, not another encoding. */
function isUtf8WithDamage(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 1_000_000));
  const lost = count(text, /\ufffd/g);
  const hebrew = count(text, /[\u05d0-\u05ea]/g);
  return hebrew > lost * 20;
}

function decoded(bytes: Uint8Array, encoding: string): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  const lost = count(text, /\ufffd/g);
  const repairs: Repair[] = lost > 0 ? [{ kind: 'undecodable-bytes', count: lost }] : [];
  return { text, encoding, repairs, warnings: [], confidence: lost > 0 ? 0.8 : 1 };
}

/**
 * windows-1255 and ISO-8859-8 have their letters at the same bytes (E0..FA), and where both define a byte they agree,
 * so one table reads both; the name is decided by bytes that only one of them has.
 */
function singleByte(bytes: Uint8Array, declared: string | null): Decoded {
  let letters = 0;
  let dos = 0;
  let onlyWindows = 0;
  let high = 0;
  for (const byte of bytes) {
    if (byte < 0x80) continue;
    high++;
    if (byte >= 0xe0 && byte <= 0xfa) letters++;
    else if (byte <= 0x9a) dos++;
    if (byte < 0xa0 || (byte >= 0xc0 && byte <= 0xd8)) onlyWindows++;
  }
  if (letters < high * 0.6 || letters < 4) {
    const found =
      declared !== null ? `The file says ${declared}.` : dos > high * 0.6 ? 'It may be DOS Hebrew (cp862).' : null;
    throw new DocumentRefused('encoding-unknown', found);
  }
  const encoding = onlyWindows > 0 ? 'windows-1255' : 'iso-8859-8';
  const text = new TextDecoder('windows-1255').decode(bytes);
  const warnings: Warning[] = [
    { code: 'encoding-guessed', message: `The encoding was decided from the bytes: ${encoding}.`, count: 1 },
  ];
  return { text, encoding, repairs: [], warnings, confidence: Math.min(0.95, letters / high) };
}

/** What windows-1252 shows for the bytes 80..9F; the rest of 1252 is Latin-1. */
const CP1252_HIGH =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/**
 * Hebrew bytes that were once stored as windows-1252 letters ("ôñ÷ ãéï") are valid UTF-8 and therefore silent.
 * Letter by letter, so that one U+FFFD among them does not stop the rest.
 */
function unmixed(plain: Decoded): Decoded {
  const accented = count(plain.text, /[\u00e0-\u00fa]/g);
  if (accented < 20) return plain;
  const hebrew = count(plain.text, /[\u05d0-\u05ea]/g);
  const latin = count(plain.text, /[a-z]/gi);
  // No language writes mostly in accented letters; a Hebrew text with a French quotation stays as it is.
  if (accented < hebrew * 5 || accented < latin) return plain;
  const table = new TextDecoder('windows-1255');
  let repaired = 0;
  const text = plain.text.replace(/[\u0080-\u00ff\u0152-\u2122]/g, (letter) => {
    const at = CP1252_HIGH.indexOf(letter);
    const byte = at >= 0 ? 0x80 + at : letter.charCodeAt(0);
    if (byte > 0xff) return letter;
    repaired++;
    return table.decode(Uint8Array.of(byte));
  });
  return { ...plain, text, repairs: [{ kind: 'mojibake', count: repaired }], confidence: 0.85 };
}

export function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
