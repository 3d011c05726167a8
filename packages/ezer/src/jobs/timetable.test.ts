import { assertStaggered } from 'pg-drains';
import { expect, test } from 'vitest';
import { JOBS } from './index.ts';
import { assertKnownJob, CHAIN, TIMETABLE, UnknownJob } from './timetable.ts';

test('no two jobs ever start in the same minute, on any day of the year', () => {
  expect(() => assertStaggered(TIMETABLE)).not.toThrow();
});

test('the timetable, the chain and the jobs name the same jobs', () => {
  const names = TIMETABLE.map((entry) => entry.job).sort();
  expect([...CHAIN].sort()).toEqual(names);
  expect(Object.keys(JOBS).sort()).toEqual(names);
});

test('every job has the process name that operators know, and the minutes of the design', () => {
  expect(Object.fromEntries(TIMETABLE.map((entry) => [entry.processName, entry.minutes]))).toEqual({
    'legal-metadata-drain': [0, 15, 30, 45],
    'legal-halacha-supervisor': [5, 20, 35, 50],
    'legal-halacha-drain': [10, 25, 40, 55],
    'legal-digest': [12],
    'legal-court-fetch': [17],
  });
});

test('a name that is no job is refused with the names that are', () => {
  expect(() => assertKnownJob('metadata-drain')).not.toThrow();
  expect(() => assertKnownJob('metadata')).toThrow(UnknownJob);
  expect(() => assertKnownJob('metadata')).toThrow(/metadata-drain/);
});
