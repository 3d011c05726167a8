import { expect, test } from 'vitest';
import { interval } from './interval.ts';

test('one miss in 73 leaves the true share anywhere from 92.6 to 99.8 percent', () => {
  expect(interval(72, 73).map((bound) => bound.toFixed(3))).toEqual(['0.926', '0.998']);
});

test('a perfect score on few cases is not a proof', () => {
  expect(interval(20, 20)[0]).toBeLessThan(0.85);
  expect(interval(20, 20)[1]).toBe(1);
  expect(interval(0, 0)).toEqual([0, 1]);
});
