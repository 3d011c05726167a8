import { Cron } from 'croner';
import { nextStart, type TimetableEntry, TimetableError } from 'pg-drains';
import { expect, test } from 'vitest';
import { TIMETABLE } from '../jobs/index.ts';
import { patternsOf } from './index.ts';

// Israel puts its clocks forward on 26 March 2027 and back on 31 October 2027.
const moments = ['2027-01-01T10:11:00Z', '2027-03-25T23:30:00Z', '2027-10-30T22:30:00Z', '2027-12-31T21:59:59Z'];

test.each(TIMETABLE.map((entry) => [entry.job, entry] as const))(
  '%s starts at the minutes of the timetable, also where the clock is changed',
  (job, entry) => {
    const [made] = patternsOf([entry]);
    expect(made).toMatchObject({ job, zone: 'Asia/Jerusalem' });
    const clock = new Cron(made?.pattern ?? '', { timezone: made?.zone, paused: true });
    for (const moment of moments) {
      let at = new Date(moment);
      for (const start of clock.nextRuns(12, at)) {
        at = nextStart(entry, at);
        expect(start.toISOString()).toBe(at.toISOString());
      }
    }
  },
);

test('hours and a zone of the timetable are kept', () => {
  const entry = { job: 'bulletin', minutes: [22], hours: [7, 19], zone: 'Europe/London', processName: 'bulletin' };
  expect(patternsOf([entry])).toEqual([{ job: 'bulletin', pattern: '22 7,19 * * *', zone: 'Europe/London' }]);
});

test('an entry that no clock shows, or two that meet, is refused in words before anything starts', () => {
  const entry = { job: 'bulletin', minutes: [22], processName: 'bulletin' };
  const refusal = (...timetable: TimetableEntry[]) => {
    try {
      patternsOf(timetable);
    } catch (error) {
      if (error instanceof TimetableError) return error.message;
    }
    throw new Error('expected a TimetableError');
  };
  expect(refusal({ ...entry, minutes: [61] })).toContain('bulletin names minute 61');
  expect(refusal({ ...entry, hours: [31] })).toContain('bulletin names hour 31');
  expect(refusal({ ...entry, zone: 'Asia/Jerusalm' })).toContain('Asia/Jerusalm, which is not known');
  expect(refusal(entry, { ...entry, job: 'letter', processName: 'letter' })).toContain(
    'bulletin and letter both start at',
  );
});
