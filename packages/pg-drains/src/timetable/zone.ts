export const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/**
 * A wall clock in one zone: the minute of its day (0 to 1439) at a moment after 1970.
 *
 * `Intl` costs some microseconds a question, which a year of minutes cannot pay; offsets change a few times a year, so
 * it is asked once a day, and closer only where two days differ.
 */
export function wallClock(zone: string): (epoch: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', hourCycle: 'h23' });
  const asked = new Map<number, number>();
  let quarter = Number.NaN;
  let east = 0;

  return (epoch) => {
    const current = Math.floor(epoch / QUARTER);
    if (current !== quarter) {
      quarter = current;
      east = offset(epoch);
    }
    return (Math.floor(epoch / MINUTE) + east) % 1440;
  };

  /** Minutes east of Greenwich at a moment. */
  function offset(epoch: number): number {
    const day = Math.floor(epoch / DAY) * DAY;
    const morning = ask(day);
    if (morning === ask(day + DAY)) return morning;
    return ask(Math.floor(epoch / QUARTER) * QUARTER); // every change since 1972 falls on a quarter of an hour
  }

  function ask(epoch: number): number {
    let known = asked.get(epoch);
    if (known === undefined) {
      const name = format.formatToParts(epoch).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
      const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
      known = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
      asked.set(epoch, known);
    }
    return known;
  }
}
