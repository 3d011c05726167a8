import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldFinals, normalise, offsets, sliceSpan } from './index.ts';

const cases: [string, string, string][] = [
  ['gershayim of every kind', "רע״פ רע”פ רע“פ רע„פ רע''פ רע׳׳פ", 'רע"פ רע"פ רע"פ רע"פ רע"פ רע"פ'],
  ['geresh of every kind', "נ׳ נ’ נ‘ נ` נ'", "נ' נ' נ' נ' נ'"],
  ['two gereshes with a bidi mark between them', "פ'\u200f'ד", 'פ"ד'],
  ['maqaf and dashes', 'תל־אביב – יפו — בית‑משפט', 'תל-אביב - יפו - בית-משפט'],
  ['niqqud and presentation forms', 'שָׁלוֹם שׁוֹפט ﬡ', 'שלום שופט א'],
  ['bidi marks, soft hyphens and the byte order mark', '\ufeff(\u200f1.2.2020\u202c) מש\u00adפט', '(1.2.2020) משפט'],
  ['non-breaking spaces and tabs, kept one for one', 'א\u00a0\u00a0ב\tג', 'א  ב ג'],
  ['line ends', 'א\r\nב\rג\u2028ד\fה', 'א\nב\nג\nד\nה'],
  ['letters and final forms stay', 'בג"ץ בג"צ', 'בג"ץ בג"צ'],
  ['Latin, Arabic and astral characters stay', 'Smith العربية 𝒜', 'Smith العربية 𝒜'],
  ['nothing', '', ''],
];

// Signs that the normaliser touches, letters that it must not, an astral character and both halves of one.
const text = fc
  .array(fc.constantFrom(...'אבגםץ"״\'׳’–־-\u200f\u202e\u05b8שׁ \u00a0\r\n1.ױﭏ𝒜', '\ud800', '\udc00', 'x'), {
    maxLength: 60,
  })
  .map((signs) => signs.join(''));

describe('normalise', () => {
  it.each(cases)('writes %s in one way', (_, written, expected) => {
    expect(normalise(written).text).toBe(expected);
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(text, (written) => normalise(normalise(written).text).text === normalise(written).text));
  });

  it('leads every range back to words that normalise to it', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (written, a, b) => {
        const normalised = normalise(written);
        const start = a % (normalised.text.length + 1);
        const end = start + (b % (normalised.text.length + 1 - start));
        // a ligature or a pair of surrogates cut in half has no range of its own
        if (/[\ud800-\udfff]/.test(written) || /[ױﭏ]/.test(written)) return true;
        const raw = normalised.raw(start, end);
        return (
          sliceSpan(written, normalised.span(start, end)) === raw &&
          normalise(raw).text.startsWith(normalised.text.slice(start, end))
        );
      }),
    );
  });

  it('keeps the niqqud with its letter and leaves a bidi mark outside', () => {
    const written = '\u200fשָׁלוֹם\u200f!';
    const normalised = normalise(written);
    const span = normalised.span(0, 4);
    expect(normalised.text.slice(0, 4)).toBe('שלום');
    expect(sliceSpan(written, span)).toBe('שָׁלוֹם');
  });

  it('counts code points behind an astral character', () => {
    const normalised = normalise('𝒜 רע״פ');
    const at = normalised.text.indexOf('רע"פ');
    expect(normalised.span(at, at + 4)).toEqual({ start: 2, end: 6 });
    expect(normalised.position(2)).toBe(at);
  });

  it('folds final letters without moving anything', () => {
    expect(foldFinals('בג"ץ ארץ ךםןף')).toBe('בג"צ ארצ כמנפ');
  });
});

describe('offsets', () => {
  it('goes from code points to UTF-16 and back', () => {
    fc.assert(
      fc.property(text, (written) => {
        const converter = offsets(written);
        const points = Array.from(written);
        if (converter.length !== points.length) return false;
        return points.every(
          (_, i) =>
            converter.toCodePoint(converter.toUtf16(i)) === i &&
            converter.slice({ start: i, end: i + 1 }) === points[i],
        );
      }),
    );
  });
});
