import { expect, test } from 'vitest';
import { MINUTE, wallClock } from './zone.ts';

/** Two hours before the moment to two hours after it, minute by minute. */
const around = (moment: string): number[] =>
  Array.from({ length: 240 }, (_, n) => Date.parse(moment) + (n - 120) * MINUTE);

// The clocks of these zones change at the full hour of Greenwich, at a half, at a quarter to, and at midnight.
test.each([
  ['Asia/Jerusalem', '2026-03-27T00:00Z'],
  ['Asia/Jerusalem', '2026-10-24T23:00Z'],
  ['Europe/London', '2026-03-29T01:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Pacific/Chatham', '2026-09-26T14:00Z'],
  ['America/St_Johns', '2026-03-08T05:30Z'],
  ['Asia/Kathmandu', '1985-12-31T18:30Z'],
  ['America/New_York', '2026-12-31T23:00Z'],
])('%s at %s shows the minute that Intl does', (zone, moment) => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const shown = (epoch: number) => {
    const parts = Object.fromEntries(format.formatToParts(epoch).map(({ type, value }) => [type, Number(value)]));
    return (parts.hour ?? 0) * 60 + (parts.minute ?? 0);
  };
  const clock = wallClock(zone);
  for (const epoch of around(moment)) expect(clock(epoch), new Date(epoch).toISOString()).toBe(shown(epoch));
});
