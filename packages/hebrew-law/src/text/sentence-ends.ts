import {
  BLANK,
  COLON,
  FULL_STOP,
  isDigit,
  isEndSign,
  isHebrew,
  isLatin,
  isSpace,
  LINE_END,
  QUESTION,
} from './signs.ts';

// Words that end in a full stop without ending a sentence.
const SHORT_FORMS = new Set('עמ מס פס ס נ כב טל פרופ גב רח שד ר ח ת וכו סע'.split(' '));
const LONGEST_SHORT_FORM = 4;

/** The next place from `from` on where a sentence may end or a paragraph begin; the end of the text if there is none. */
export function nextStop(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > QUESTION) continue;
    if (code === FULL_STOP || code === LINE_END || code === COLON || isEndSign(code)) return at;
    if (code === BLANK && mayBeLabel(text, at + 1)) return at;
  }
  return text.length;
}

function mayBeLabel(text: string, at: number): boolean {
  let end = at;
  while (end - at < 3 && isDigit(text.charCodeAt(end))) end++;
  if (end === at && isHebrew(text.charCodeAt(end))) end++;
  return end > at && text.charCodeAt(end) === FULL_STOP;
}

/** Whether the sign at a stop ends a sentence. */
export function isEnd(text: string, at: number): boolean {
  const sign = text.charCodeAt(at);
  if (sign === COLON) return closesBracket(text, at);
  if (sign !== FULL_STOP) return true;
  const next = text.charCodeAt(at + 1);
  if (next === FULL_STOP) return false;
  if (text.charCodeAt(at - 1) === FULL_STOP) return text.charCodeAt(at - 2) !== FULL_STOP && isSpace(next); // `..` is a slip, `...` an omission
  let from = at;
  while (from > 0 && at - from < 24 && isHebrew(text.charCodeAt(from - 1))) from--;
  const length = at - from;
  const before = text.charAt(from - 1);
  if (length === 1 && before !== '"' && before !== "'") return false;
  if (length <= LONGEST_SHORT_FORM && before !== '"' && SHORT_FORMS.has(text.slice(from, at))) return false;
  // Lost line ends glue sentences together (`לאמצו.בית המשפט`): a long word before and letters after still end one.
  if (isHebrew(next)) {
    if (text.charAt(at - 1) === ')') return isHebrew(text.charCodeAt(at + 2));
    return length >= 3 && isHebrew(text.charCodeAt(at + 2));
  }
  if (isDigit(next)) return length >= 3;
  return !isLatin(next); // file names and addresses in the footer
}

/** `(…): הדברים`: what is introduced by a bracket and a colon is a sentence of its own. */
function closesBracket(text: string, at: number): boolean {
  return text.charAt(at - 1) === ')' && /^:\s+[א-ת]/.test(text.slice(at, at + 8));
}
