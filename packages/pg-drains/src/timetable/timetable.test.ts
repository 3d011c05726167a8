import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { assertStaggered, nextStart, proposeMinute, type TimetableEntry, TimetableError } from './index.ts';

const entry = (job: string, minutes: number[], more: Partial<TimetableEntry> = {}): TimetableEntry => ({
  job,
  minutes,
  processName: `p-${job}`,
  ...more,
});

const quarters = (first: number) => [first, first + 15, first + 30, first + 45];
const table = [
  entry('catalogue', quarters(0)),
  entry('watch', quarters(5)),
  entry('read', quarters(10)),
  entry('digest', [12]),
  entry('fetch', [17]),
  entry('mail', [22], { hours: [7] }),
];

describe('a timetable is staggered', () => {
  test('when no two jobs share a minute in a whole year', () => {
    expect(() => assertStaggered(table)).not.toThrow();
  });

  test('and not when two do: the error names both jobs and the minute', () => {
    const wrong = [...table, entry('late', [22], { hours: [7, 19] })];
    expect(() => assertStaggered(wrong, 2026)).toThrow(/mail and late both start at 2025-12-31 07:22 Asia\/Jerusalem/);
    try {
      assertStaggered(wrong, 2026);
    } catch (error) {
      expect(error).toBeInstanceOf(TimetableError);
      expect(error).toMatchObject({ jobs: ['mail', 'late'], at: new Date('2025-12-31T05:22:00Z') });
    }
  });

  test('also on days when the clocks of its zones change', () => {
    // Jerusalem is 7 hours ahead of New York, except for two spring weeks and one autumn week when it is 6.
    const jerusalem = entry('a', [30], { hours: [15] });
    const newYork = (hour: number) => entry('b', [30], { hours: [hour], zone: 'America/New_York' });
    expect(() => assertStaggered([jerusalem, newYork(8)], 2026)).toThrow(/both start/);
    expect(() => assertStaggered([jerusalem, newYork(9)], 2026)).toThrow(
      /2026-03-08 15:30 Asia\/Jerusalem = 2026-03-08 09:30 America\/New_York/,
    );
    expect(() => assertStaggered([jerusalem, newYork(10)], 2026)).not.toThrow();
  });

  test('in this year and the next, when none is named: a build of December holds in January', () => {
    onTestFinished(() => void vi.useRealTimers());
    // Turkey kept its summer time two weeks longer than Germany for the first time in the autumn of 2015.
    const meeting = [
      entry('a', [30], { hours: [8], zone: 'Europe/Berlin' }),
      entry('b', [30], { hours: [10], zone: 'Europe/Istanbul' }),
    ];
    vi.useFakeTimers({ now: new Date('2013-12-31T23:00:00Z'), toFake: ['Date'] });
    expect(() => assertStaggered(meeting)).not.toThrow();
    expect(() => assertStaggered(meeting, 2014)).not.toThrow();
    vi.setSystemTime(new Date('2014-12-31T23:00:00Z'));
    expect(() => assertStaggered(meeting)).toThrow(
      /2015-10-25 08:30 Europe\/Berlin = 2015-10-25 10:30 Europe\/Istanbul/,
    );
  });

  test('and half-hour zones count minutes as they are', () => {
    const india = entry('b', [45], { zone: 'Asia/Kolkata' });
    expect(() => assertStaggered([entry('a', [15]), india], 2026)).toThrow(/both start/);
    expect(() => assertStaggered([entry('a', [45]), india], 2026)).not.toThrow();
  });

  test.each([
    [entry('a', [60]), /minute 60/],
    [entry('a', [1.5]), /minute 1.5/],
    [entry('a', []), /no minute/],
    [entry('a', [1, 1]), /twice/],
    [entry('a', [1], { hours: [24] }), /hour 24/],
    [entry('a', [1], { hours: [] }), /no hour/],
    [entry('a', [1], { zone: 'Asia/Atlantis' }), /Asia\/Atlantis, which is not known/],
  ])('and sound: %o is refused in words', (wrong, words) => {
    expect(() => assertStaggered([wrong], 2026)).toThrow(words);
  });

  test('and names each job once', () => {
    expect(() => assertStaggered([entry('a', [1]), entry('b', [3]), entry('a', [2])], 2026)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('a stands there twice'), jobs: ['a', 'a'] }),
    );
    expect(() => assertStaggered([entry('a', [1]), entry('b', [2], { processName: 'p-a' })], 2026)).toThrow(
      /processName/,
    );
  });
});

describe('the proposed minute', () => {
  test('is the one with the widest gaps', () => {
    expect(proposeMinute([entry('a', [0, 30])])).toBe(15);
    expect(proposeMinute([entry('a', [0])])).toBe(30);
    expect(proposeMinute([entry('a', quarters(0))], 15)).toBe(7);
    expect(proposeMinute([])).toBe(0);
  });

  test('keeps the table staggered', () => {
    const minute = proposeMinute(table);
    expect(() => assertStaggered([...table, entry('new', [minute])], 2026)).not.toThrow();
  });

  test('is refused when none is free', () => {
    const full = [
      entry(
        'a',
        Array.from({ length: 60 }, (_, i) => i),
      ),
    ];
    expect(() => proposeMinute(full)).toThrow(/no minute is free/);
    expect(() => proposeMinute([entry('a', [60])])).toThrow(/minute 60/);
    for (const every of [7, 7.5, 0, -5, 120]) expect(() => proposeMinute([], every)).toThrow(/divisor of 60/);
  });
});

describe('the next start', () => {
  const next = (e: TimetableEntry, from: string) => nextStart(e, new Date(from)).toISOString();

  test('is strictly later', () => {
    const digest = entry('digest', [12]);
    expect(next(digest, '2026-01-01T10:11:59.999Z')).toBe('2026-01-01T10:12:00.000Z');
    expect(next(digest, '2026-01-01T10:12:00Z')).toBe('2026-01-01T11:12:00.000Z');
  });

  test('is on the clock of its zone, summer and winter', () => {
    const mail = entry('mail', [0], { hours: [7] });
    expect(next(mail, '2026-01-10T12:00:00Z')).toBe('2026-01-11T05:00:00.000Z');
    expect(next(mail, '2026-07-10T12:00:00Z')).toBe('2026-07-11T04:00:00.000Z');
  });

  test('skips an hour that does not exist and comes in both that do twice', () => {
    // Israel: forward on Friday 27 March 2026 at 02:00, back on Sunday 25 October 2026 at 02:00.
    const night = entry('night', [30], { hours: [2] });
    expect(next(night, '2026-03-26T12:00:00Z')).toBe('2026-03-27T23:30:00.000Z');
    const one = entry('one', [30], { hours: [1] });
    expect(next(one, '2026-10-24T12:00:00Z')).toBe('2026-10-24T22:30:00.000Z');
    expect(next(one, '2026-10-24T22:30:00Z')).toBe('2026-10-24T23:30:00.000Z');
  });

  test('is refused in words when there is none', () => {
    expect(() => next(entry('never', []), '2026-01-01T10:12:00Z')).toThrow(
      /never does not start within eight days of 2026-01-01T10:12:00.000Z/,
    );
  });
});
