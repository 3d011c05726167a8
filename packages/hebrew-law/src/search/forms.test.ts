import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, offsets, sliceSpan } from '../text/index.ts';
import { queryTokens, tokenize } from './index.ts';

const tokensOf = (text: string): string[] => tokenize(text).map(({ token }) => token);
const finds = (query: string, text: string): boolean => {
  const tokens = new Set(tokensOf(text));
  return queryTokens(query).every(({ forms }) => forms.some((form) => tokens.has(form)));
};

const GERSHAYIM = ['"', '״', '”', '“', '„', '‟', '″', '＂', "''", '׳׳', '’’', '‘‘', '´´', '``', '‚‚', "'׳", "'\u200f'"];
const GERESH = ["'", '׳', '’', '‘', '´', '`', '‛', '′', '＇'];
const DASHES = ['-', '־', '–', '—', '‐', '‑', '‒', '―', '−', '﹘', '﹣', '－'];

describe('an abbreviation', () => {
  it.each(GERSHAYIM)('with gershayim written %s is one token', (sign) => {
    for (const [before, after, token] of [
      ['ע', 'א', 'ע"א'],
      ['ביהמ', 'ש', 'ביהמ"ש'],
      ['דו', 'ח', 'דו"ח'],
      ['עע', 'ם', 'עע"מ'],
    ])
      expect(tokensOf(`${before}${sign}${after}`)[0]).toBe(token);
  });

  it.each(GERESH)('with geresh written %s is its letters', (sign) => {
    expect(tokensOf(`צ${sign}רנוב`)[0]).toBe('צרנוב');
    expect(tokensOf(`עמ${sign} 7`)).toEqual(['עמ', '7']);
  });

  it.each(['ע.א.', 'ע.א', 'ע״א', 'ע"א'])('written %s is found as ע"א', (written) => {
    expect(finds('ע"א', `ראו ${written} 12/34`)).toBe(true);
  });

  it('never meets a word of the same letters', () => {
    expect(finds('דוח', 'דו"ח הביקורת')).toBe(false);
    expect(finds('עד', 'ע"ד')).toBe(false);
  });
});

describe('a docket', () => {
  const written = [
    ...['ת"א 41417-07-22', 'ת״א 41417-7-22', 'ת.א. 41417.7.22', 'בת"א 41417-07-2022', 'ב-ת"א 41417/07/22'],
    ...['ת"א (מחוזי ת"א) 41417-07-22', 'שבת"א 41417-07-22', 'ת"א מס\' 41417-07-22', 'ת"א 41417\\07\\22'],
    ...DASHES.map((dash) => `ת"א 41417${dash}07${dash}22`),
  ];
  it.each(written)('written %s meets every other way of writing it', (text) => {
    for (const query of written) expect(finds(query, `ראו ${text}, שם`), query).toBe(true);
    expect(finds('41417-07-22', text)).toBe(true);
    expect(finds('ת"פ 41417-07-22', text)).toBe(false);
    expect(finds('ת"א 41417-08-22', text)).toBe(false);
  });

  const old = ['רע"א 6116/15', 'רע״א 6116/2015', 'ברע"א 6116-15', 'רע"א 6116 / 15', 'ר.ע.א. 6116/15', 'רעא 6116/15'];
  it.each(old)('of the old form written %s meets every other way of writing it', (text) => {
    for (const query of old) expect(finds(query, text), query).toBe(true);
  });

  it.each([
    ['ע"פ 94 / 1717', 'ע"פ 1717/94'],
    ['דב"ע נד/3-171', 'דב״ע נ״ד/3-171'],
    ['ב"ל 12-3/45', 'ב״ל 12-3/45'],
    ['בג"צ 9/31', 'בג"ץ 9/31'],
  ])('%s and %s meet', (one, other) => {
    expect(finds(one, other)).toBe(true);
    expect(finds(other, one)).toBe(true);
  });
});

