/**
 * Letters that Hebrew writes onto the next word (משה וכלב) in the orders they occur: `וכשב` is possible, `בו` is not. At
 * most three are taken off, and three letters of the word must stay: `בית` is a word, `בבית` is ב + בית. After the
 * article two may stay, for the short words that the law is full of: `תום הלב`, `הון` in `ההון`.
 */
const SEQUENCES: readonly string[] = (() => {
  const found: string[] = [];
  for (const and of ['', 'ו']) {
    for (const that of ['', 'ש', 'כש', 'לכש', 'מש']) {
      for (const to of ['', 'ב', 'כ', 'ל', 'מ', 'ה', 'מה', 'שב', 'בה', 'כה']) {
        const sequence = and + that + to;
        if (sequence !== '' && sequence.length <= 3) found.push(sequence);
      }
    }
  }
  return [...new Set(found)].sort((a, b) => a.length - b.length);
})();
const BY_FIRST = new Map<string, string[]>();
for (const sequence of SEQUENCES) {
  const first = sequence.charAt(0);
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), sequence]);
}
const LEAST_LETTERS = 3;
const LEAST_AFTER_ARTICLE = 2;

/** What may be left of a word when prefix letters are taken off, the longest rest first; empty for short words. */
export function withoutPrefixes(word: string): string[] {
  const found: string[] = [];
  for (const sequence of BY_FIRST.get(word.charAt(0)) ?? []) {
    const least = sequence.endsWith('ה') ? LEAST_AFTER_ARTICLE : LEAST_LETTERS;
    if (word.length - sequence.length < least) continue;
    if (word.startsWith(sequence)) found.push(word.slice(sequence.length));
  }
  return found;
}
