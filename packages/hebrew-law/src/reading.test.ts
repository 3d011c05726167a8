import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecisionReading, offsets, readDecision, type Span, sliceSpan } from './index.ts';

const HEADING =
  'בבית המשפט העליון\n\nרע"א 900/31\n\nלפני:\n\nכבוד השופטת ד\' לביא\n\nהמבקש:\n\nרון שקד\n\nנ ג ד\n\nהמשיבה:\n\nאלמוג שיווק בע"מ\n\nהחלטה\n\n';
const BODY =
  '1. המבקש טוען כי לא הפר את החוזה.\n\nדיון והכרעה\n\n2. הלכה היא כי רשות ערעור בגלגול שלישי תינתן רק כאשר מתעוררת שאלה משפטית החורגת מעניינם של הצדדים (ראו: ע"א 171/29 גל נ\' דקל (3.4.2029)).\n\n' +
  '3. לפי סעיף 12 לחוק החוזים (חלק כללי), התשל"ג-1973, ולאור עניין דקל, דין הבקשה להידחות.\n\n';
const END = 'ניתנה היום, א\' באב התשצ"א (20.7.2031).\n\nש ו פ ט ת';
const WHOLE = HEADING + BODY + END;

/** What a reading found, and whether anything at all. */
const found = ({ metadata, cases, backReferences, statutes, halachot }: DecisionReading) => ({
  dockets: metadata.dockets.map(({ value }) => value),
  court: metadata.court?.value ?? null,
  judges: metadata.judges.map(({ value }) => value),
  date: metadata.date?.value ?? null,
  cases: cases.map(({ docket }) => docket),
  back: backReferences.map(({ docket }) => docket),
  statutes: statutes.map(({ law }) => law),
  halachot: halachot.length,
});
const NOTHING = {
  dockets: [],
  court: null,
  judges: [],
  date: null,
  cases: [],
  back: [],
  statutes: [],
  halachot: 0,
};

