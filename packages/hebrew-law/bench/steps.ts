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

/**
 * Milliseconds of processor time, the least of `rounds`: the clock says nothing on a machine that is shared. Time of the
 * collector's threads is in it.
 */
export function processorTime(work: () => unknown, rounds = 3): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
