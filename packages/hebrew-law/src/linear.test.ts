import { describe, expect, it } from 'vitest';
import { FLOODS } from '../bench/floods.ts';
import { processorTime, QUERY, STEPS } from '../bench/steps.ts';

// What is held to here is growth, not speed: a text eight times as long may take eight times the time, and a pattern that
// backtracks takes sixty-four times. Processor time is measured, because the machine that runs the tests may be shared, and
// a measurement that something else disturbed is made again. How many milliseconds a megabyte takes is in
// docs/benchmarks/law.md.
const SHORT = 20_000;
const TIMES = 8;
const MOST = 3 * TIMES;
const ATTEMPTS = 4;
// Under so many milliseconds the collector is most of what is measured.
const GRAIN = 3;

/** How many times as long the long text takes; the least of some attempts. */
function growth(step: (text: string) => unknown, short: string, long: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least > MOST; attempt++) {
    const once = Math.max(
      processorTime(() => step(short), 1),
      GRAIN,
    );
    least = Math.min(least, processorTime(() => step(long), 1) / once);
  }
  return least;
}

describe.each(Object.entries({ ...STEPS, ...QUERY }))('%s', (_, step) => {
  it('takes time in proportion to its text, whatever is repeated in it', () => {
    step(FLOODS[0]?.text(SHORT) ?? '');
    const growths = FLOODS.map(({ name, text }) => [name, growth(step, text(SHORT), text(SHORT * TIMES))] as const);
    expect(growths.filter(([, times]) => times > MOST)).toEqual([]);
  }, 600_000);
});

it('tells a pattern that backtracks', () => {
  const backtracks = (text: string): boolean => /א*ב/.test(text);
  expect(growth(backtracks, 'א'.repeat(3_000), 'א'.repeat(3_000 * TIMES))).toBeGreaterThan(MOST);
});
