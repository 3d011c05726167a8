import { type CaseAt, LONGEST_PARTIES } from './cases.ts';

/** Which citations a name may mean: found when it is one proceeding. */
export type Meant = { resolution: 'found'; index: number } | { resolution: 'ambiguous' } | { resolution: 'unknown' };

interface Named {
  index: number;
  proceeding: string;
}

// Words that stand in many parties' names and tell none from another.
const GENERIC = new Set(
  (
    'מדינת ישראל המדינה משטרת היועץ המשפטי לממשלה היועמש פקיד שומה מנהל מס רכוש שר השר משרד רשות רשויות הרשות עיריית עירית ' +
    'המועצה מועצה ועדה הוועדה הועדה המקומית המחוזית ועדת ערר לתכנון ובניה ובנייה בנק חברת חברה לביטוח בעמ קרן עמותת עמותה ' +
    'אגודה שיתופית קיבוץ מושב הסתדרות התובע הצבאי פרקליטות פרקליט מחוז עזבון המנוח המנוחה פלוני פלונית אלמוני אלמונית פלונים ' +
    'ואח אחרים בית המשפט הדין השופט נציבות שירות התעסוקה המוסד לביטוח לאומי של את על'
  ).split(' '),
);
const LONGEST_NAME = 4;

/** Names under which cited proceedings go in one text, filled in text order. */
export class CaseNames {
  // At most two proceedings are kept of a name: with the second it is ambiguous, whatever follows.
  readonly #parties = new Map<string, Named[]>();
  readonly #defined = new Map<string, Named>();

  /** The parties of a citation: each word that is not everybody's, and words that stand together. */
  addParties(text: string, at: CaseAt, index: number): void {
    const proceeding = proceedingOf(at);
    for (const party of partiesOf(text, at)) {
      const words = nameKey(party).split(' ').filter(Boolean);
      const names = new Set<string>();
      words.forEach((word, i) => {
        if (word.length >= 2 && !GENERIC.has(word)) names.add(word);
        for (let n = 2; n <= LONGEST_NAME && i + n <= words.length; n++) names.add(words.slice(i, i + n).join(' '));
      });
      for (const name of names) {
        if (name.split(' ').every((word) => GENERIC.has(word))) continue;
        const known = this.#parties.get(name);
        if (!known) this.#parties.set(name, [{ index, proceeding }]);
        else if (known.length < 2 && known.every((other) => other.proceeding !== proceeding))
          known.push({ index, proceeding });
      }
    }
  }

  /** `(להלן: עניין אלמוג)`: from here on the name means this citation and no other. */
  define(name: string, at: CaseAt, index: number): void {
    const key = nameKey(name);
    if (key !== '') this.#defined.set(key, { index, proceeding: proceedingOf(at) });
  }

  /** The longest beginning of `words` that is a name, with its length in `words`. */
  find(words: readonly string[]): { meant: Meant; length: number } {
    const unknown = { meant: { resolution: 'unknown' }, length: 0 } as const;
    if (this.#defined.size === 0 && this.#parties.size === 0) return unknown;
    // the longest first
    const keys: { key: string; length: number }[] = [];
    for (let n = Math.min(words.length, LONGEST_NAME); n > 0; n--)
      keys.push({ key: nameKey(words.slice(0, n).join(' ')), length: n });
    for (const { key, length } of keys) {
      const defined = this.#defined.get(key);
      if (defined) return { meant: { resolution: 'found', index: defined.index }, length };
    }
    for (const { key, length } of keys) {
      const [first, second] = this.#parties.get(key) ?? [];
      if (first && second) return { meant: { resolution: 'ambiguous' }, length };
      if (first) return { meant: { resolution: 'found', index: first.index }, length };
    }
    return unknown;
  }
}

/** What tells one proceeding from another. */
export function proceedingOf({ docket, reporter }: CaseAt): string {
  return docket?.docket.key ?? reporter?.reporter ?? '';
}

const VERSUS = /\s(?:נ['.]|נגד)\s/;
const PARTIES_END = /\((?!(?:19|20)\d\d\)\s{0,2}(?:בע|נ'))|[[\];,\n]|(?<=[א-ת]"?[א-ת])\.\s|\s-\s/;

/** The two sides of `616/84 ברושים בע"מ נ' אלמוגי, פ"ד …`; nothing when no `נ'` stands there. */
function partiesOf(text: string, { docket, reporter, next }: CaseAt): string[] {
  if (!docket) return [];
  const limit = Math.min(reporter?.start ?? next, docket.end + LONGEST_PARTIES);
  const after = text.slice(docket.end, limit);
  const stop = after.search(PARTIES_END);
  const sides = (stop < 0 ? after : after.slice(0, stop)).split(VERSUS);
  return sides.length === 2 ? sides : [];
}

// Most names have no sign to be taken off.
const PLAIN = /^[א-ת]+(?: [א-ת]+)*$/;
const COMPANY = /בעמ|ואח/;

function nameKey(name: string): string {
  if (PLAIN.test(name) && !COMPANY.test(name)) return name;
  return name
    .replace(/\([^()]*\)/g, ' ')
    .replace(/["'.]/g, '')
    .replace(/[^א-תa-zA-Z\d]+/g, ' ')
    .replace(/(?:^| )(?:בעמ|ואח)(?= |$)/g, '')
    .trim();
}