describe('readDecision', () => {
  it('reads a whole decision', () => {
    expect(found(readDecision(WHOLE))).toEqual({
      dockets: ['רע"א 900/31'],
      court: 'בית המשפט העליון',
      judges: ["ד' לביא"],
      date: '2031-07-20',
      cases: ['ע"א 171/29'],
      back: ['ע"א 171/29'],
      statutes: ['חוק החוזים (חלק כללי)'],
      halachot: 1,
    });
  });

  it.each<[string, string]>([
    ['an empty text', ''],
    ['blanks', ' \n\t\u00a0'],
    ['NUL', '\u0000'],
    ['Latin only', 'In the Supreme Court, CrimA 12/34, before Judge Doe: see section 7 of the Act, 5 L.R. 12 (2001).'],
    ['Arabic', 'قرار المحكمة العليا رقم 12/34 بشأن المادة 7 من القانون'],
    ['lone surrogates', '\ud800 \udc00\ud800'],
    ['only numbers', '12/34 5678-09-10 '.repeat(50)],
  ])('reads nothing out of %s', (_, text) => {
    const reading = readDecision(text);
    expect(found(reading)).toEqual(NOTHING);
    expect(reading.order).toBe('unknown');
  });

  it('reads a decision in one line of ten megabytes', () => {
    const filler = 'המבקשת טענה כי לא קיבלה את ההודעה במועד ועל כן אין לזקוף לחובתה את האיחור. ';
    const body = filler.repeat(Math.ceil(5_800_000 / filler.length));
    const line = (HEADING + body + BODY + END).replaceAll('\n', ' ');
    expect(Buffer.byteLength(line)).toBeGreaterThan(10_000_000);
    const reading = readDecision(line);
    expect(reading.metadata.dockets.map(({ value }) => value)).toEqual(['רע"א 900/31']);
    expect(reading.cases.map(({ docket }) => docket)).toEqual(['ע"א 171/29']);
    expect(reading.statutes.map(({ law }) => law)).toEqual(['חוק החוזים (חלק כללי)']);
    const [citation] = reading.cases;
    expect(citation && sliceSpan(line, citation.span)).toBe(citation?.raw);
  }, 300_000);

  it('keeps its place among lone surrogates, astral characters and bidi marks', () => {
    const broken = `\ud800𝒜\u200f${WHOLE.replaceAll('סעיף', '\udc00סעיף').replaceAll('"', '״')}\ud83d`;
    const reading = readDecision(broken);
    expect(reading.cases.map(({ docket }) => docket)).toEqual(['ע"א 171/29']);
    for (const { raw, span } of [...reading.cases, ...reading.statutes, ...reading.backReferences])
      expect(sliceSpan(broken, span)).toBe(raw);
  });

  it.each<[string, string]>([
    [
      'letters',
      WHOLE.split('\n')
        .map((line) => [...line].reverse().join(''))
        .join('\n'),
    ],
    [
      'words',
      WHOLE.split('\n')
        .map((line) => line.split(' ').map(turned).reverse().join(' '))
        .join('\n'),
    ],
  ])('reports a text whose %s stand in visual order, and does not parse it', (_, text) => {
    const reading = readDecision(text);
    expect(reading.order).toBe('visual');
    expect(found(reading)).toEqual(NOTHING);
    expect(reading.sections).toEqual([]);
    expect(reading.parts).toEqual([]);
  });

  it('reads what half a decision says, and no date or outcome that its other half would say', () => {
    const firstHalf = readDecision(HEADING + BODY.slice(0, BODY.length / 2));
    expect(firstHalf.metadata.dockets).toHaveLength(1);
    expect(firstHalf.metadata.date).toBeNull();
    expect(firstHalf.metadata.outcome).toBeNull();
    const secondHalf = readDecision(BODY.slice(BODY.length / 2) + END);
    expect(secondHalf.metadata.dockets).toEqual([]);
    expect(secondHalf.metadata.court).toBeNull();
    expect(secondHalf.statutes.map(({ law }) => law)).toEqual(['חוק החוזים (חלק כללי)']);
  });

  it('is one decision when it quotes another whole, and says so of its own docket, judge and date', () => {
    const quoted = WHOLE.replaceAll('900/31', '800/30').replace("ד' לביא", "פ' פלד").replace('20.7.2031', '1.2.2030');
    const text = `${HEADING}1. בהחלטה הקודמת נאמר:\n\n"${quoted.replaceAll('\n\n', ' ')}"\n\n2. הבקשה שלפניי שונה, ודינה להתקבל.\n\n${END}`;
    const reading = readDecision(text);
    expect(reading.parts).toHaveLength(1);
    expect(reading.metadata.dockets.map(({ value }) => value)).toEqual(['רע"א 900/31']);
    expect(reading.metadata.judges.map(({ value }) => value)).toEqual(["ד' לביא"]);
    expect(reading.metadata.date?.value).toBe('2031-07-20');
    expect(reading.cases.map(({ docket }) => docket)).toEqual(['רע"א 800/30', 'ע"א 171/29']);
  });

  it('says where each decision of a file stands', () => {
    const text = `${WHOLE}\n\n${WHOLE.replaceAll('900/31', '901/31')}`;
    const { parts, metadata } = readDecision(text);
    expect(parts.map(({ span }) => sliceSpan(text, span).length)).toEqual([WHOLE.length, WHOLE.length]);
    expect(metadata.dockets.map(({ value }) => value)).toEqual(['רע"א 900/31', 'רע"א 901/31']);
  });

  it('never throws and never points outside the text, wherever a decision is cut, doubled or broken', () => {
    const piece = fc.constantFrom(HEADING, BODY, END, '"', '(', ')', '[', '\n', '\ud800', '𝒜', '\u200f', '# a.txt\n');
    const pieces = fc.array(fc.tuple(piece, fc.nat(), fc.nat()), { maxLength: 6 });
    fc.assert(
      fc.property(pieces, (cut) => {
        const text = cut.map(([words, a, b]) => words.slice(a % (words.length + 1)).slice(0, b % 900)).join('');
        const { length } = offsets(text);
        return spansOf(readDecision(text)).every(({ start, end }) => 0 <= start && start <= end && end <= length);
      }),
      { numRuns: process.env.TEST_LONG ? 2000 : 100 },
    );
  });
});

/** A word as a page in visual order shows it among words turned round: its signs on the other side. */
function turned(word: string): string {
  const [, body = '', signs = ''] = /^(.*?)([.,:;]*)$/.exec(word) ?? [];
  return signs + body;
}

function spansOf(reading: DecisionReading): Span[] {
  const { metadata } = reading;
  const fields = [metadata.kind, metadata.court, metadata.date, metadata.outcome, ...metadata.dockets].flatMap(
    (field) => field?.span ?? [],
  );
  const lists = [reading.parts, reading.cases, reading.backReferences, reading.statutes, reading.sections];
  return [...fields, ...lists.flat().map(({ span }) => span), ...reading.halachot.map(({ span }) => span)];
}
