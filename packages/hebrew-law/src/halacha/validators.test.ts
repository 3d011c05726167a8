import { describe, expect, it } from 'vitest';
import { findHalachot, flagsOf, nearDuplicates, verifyQuote } from './index.ts';

const RULE = 'הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת';
const discussion = (sentence: string): string => `דיון והכרעה\n1. ${sentence}\n`;

describe('validators', () => {
  const halacha = findHalachot(discussion(`${RULE}.`))[0];
  const text = discussion(`${RULE}.`);
  const proposed = halacha ?? {
    span: { start: 0, end: 1 },
    quote: '',
    reasons: [],
    role: 'holding' as const,
    principle: null,
  };

  it('see a quote that is not at its place, or cut in a word', () => {
    expect(verifyQuote(text, proposed.quote, proposed.span)).toEqual({ verbatim: true, cutInWord: false });
    const moved = { start: proposed.span.start + 1, end: proposed.span.end + 1 };
    expect(flagsOf(text, { ...proposed, span: moved })).toEqual(
      expect.arrayContaining(['quote-not-verbatim', 'cut-in-word']),
    );
    expect(verifyQuote(text, 'x', { start: 5, end: 999 }).verbatim).toBe(false);
  });

  it('flag what speaks for a party, stands outside the reasoning or stays open, and drop nothing', () => {
    const reason = (feature: 'partyVoice' | 'outsideReasoning' | 'undecided' | 'quotedPrecedent') => ({
      feature,
      points: 0,
      hebrew: '',
      evidence: null,
    });
    const reasons = [reason('partyVoice'), reason('outsideReasoning'), reason('undecided'), reason('quotedPrecedent')];
    expect(flagsOf(text, { ...proposed, reasons, role: 'application' })).toEqual([
      'outside-reasoning',
      'inside-quotation',
      'party-claim',
      'facts-only',
      'undecided',
    ]);
  });

  it.each([
    ['dissent', 'outside-reasoning'],
    ['lowerCourtVoice', 'outside-reasoning'],
    ['statuteText', 'inside-quotation'],
    ['thin', 'thin'],
    ['question', 'undecided'],
  ] as const)('flag %s as %s', (feature, flag) => {
    const reasons = [{ feature, points: 0, hebrew: '', evidence: null }];
    expect(flagsOf(text, { ...proposed, reasons })).toEqual([flag]);
    expect(flagsOf(text, { ...proposed, reasons: [] })).toEqual([]);
  });

  it('flag a scrap as thin whatever its signs', () => {
    const start = text.indexOf('אלא אם');
    const scrap = {
      span: { start, end: start + 6 },
      quote: 'אלא אם',
      reasons: [],
      role: 'holding' as const,
      principle: null,
    };
    expect(flagsOf(text, scrap)).toEqual(['thin']);
  });

  it('refuse a place outside the text, and see a cut at either end alone', () => {
    expect(verifyQuote('שוכר חייב', '', { start: 3, end: 3 }).verbatim).toBe(false);
    expect(verifyQuote('שוכר חייב', '', { start: 4, end: 3 }).verbatim).toBe(false);
    expect(verifyQuote('שוכר חייב', 'חייב', { start: 5, end: 10 }).verbatim).toBe(false);
    expect(verifyQuote('שוכר חייב', 'שוכר', { start: -5, end: 4 }).verbatim).toBe(false);
    expect(verifyQuote('שוכר חייב', 'שוכר', { start: 0, end: 4 })).toEqual({ verbatim: true, cutInWord: false });
    expect(verifyQuote('שוכר חייב', 'שוכר ח', { start: 0, end: 6 })).toEqual({ verbatim: true, cutInWord: true });
    expect(verifyQuote('שוכר חייב', 'כר חייב', { start: 2, end: 9 })).toEqual({ verbatim: true, cutInWord: true });
    expect(verifyQuote('𝒜 שוכר', 'שוכר', { start: 2, end: 6 })).toEqual({ verbatim: true, cutInWord: false });
  });

  it('see a repeated rule also when it stands within a longer one, and far apart', () => {
    const longer = `${RULE}, ובלבד שהודיע על כך למשכיר בכתב בתוך שבוע מיום שנודע לו על הליקוי ולא תיקן אותו בעצמו`;
    const others = Array.from({ length: 50 }, (_, i) => ({
      quote: `כלל ${i} עוסק בעניין ${i * 7} ובדבר ${i * 11}`,
      flags: [],
    }));
    const marked = nearDuplicates([{ quote: longer, flags: [] }, ...others, { quote: RULE, flags: [] }]);
    expect(marked.at(-1)?.flags).toEqual(['near-duplicate']);
    expect(marked.slice(0, -1).every(({ flags }) => flags.length === 0)).toBe(true);
  });

  it('leave two rules apart that share a few words, or words with each of two others', () => {
    const flags = (...quotes: string[]) =>
      nearDuplicates(quotes.map((quote) => ({ quote, flags: [] }))).map(({ flags }) => flags.length);
    expect(flags('שוכר חייב להשיב את המושכר בזמן', 'מוכר חייב להשיב את התמורה לקונה')).toEqual([0, 0]);
    const [one, other] = ['שוכר חייב להשיב את המושכר', 'אלא אם הוסכם על כך'];
    expect(flags(`${one} ביום שנקבע לכך מראש`, `${other} בין הצדדים בכתב לפניו`, `${one} ${other}`)).toEqual([0, 0, 0]);
  });

  it('look back over two hundred, and no further', () => {
    const short = { quote: 'שוכר ישלם שכר', flags: [] };
    const others = Array.from({ length: 199 }, (_, i) => ({ quote: `כלל${i} עוסק${i} בעניין${i} זה${i}`, flags: [] }));
    expect(nearDuplicates([short, ...others, short]).at(-1)?.flags).toEqual(['near-duplicate']);
    expect(nearDuplicates([short, ...others, { quote: 'אין בכך כלום', flags: [] }, short]).at(-1)?.flags).toEqual([]);
  });

  it.each([
    ['thin', 'אבגד '.repeat(6).trim()],
    ['whole', `${'אבגד '.repeat(5)}אבגדה`],
  ])('take a quote of twenty-nine letters for thin, and of thirty for whole: %s', (name, quote) => {
    const halacha = {
      span: { start: 0, end: quote.length },
      quote,
      reasons: [],
      role: 'holding' as const,
      principle: null,
    };
    expect(flagsOf(quote, halacha)).toEqual(name === 'thin' ? ['thin'] : []);
  });

  it.each([
    ['a1b', 1, 2],
    ['אב1', 2, 3],
    ['Abc', 0, 1],
    ['אaב', 1, 2],
  ])('see a cut between letters and digits of any kind: %s', (text, start, end) => {
    expect(verifyQuote(text, text.slice(start, end), { start, end })).toEqual({ verbatim: true, cutInWord: true });
  });

  it('mark the second of two near-identical rules', () => {
    const twice = nearDuplicates([
      { quote: RULE, flags: [] },
      { quote: `אכן, ${RULE}`, flags: [] },
      { quote: 'מוכר חייב לגלות מום נסתר שידע עליו בעת המכירה', flags: [] },
    ]);
    expect(twice.map(({ flags }) => flags)).toEqual([[], ['near-duplicate'], []]);
  });
});