describe('prefix letters', () => {
  const words = ['הסכם', 'בהסכם', 'ההסכם', 'להסכם', 'מההסכם', 'שההסכם', 'וההסכם', 'כשההסכם', 'ושבהסכם', 'ולהסכם'];
  it.each(words)('are taken off and put on: %s finds and is found', (word) => {
    expect(finds(word, 'הסכם')).toBe(true);
    expect(finds('הסכם', word)).toBe(true);
  });

  it.each(['עו"ד', 'דו"ח', 'בימ"ש', 'חו"ד'])('stand before abbreviations too: %s', (word) => {
    for (const prefix of ['ה', 'ב', 'ל', 'ו', 'של']) expect(finds(word, `${prefix}${word}`), prefix).toBe(true);
  });

  it('before a maqaf are not asked for: ב-1992', () => {
    expect(finds('ב-1992', 'בשנת 1992')).toBe(true);
    expect(finds('ה-DNA', 'בדיקת DNA')).toBe(true);
    expect(queryTokens('ב-').length).toBe(1);
  });

  it('leave a word whole that only begins with their letters', () => {
    expect(finds('שכר', 'המשכורת')).toBe(false);
    expect(finds('לב', 'כלב')).toBe(false);
  });
});

describe('years, numbers, final letters and niqqud', () => {
  it.each([
    ['תשנ"ב', 'התשנ״ב–1992'],
    ['התשנ"ב', 'תשנ"ב-1992'],
    ['1992', 'התשנ"ב־1992'],
    ['התשנ"ב-1992', 'חוק פלוני, התשנ״ב – 1992'],
    ['5000', 'סך של 5,000 ש"ח'],
    ['5,000', '5000'],
    ['1234567', '1,234,567.00 ₪'],
    ['50', '50%'],
    ['12', 'סעיף 12(א)'],
    ['12(א)', 'סעיף 12(א)(3)'],
    ['12א', 'סעיף 12א'],
    ['12א(ב)', 'סעיף 12א(ב)'],
    ['ארץ', 'בארצ'],
    ['חוזים', 'חוזימ'],
    ['דין', 'דִּין'],
    ['שלום', 'שָׁל֑וֹם'],
    ['שופט', 'שׁופט'],
    ['contract', 'Contract'],
    ['עירייה', 'עי\u200fריי\u00adה'],
  ])('%s finds %s', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['500', '5,000'],
    ['12', '12א'],
    ['1992', '19921'],
    ['12(ב)', '12(א)'],
  ])('%s does not find %s', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });
});

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'אבהושםץ"״\'׳.-–/() 1205,\u05b8\u200f\u00a0𝒜é\n', '\ud800', '\r\n'),
      fc.constantFrom('ע״א 12/34', 'ת"א 41417-07-22', 'התשנ"ב–1992', '329(א)(1)', 'בהסכם ', '5,000 '),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe('whatever the text', () => {
  it('tokens stand in order, inside the text, and words do not overlap', () => {
    fc.assert(
      fc.property(text, (written) => {
        const { length } = offsets(written);
        let end = 0;
        let position = -1;
        for (const token of tokenize(written)) {
          const { span } = token;
          if (token.position === position + 1) {
            if (span.start < end) return false;
            end = span.end;
            position++;
          } else if (token.position !== position || span.end !== end) return false;
          if (span.start >= span.end || span.end > length) return false;
        }
        return true;
      }),
    );
  });

  it('a token leads back to words that are tokenized to it', () => {
    fc.assert(
      fc.property(text, (written) =>
        tokenize(written)
          .filter(({ token }) => !token.startsWith('#'))
          .every(({ token, span }) => tokensOf(sliceSpan(written, span)).includes(token)),
      ),
    );
  });

  it('normalising first changes no token', () => {
    fc.assert(
      fc.property(text, (written) => {
        expect(tokensOf(normalise(written).text)).toEqual(tokensOf(written));
      }),
    );
  });

  it('two texts side by side have the tokens of both', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(tokensOf(`${one}\n\n;;\n\n${other}`)).toEqual([...tokensOf(one), ...tokensOf(other)]);
      }),
    );
  });
});
