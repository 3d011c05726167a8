import { isFinal, NameTrie } from './name-trie.ts';
import { closest, type StatuteTitle, statuteNames, statuteSkeleton } from './statute-titles.ts';

/** A name found in text by `matchStatuteName`. */
export interface NameMatch {
  end: number;
  /** Null when several statutes have this name (`חוק החוזים`). */
  title: StatuteTitle | null;
}

/** Short names that one decision defined, looked up as the official ones are. */
export class ShortNames<T> {
  readonly names = new NameTrie<T>();

  define(name: string, value: T): void {
    this.names.set(statuteSkeleton(name), value);
  }
}

const LONGEST = 130;
const HE = 0x5d4;
const VAV = 0x5d5;
const YOD = 0x5d9;

/**
 * The longest known statute name that starts at `start` of normalised text. Blanks do not matter (`סדר הדיןהפלילי`); a
 * name ends at the end of a word or, in text that lost its blanks, at a final letter. Bounded: a walk stops as soon as no
 * name starts that way. `own` holds the short names that the decision defined.
 */
export function matchStatuteName<T>(
  text: string,
  start: number,
  own: ShortNames<T>,
): (NameMatch & { own: T | null }) | null {
  const titles = statuteNames();
  let title = 0;
  let short = 0;
  let letters = 0;
  let bones = 0;
  let depth = 0;
  let best: (NameMatch & { own: T | null }) | null = null;
  const last = Math.min(text.length, start + 2 * LONGEST);
  for (let i = start; i < last && letters < LONGEST; i++) {
    const code = text.charCodeAt(i);
    if (!isWordCode(code)) {
      const sign = text.charAt(i);
      if (sign === '(') depth++;
      else if (sign === ')') {
        if (--depth < 0) break;
      } else if (!mayStandInside(text, i, sign)) break;
      bones = 0;
      continue;
    }
    if (code !== HE && code !== VAV && code !== YOD) {
      letters++;
      bones++;
      title = titles.step(title, code);
      short = own.names.step(short, code);
      if (title < 0 && short < 0) break;
    }
    if (!endsWord(text, i) && !isFinal(code)) continue;
    // `פקודת הסמים ו/או`: a word without bones leaves the name as it is, and is no part of it
    if (bones === 0) continue;
    if (depth > 1 || (depth === 1 && text.charAt(i + 1) !== ')')) continue;
    const defined = own.names.at(short);
    const names = titles.at(title);
    if (defined === undefined && names === undefined) continue;
    const name = names ? closest(names, text.slice(start, i + 1)) : null;
    if (defined === undefined && name === null) continue;
    best = { end: i + 1 + depth, title: name?.title ?? null, own: defined ?? null };
  }
  return best;
}

function mayStandInside(text: string, i: number, sign: string): boolean {
  if (sign === ':') return text.slice(i - 5, i).endsWith('יסוד');
  if (sign === '"') return isWordCode(text.charCodeAt(i - 1)) && isWordCode(text.charCodeAt(i + 1));
  if (sign === "'") return isWordCode(text.charCodeAt(i - 1));
  return ' \n,-/'.includes(sign);
}

function isWordCode(code: number): boolean {
  return (code >= 0x5d0 && code <= 0x5ea) || (code >= 0x30 && code <= 0x39);
}

function endsWord(text: string, i: number): boolean {
  const next = text.charCodeAt(i + 1);
  if (next === 0x22 || next === 0x27) return !isWordCode(text.charCodeAt(i + 2));
  return !isWordCode(next);
}
