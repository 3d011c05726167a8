import { describe, expect, it } from 'vitest';
import {
  findCaseCitations,
  findDockets,
  findStatuteCitations,
  normalise,
  offsets,
  queryTokens,
  readDecision,
  tokenize,
} from './index.ts';

// One megabyte that keeps each family of patterns busy: half-matches repeated. Processor time is measured, not the clock,
// because the machine that runs the tests may be shared; a pattern that backtracks takes minutes.
// Measured on one core: under 200 ms where nothing is found; what finds 50,000 to 250,000 things in the megabyte takes
// 0.3 to 1.6 s, most of it for the things themselves.
const MEGABYTE = 1_000_000;
const repeated = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length)).slice(0, MEGABYTE);
const LIMIT = 4_000;
const processorTime = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000;
};

const hostile: [string, string][] = [
  ['digits', repeated('1')],
  ['digits and separators', repeated('1-1/1.')],
  ['numbers with blanks', repeated('12 / 1 ')],
  ['procedures without numbers', repeated('ע"א ')],
  ['one endless abbreviation', repeated('א"')],
  ['letters without a blank', repeated('א')],
  ['open brackets', repeated('ע"א (')],
  ['dockets', repeated('ע"א 1/90, ')],
  ['reporters without pages', repeated('פ"ד נב(1), ')],
  ['dotted initials', repeated('א.')],
  ['sections', repeated('סעיף 1, ')],
  ['one endless list of sections', `סעיף ${repeated('1(א)(1), ')}`],
  ['the head of a statute', repeated('חוק ')],
  ['beginnings of statutes', repeated('חוק סדר הדין ')],
  ['a statute and nothing', repeated('חוק העונשין (')],
  ['definitions', repeated('חוק העונשין (להלן: החוק) סעיף 1 לחוק ')],
  ['Hebrew years', repeated('התש')],
  ['gereshes', repeated("'")],
  ['gereshes and bidi marks', repeated("'\u200f")],
  ['quotes', repeated('" "')],
  ['niqqud', repeated('\u05b8')],
  ['blanks', repeated(' ')],
  ['line ends', repeated('\r\n')],
  ['astral characters', repeated('𝒜')],
  ['lone surrogates', repeated('\ud800')],
];

describe('a megabyte of hostile text is read in time that grows with its length', () => {
  it.each(hostile)('%s', (_, text) => {
    for (const read of [normalise, findDockets, findCaseCitations, findStatuteCitations, tokenize, queryTokens]) {
      expect(
        processorTime(() => read(text)),
        read.name,
      ).toBeLessThan(LIMIT);
    }
    expect(offsets(text).length).toBe(Array.from(text).length);
  });

  it('one line of ten megabytes', () => {
    const plain = 'המבקשת טענה כי לא קיבלה את ההודעה במועד ועל כן אין לזקוף לחובתה את האיחור. '.repeat(8);
    const cited = 'המבקש הורשע לפי סעיף 5 לחוק העונשין, וראו ע"פ 14/90 אילן נ\' גל, פ"ד מ(1) 5. ';
    const line = (plain + cited).repeat(15_000);
    expect(line.length).toBeGreaterThan(10 * MEGABYTE);
    const used = processorTime(() => {
      expect(findCaseCitations(line)).toHaveLength(15_000);
      expect(findStatuteCitations(line)).toHaveLength(15_000);
    });
    expect(used).toBeLessThan(10 * LIMIT);
  });
});

describe('readDecision', () => {
  it.each(['', ' ', '\ud800\udc00\ud800', 'Judgment of the Court', 'قرار المحكمة رقم 12/34', '\u0000'])(
    'reads nothing out of %j',
    (text) => {
      const { cases, statutes, halachot, metadata } = readDecision(text);
      expect({ cases, statutes, halachot, dockets: metadata.dockets }).toEqual({
        cases: [],
        statutes: [],
        halachot: [],
        dockets: [],
      });
    },
  );
});
