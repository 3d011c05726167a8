// Kinds of signs of normalised text, by their UTF-16 code: asked of every sign, a pattern takes ten times as long.

export const FULL_STOP = 0x2e;
export const QUESTION = 0x3f;
export const EXCLAMATION = 0x21;
export const COLON = 0x3a;
export const LINE_END = 0x0a;
export const BLANK = 0x20;

export function isHebrew(code: number): boolean {
  return code >= 0x5d0 && code <= 0x5ea;
}

export function isLatin(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Normalised text has no other white space. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a;
}

/** `.`, `?`, `!`, and what may stand right behind them. */
export function isEndSign(code: number, orQuote = false): boolean {
  if (code === FULL_STOP || code === QUESTION || code === EXCLAMATION) return true;
  return orQuote && (code === 0x22 || code === 0x27);
}

/** Some signs of ASCII, to be asked by code: `signSet('.,')[code] === 1`. */
export function signSet(signs: string): Uint8Array {
  const found = new Uint8Array(128);
  for (const sign of signs) found[sign.charCodeAt(0)] = 1;
  return found;
}
