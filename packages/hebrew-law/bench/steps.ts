import {
  findBackReferences,
  findCaseCitations,
  findDockets,
  findHalachot,
  findSections,
  findStatuteCitations,
  normalise,
  queryTokens,
  readDecision,
  readingOrder,
  readMetadata,
  splitDecisions,
  tokenize,
} from '../src/index.ts';

/** What is measured, by the name of the step. Each takes a text and does its work from the beginning. */
export const STEPS: Readonly<Record<string, (text: string) => unknown>> = {
  normalise,
  readingOrder,
  splitDecisions,
  findDockets,
  findCaseCitations,
  findBackReferences,
  findStatuteCitations,
  readMetadata,
  findSections,
  findHalachot,
  tokenize,
};

export const ALL = { readDecision, tokenize };
export const QUERY = { queryTokens };

const segmenter = new Intl.Segmenter('he', { granularity: 'word' });

/** What a program without this package would begin with, on the same text in the same run. */
export const PEERS: Readonly<Record<string, (text: string) => unknown>> = {
  'split at blanks': (text) => text.split(/\s+/),
  'one pattern for dockets': (text) => [...text.matchAll(/[א-ת]{1,5}"[א-ת] \d{1,6}[-/]\d{2,5}/g)],
  'Intl.Segmenter, words': (text) => {
    let words = 0;
    for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
    return words;
  },
};

// What the package remembers of the text it read last (its sentences, who speaks in them) must not answer for the text that
// is measured: before each measurement another text is read.
const ANOTHER = 'דיון והכרעה\n1. הלכה היא כי שוכר אינו רשאי לעכב תשלום.';
export const forgetLastText = (): unknown => readDecision(ANOTHER);

/**
 * Milliseconds of processor time, the least of `rounds`: the clock says nothing on a machine that is shared. Time of the
 * collector's threads is in it. `work` must not read the same text twice in a row.
 */
export function processorTime(work: () => unknown, rounds = 3): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    forgetLastText();
    // What an earlier measurement left behind is not charged to this one.
    globalThis.gc?.();
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
