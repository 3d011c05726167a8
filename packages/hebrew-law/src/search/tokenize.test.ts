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

  it.each<[string, string[]]>([
    ['ע״א 12/34', ['ע"א', '12', '#:12-34', '#עא:12-34', '34']],
    ['דב"ע נד/3-171', ['דב"ע', 'נד', '3', '#:נד/3-171', '#דבע:נד/3-171', '171']],
    ['בע"א 1/30, 2/30', ['בע"א', '~ע"א', '1', '#:1-30', '#עא:1-30', '30', '2', '#:2-30', '30']],
    // a procedure of its own loses no letter, another abbreviation may
    ['בר"ע', ['בר"ע']],
    ['הוצל"פ', ['הוצל"פ']],
    ['ברעב"ס', ['ברעב"ס', '~רעב"ס']],
    // three prefix letters at most
    ['לכשהסכם', ['לכשהסכמ', '~כשהסכמ', '~הסכמ']],
    ['ולכשהסכם', ['ולכשהסכמ', '~לכשהסכמ', '~כשהסכמ']],
    ['329(א)(1)', ['329(א)(1)', '329(א)', '329']],
    ['5,000', ['5000']],
    ['ＡＢＣ', ['abc']],
  ])('makes of %s the tokens %j', (text, tokens) => {
    expect(tokenize(text).map(({ token }) => token)).toEqual(tokens);
  });

  it.each<[string, string[]]>([
    ['רעפ', ['רעפ', 'רע"פ', '~רעפ', '~רע"פ']],
    ['contract', ['contract']],
    ['12(א)', ['12(א)']],
    // a docket is asked for whole, by its procedure where one is given
    ['ל-ע"א 1/30', ['#עא:1-30']],
    ['1/30', ['#:1-30']],
  ])('asks for %s as %j', (text, forms) => {
    expect(queryTokens(text)).toMatchObject([{ forms }]);
  });

  it.each([
    ['ב-1992', 1],
    ['ב 1992', 2],
    ['כל-בו', 2],
    ['א-1992', 2],
  ])('%s is %i words of a query', (text, words) => {
    expect(queryTokens(text)).toHaveLength(words);
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
    const closedTwice = queryTokens('"חופש הביטוי" שלילי" סוף');
    expect(closedTwice.map(({ phrase }) => phrase)).toEqual([1, 1, null, null]);
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
