/** What the eye sees from left to right, one element a letter (with its marks) or ligature. */
export type VisualLine = readonly string[];

type BidiClass = 'R' | 'L' | 'EN' | 'ES' | 'CS' | 'ET' | 'N';

const MIRRORED: Record<string, string> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
};

/**
 * From the order the eye sees to the order people write: the inverse of the Unicode bidirectional algorithm (UAX #9)
 * for one line. Hebrew turns round; numbers, dates, dockets and Latin keep their direction; brackets in Hebrew are
 * mirrored back when `mirror` is set (most producers store the bracket that is seen).
 *
 * The inverse is not unique ("ABC 12" may have been written in two ways); the commoner one is taken.
 *
 * @example inverseBidi([...'51/9835 א"ער'], 'rtl', true).join('') // 'רע"א 51/9835'
 */
export function inverseBidi(line: VisualLine, base: 'rtl' | 'ltr', mirror: boolean): string[] {
  const classes = resolve(line, base);
  return base === 'rtl' ? readFromRight(line, classes, mirror) : readFromLeft(line, classes, mirror);
}

/** A line with no Hebrew but with Latin was set from left to right, also on a Hebrew page. */
export function baseDirection(line: VisualLine, pageIsHebrew: boolean): 'rtl' | 'ltr' {
  let right = 0;
  let left = 0;
  for (const cluster of line) {
    const kind = classOf(cluster);
    if (kind === 'R') right++;
    else if (kind === 'L') left++;
  }
  if (right === 0) return pageIsHebrew && left === 0 ? 'rtl' : 'ltr';
  return pageIsHebrew || right >= left ? 'rtl' : 'ltr';
}

function readFromRight(line: VisualLine, classes: BidiClass[], mirror: boolean): string[] {
  const out: string[] = [];
  let at = line.length;
  while (at > 0) {
    let start = at - 1;
    if (isLeftToRight(classes[start])) {
      while (start > 0 && isLeftToRight(classes[start - 1])) start--;
      out.push(...line.slice(start, at));
    } else {
      const cluster = line[start] ?? '';
      out.push(mirror ? (MIRRORED[cluster] ?? cluster) : cluster);
    }
    at = start;
  }
  return out;
}

function readFromLeft(line: VisualLine, classes: BidiClass[], mirror: boolean): string[] {
  const out: string[] = [];
  let at = 0;
  while (at < line.length) {
    let end = at + 1;
    if (classes[at] === 'R') {
      while (end < line.length && classes[end] === 'R') end++;
      out.push(...readFromRight(line.slice(at, end), classes.slice(at, end), mirror));
    } else {
      out.push(line[at] ?? '');
    }
    at = end;
  }
  return out;
}

function isLeftToRight(kind: BidiClass | undefined): boolean {
  return kind === 'L' || kind === 'EN';
}

/** The rules W4 to W7, N0 (in part) and N1/N2 of UAX #9, read over the visual line. Left: only L, EN and R. */
function resolve(line: VisualLine, base: 'rtl' | 'ltr'): BidiClass[] {
  const kinds = line.map(classOf);
  const at = (index: number): BidiClass | undefined => kinds[index];

  // W4: one separator between two numbers belongs to them ("5389/15", "12.3.2020", "2094-01-15").
  for (let i = 1; i < kinds.length - 1; i++) {
    if ((at(i) === 'ES' || at(i) === 'CS') && at(i - 1) === 'EN' && at(i + 1) === 'EN') kinds[i] = 'EN';
  }
  // W5: signs at a number belong to it ("15%", "₪500"); W6: all other separators and signs are neutral.
  for (let i = 0; i < kinds.length; ) {
    let end = i + 1;
    if (at(i) === 'ET') {
      while (at(end) === 'ET') end++;
      const joins = at(i - 1) === 'EN' || at(end) === 'EN';
      kinds.fill(joins ? 'EN' : 'N', i, end);
    }
    i = end;
  }
  for (let i = 0; i < kinds.length; i++) if (at(i) === 'ES' || at(i) === 'CS') kinds[i] = 'N';

  // W7 and its mirror: a number beside Latin, with nothing but neutrals between, is part of the Latin run.
  numbersBesideLatin(kinds);

  bracketsInLatin(line, kinds);

  // N1, N2: neutrals between two Latin stretches are Latin; at the edges and beside Hebrew they follow the line.
  const outside: BidiClass = base === 'rtl' ? 'R' : 'L';
  for (let i = 0; i < kinds.length; ) {
    let end = i + 1;
    if (at(i) === 'N') {
      while (at(end) === 'N') end++;
      const left = side(at(i - 1), base);
      const right = side(at(end), base);
      kinds.fill(left === right && left !== undefined ? left : outside, i, end);
    }
    i = end;
  }
  // In a Latin line "12 עברית" is seen for both orders of writing; the order on the page is kept.
  return base === 'ltr' ? kinds.map((kind) => (kind === 'EN' ? 'L' : kind)) : kinds;
}

function side(kind: BidiClass | undefined, base: 'rtl' | 'ltr'): 'L' | 'R' | undefined {
  if (kind === 'L') return 'L';
  if (kind === 'EN') return base === 'rtl' ? 'R' : 'L';
  return kind === 'R' ? 'R' : undefined;
}

function numbersBesideLatin(kinds: BidiClass[]): void {
  let strong: BidiClass = 'N';
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    if (kind === 'L' || kind === 'R') strong = kind;
    else if (kind === 'EN' && strong === 'L') kinds[i] = 'L';
  }
  strong = 'N';
  for (let i = kinds.length - 1; i >= 0; i--) {
    const kind = kinds[i];
    if (kind === 'L' || kind === 'R') strong = kind;
    else if (kind === 'EN' && strong === 'L') kinds[i] = 'L';
  }
}

/** N0: in "Foo (Bar Ltd.)" both brackets belong to the Latin, also when Hebrew follows. */
function bracketsInLatin(line: VisualLine, kinds: BidiClass[]): void {
  const open: number[] = [];
  let strong: BidiClass = 'N';
  for (let i = 0; i < line.length; i++) {
    const kind = kinds[i];
    if (kind === 'L' || kind === 'R' || kind === 'EN') strong = kind;
    if ((line[i] === '(' || line[i] === '[') && strong === 'L') open.push(i);
    else if (kind === 'R') open.length = 0;
    else if (line[i] === ')' || line[i] === ']') {
      const from = open.pop();
      if (from === undefined || !kinds.slice(from, i).includes('L')) continue;
      kinds[from] = 'L';
      kinds[i] = 'L';
    }
  }
}

function classOf(cluster: string): BidiClass {
  const first = cluster.codePointAt(0) ?? 0;
  if (first >= 0x30 && first <= 0x39) return 'EN';
  if ((first >= 0x0590 && first <= 0x08ff) || (first >= 0xfb1d && first <= 0xfefc)) return 'R';
  if (cluster.startsWith('-') || cluster.startsWith('+') || first === 0x2212) return 'ES';
  if ('.,/:\u00a0'.includes(cluster.charAt(0))) return 'CS';
  if ('#$%¢£¤¥°‰€₪'.includes(cluster.charAt(0))) return 'ET';
  if (/^\p{L}/u.test(cluster)) return 'L';
  return 'N';
}
