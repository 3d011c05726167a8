import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceSpan } from '../text/index.ts';
import { queryTokens, tokenize } from './index.ts';

/** Every word of the query is answered by some token of the text. */
function finds(query: string, text: string): boolean {
  const tokens = new Set(tokenize(text).map(({ token }) => token));
  return queryTokens(query).every(({ forms }) => forms.some((form) => tokens.has(form)));
}

describe('tokenize and queryTokens', () => {
  it.each([
    ['ע"א', 'ע״א 12/34'],
    ['בג"צ', 'עתירה לבג"ץ'],
    ['הסכם', 'הצדדים התקשרו בהסכם'],
    ['בהסכם', 'ההסכם בוטל'],
    ['תום לב', 'חובת תום הלב חלה גם כאן'],
    ['לכשתוגש', 'תביעה אשר תוגש'],
    ['שופט', 'שׁוֹפֵט'],
    ['רעפ 6116/15', 'ברע"פ 6116/15'],
    ['6116/15', 'רע״פ 6116/2015'],
    ['6116', 'רע״פ 6116/15'],
    ['ת"א 41417-07-22', 'ת.א. 41417.7.22'],
    ['41417-7-22', 'בת"א (מחוזי ת"א) 41417-07-22'],
    ['1992', 'חוק פלוני, התשנ"ב-1992'],
    ['תשנ"ב', 'חוק פלוני, התשנ״ב–1992'],
    ['329(א)', 'סעיף 329(א)(1)'],
    ['תל-אביב', 'תל־אביב–יפו'],
    ['5000', '5,000 ש"ח'],
    ['CAFÉ', 'café'],
    ["צ'רנוב", 'מר צ׳רנוב'],
  ])('%s finds %s', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['ע"א', 'עץ א ועוד א.'],
    ['רע"פ 6116/15', 'ע"פ 6116/15 וגם רע"פ 6116/16'],
    ['12-34', 'ע"א 12/35'],
    ['שמיר', 'משמר'],
  ])('%s does not find %s', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it('marks what is left without prefix letters, so that a word is told from a rest', () => {
    expect(tokenize('משפט').map(({ token }) => token)).toEqual(['משפט', '~שפט']);
    expect(tokenize('שפט').map(({ token }) => token)).toEqual(['שפט']);
  });

  it('puts all tokens of a word in one place', () => {
    const text = '𝒜 בהסכם שָׁלוֹם';
    const tokens = tokenize(text).filter(({ position }) => position === 1);
    expect(tokens.map(({ token }) => token)).toEqual(['בהסכמ', '~הסכמ', '~סכמ']);
    expect(new Set(tokens.map(({ span }) => sliceSpan(text, span)))).toEqual(new Set(['בהסכם']));
  });

  it('tells quotes around words from gershayim inside them', () => {
    const terms = queryTokens('"חופש הביטוי" בג"ץ "סוף דבר"');
    expect(terms.map(({ phrase }) => phrase)).toEqual([1, 1, null, 2, 2]);
  });

  it('never throws, and every word it gives finds its own text', () => {
    const text = fc
      .array(fc.constantFrom(...'אבהושםץ"\'׳.-/() 1205,\u05b8\u200f𝒜é', '\ud800', '\n'), { maxLength: 40 })
      .map((signs) => signs.join(''));
    fc.assert(fc.property(text, (written) => finds(written, written)));
  });

  it.each(['', '   ', '"', '""', 'OR', '\ud800'])('gives %j no phrase', (text) => {
    expect(queryTokens(text).every(({ phrase }) => phrase === null)).toBe(true);
  });
});
