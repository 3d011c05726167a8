import { expect, test, vi } from 'vitest';
import { isWorkingDay, workingDaysBetween } from './index.ts';

// A day is a day wherever the process runs: here, where midnight of Greenwich is the afternoon before.
vi.hoisted(() => {
  process.env.TZ = 'America/Los_Angeles';
});

test.each([
  ['2026-09-11', false, 'Friday, eve of Rosh Hashana'],
  ['2026-09-12', false, 'Rosh Hashana'],
  ['2026-09-13', false, 'second day of Rosh Hashana'],
  ['2026-09-14', true, 'fast of Gedalia'],
  ['2026-09-20', false, 'eve of Yom Kippur'],
  ['2026-09-21', false, 'Yom Kippur'],
  ['2026-09-22', true, 'between the holidays'],
  ['2026-09-28', false, 'middle of Sukkot'],
  ['2026-10-04', true, 'the day after Simchat Torah'],
  ['2027-04-21', false, 'eve of Passover'],
  ['2027-04-28', false, 'seventh day of Passover'],
  ['2027-04-29', true, 'the day after Passover'],
  ['2025-09-21', true, '28 Elul'],
  ['2025-09-22', false, 'eve of Rosh Hashana on a Monday'],
  ['2025-09-23', false, 'Rosh Hashana on a Tuesday'],
  ['2025-10-05', true, 'two days before Sukkot'],
  ['2025-10-06', false, 'eve of Sukkot on a Monday'],
  ['2026-05-21', false, 'eve of Shavuot'],
  ['2025-06-02', false, 'Shavuot on a Monday'],
  ['2025-06-03', true, 'the day after Shavuot'],
  // 5 Iyar 5782 was a Friday: kept on Thursday the 5th of May.
  ['2022-05-03', true, 'two days before Independence Day'],
  ['2022-05-04', false, 'Memorial Day, moved back from a Friday'],
  ['2022-05-05', false, 'Independence Day, moved back from a Friday'],
  // 5 Iyar 5784 was a Monday, so Independence Day was kept on Tuesday the 14th and Memorial Day on the 13th.
  ['2024-05-12', true, '4 Iyar of a year that was moved on'],
  ['2024-05-13', false, 'Memorial Day, moved on'],
  ['2024-05-14', false, 'Independence Day, moved on'],
  // 5 Iyar 5785 was a Saturday: kept on Thursday the 1st of May.
  ['2025-04-30', false, 'Memorial Day, moved back'],
  ['2025-05-01', false, 'Independence Day, moved back'],
  // 5 Iyar 5786 was a Wednesday.
  ['2026-04-21', false, 'Memorial Day'],
  ['2026-04-22', false, 'Independence Day'],
  ['2026-04-23', true, 'the day after'],
  ['2026-11-20', false, 'a Friday'],
  ['2026-11-21', false, 'a Saturday'],
  ['2026-11-22', true, 'a Sunday'],
])('%s: %s (%s)', (day, expected) => {
  expect(isWorkingDay(day)).toBe(expected);
});

test('working days are counted after the first day, up to the last', () => {
  expect(workingDaysBetween('2026-11-19', '2026-11-22')).toBe(1); // Thursday to Sunday
  expect(workingDaysBetween('2026-11-22', '2026-11-22')).toBe(0);
  expect(workingDaysBetween('2026-11-22', '2026-11-01')).toBe(0);
  expect(workingDaysBetween('2026-09-10', '2026-10-04')).toBe(8); // the month of holidays: 14 to 17, 22 to 24 September, 4 October
});
