import { expect, test } from 'vitest';
import { TIMETABLE } from '../jobs/timetable.ts';
import { deadlinesOf, latestStart, PeriodTooShort } from './deadlines.ts';
import { startsOf, timetable } from './testing/written.ts';

test('the deadlines of every job end its run before its next start', () => {
  for (const entry of timetable) {
    const { period, run, end, stop } = deadlinesOf(entry);
    expect(run).toBeLessThan(end);
    expect(end + stop).toBeLessThan(period);
    const [first = '', second = ''] = startsOf(entry, 2);
    expect(period * 1000).toBeLessThanOrEqual(Date.parse(second) - Date.parse(first));
  }
  expect(deadlinesOf({ job: 'read', minutes: [0, 15, 30, 45], processName: 'read' })).toEqual({
    period: 900,
    run: 600,
    end: 840,
    stop: 30,
  });
  // Of every hour: no more than an item's time after the budget, however far away the next start is.
  expect(deadlinesOf({ job: 'mail', minutes: [22], processName: 'mail' })).toEqual({
    period: 3600,
    run: 600,
    end: 840,
    stop: 30,
  });
});

test('deadlines shrink with a period, and one that leaves no time is refused', () => {
  expect(deadlinesOf({ job: 'a', minutes: [0, 5, 30], processName: 'a' })).toEqual({
    period: 300,
    run: 200,
    end: 240,
    stop: 30,
  });
  expect(deadlinesOf({ job: 'a', minutes: [58, 3], processName: 'a' }).period).toBe(300);
  const short = { job: 'a', minutes: [59, 1], processName: 'a' };
  const message = 'a starts every 120 s; give it minutes that are at least 5 apart';
  expect(() => deadlinesOf(short)).toThrow(PeriodTooShort);
  expect(() => deadlinesOf(short)).toThrow(expect.objectContaining({ job: 'a', period: 120, message }));
});

test('the deadline of a late start leaves the distance to the next job', () => {
  expect(latestStart(TIMETABLE)).toBe(90); // minutes 10 and 12
  expect(latestStart([{ job: 'a', minutes: [0], processName: 'a' }])).toBe(2700);
});
