import { expect, test } from 'vitest';
import { styleSheet } from '../../assets.ts';
import { PAIRS } from './design.ts';
import { coloursOf, contrast } from './tokens.ts';

const colours = coloursOf(styleSheet());
const pairs = Object.values(PAIRS).flatMap(({ names, on }: { names: readonly string[]; on: readonly string[] }) =>
  names.flatMap((name) => on.map((ground) => [name, ground] as const)),
);

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test.each(pairs)('%s can be read on %s, light and dark', (name, ground) => {
  const [words, under] = [colours.get(name), colours.get(ground)];
  expect(contrast(words?.light ?? '', under?.light ?? '')).toBeGreaterThanOrEqual(4.5);
  expect(contrast(words?.dark ?? '', under?.dark ?? '')).toBeGreaterThanOrEqual(4.5);
});

test('the edge of a field is seen (3 : 1, WCAG 1.4.11)', () => {
  for (const scheme of ['light', 'dark'] as const)
    expect(contrast(colours.get('edge')?.[scheme] ?? '', colours.get('sheet')?.[scheme] ?? '')).toBeGreaterThan(3);
});

test('every colour of the style sheet is shown', () => {
  const shown = new Set<string>(Object.values(PAIRS).flatMap(({ names }) => [...names]));
  expect([...colours.keys()].filter((name) => !shown.has(name))).toEqual([]);
});
