/** A colour of the design in both schemes, as `#rrggbb`. */
export interface Colour {
  name: string;
  light: string;
  dark: string;
}

/** A length of the design, e.g. `--space-4` and `1rem`. */
export interface Length {
  name: string;
  value: string;
}

const COLOUR = /--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g;

const TOKENS = /:root\s*\{([^}]*)\}/;

/** The colours that a style sheet defines for every page; what a part keeps to itself (the jobs of the clock) is no token. */
export function coloursOf(css: string): Map<string, Colour> {
  const tokens = TOKENS.exec(css)?.[1] ?? '';
  return new Map(
    [...tokens.matchAll(COLOUR)].map(([, name = '', light = '', dark = '']) => [name, { name, light, dark }] as const),
  );
}

/** The lengths whose names begin so, in their order. */
export function lengthsOf(css: string, family: 'type' | 'space'): Length[] {
  return [...css.matchAll(new RegExp(`--(${family}-\\w+):\\s*([^;]+);`, 'g'))].map(([, name = '', value = '']) => ({
    name,
    value: value.trim(),
  }));
}

/**
 * The contrast of two colours (WCAG 2.2, 1.4.3): 1 to 21.
 *
 * @example contrast('#000000', '#ffffff'); // 21
 */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
