import type { Page } from '../page.ts';

/**
 * A length of time in words, in the largest unit that fits.
 *
 * @param milliseconds not negative
 */
export function duration({ language }: Pick<Page, 'language'>, milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS[2];
  const format = new Intl.NumberFormat(language === 'he' ? 'he-IL' : 'en-GB', {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  });
  return format.format(seconds / size);
}

const UNITS = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;
